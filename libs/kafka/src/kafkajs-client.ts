// kafkajs as this house uses it: zstd, quiet logs, no warning of its own making.
import { promisify } from 'node:util';
import { zstdCompress, zstdDecompress } from 'node:zlib';
import kafkajs, { type Kafka, type KafkaConfig, type logCreator, type LogEntry } from 'kafkajs';
import createSocketFactory from 'kafkajs/src/network/socketFactory.js';
import { socketsUnlessRefused } from './allowed-host.js';
import './kafkajs-aborted.js';
import './kafkajs-ended.js';
import './kafkajs-timer.js';
import { SILENT, type KafkaConnection, type KafkaLog } from './connection.js';
import { tlsOptionsOf } from './tls.js';

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

// kafkajs has no zstd of its own; a batch that cannot be opened would stop a reader for good.
kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
  compress: (encoder: { buffer: Buffer }) => compress(encoder.buffer),
  decompress: (buffer: Buffer) => decompress(buffer),
});

/** Options of every kafkajs client. */
export function kafkajsOptions(connection: KafkaConnection, role: string, log: KafkaLog = SILENT): KafkaConfig {
  return {
    clientId: `${connection.clientId ?? connection.username}-${role}`,
    brokers: [...connection.brokers],
    ssl: tlsOptionsOf(connection) ?? false,
    socketFactory: socketsUnlessRefused(connection, createSocketFactory()),
    sasl: { mechanism: 'scram-sha-256', username: connection.username, password: connection.password },
    connectionTimeout: 3_000,
    requestTimeout: 15_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 8 },
    logLevel: kafkajs.logLevel.WARN,
    logCreator: quietly(log),
  };
}

export function createKafkajs(connection: KafkaConnection, role: string, log?: KafkaLog): Kafka {
  return new kafkajs.Kafka(kafkajsOptions(connection, role, log));
}

/** Says that there was something and in which part of kafkajs. Its texts may repeat what a message held, so none is passed on. */
export function quietly(log: KafkaLog): logCreator {
  return () =>
    ({ namespace, level }: LogEntry) => {
      if (level > kafkajs.logLevel.WARN) return;
      log.warn({
        event: level === kafkajs.logLevel.ERROR ? 'kafkajs-error' : 'kafkajs-warning',
        context: namespace.replace(/[^A-Za-z]/g, ''),
      });
    };
}
