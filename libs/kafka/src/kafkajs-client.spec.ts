// kafkajs' log texts may repeat what a message held: only where and how bad may pass.
import { describe, expect, it } from '@jest/globals';
import { Transport } from '@nestjs/microservices';
import kafkajs, { type LogEntry } from 'kafkajs';
import { kafkajsOptions, quietly } from './kafkajs-client.js';
import { createNestKafkaOptions } from './nest-options.js';

interface Codec {
  compress(encoder: { buffer: Buffer }): Promise<Buffer>;
  decompress(buffer: Buffer): Promise<Buffer>;
}

const connection = { brokers: ['127.0.0.1:1'], username: 'app-console', password: 'secret' };

function written(level: kafkajs.logLevel, namespace = 'Runner') {
  const lines: unknown[] = [];
  const log = { info: (line: object) => void lines.push(line), warn: (line: object) => void lines.push(line) };
  const entry: LogEntry = {
    namespace,
    level,
    label: 'X',
    log: { message: 'taint-1', error: 'taint-2', timestamp: '' },
  };
  quietly(log)(level)(entry);
  return lines;
}

describe('quietly', () => {
  it('passes on that there was a warning or an error, and in which part', () => {
    expect(written(kafkajs.logLevel.ERROR)).toEqual([{ event: 'kafkajs-error', context: 'Runner' }]);
    expect(written(kafkajs.logLevel.WARN, 'Consumer-1')).toEqual([{ event: 'kafkajs-warning', context: 'Consumer' }]);
    expect(written(kafkajs.logLevel.INFO)).toEqual([]);
  });

  it('never writes to the console when no log is given', () => {
    expect(kafkajsOptions(connection, 'x').logCreator).toBeDefined();
    expect(kafkajsOptions(connection, 'x').logLevel).toBe(kafkajs.logLevel.WARN);
  });
});

describe('zstd', () => {
  it('is known to kafkajs, both ways', async () => {
    const open = kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] as () => Codec;
    const codec = open();
    const bytes = Buffer.from('中古車'.repeat(100));
    const packed = await codec.compress({ buffer: bytes });
    expect(packed.length).toBeLessThan(bytes.length);
    expect(await codec.decompress(packed)).toEqual(bytes);
  });
});

describe('createNestKafkaOptions', () => {
  it('emits idempotently, one request at a time, with the Java partitioner', () => {
    const { transport, options } = createNestKafkaOptions(connection, { role: 'control' });
    expect(transport).toBe(Transport.KAFKA);
    expect(options?.producer).toMatchObject({
      idempotent: true,
      maxInFlightRequests: 1,
      retry: { retries: Number.MAX_SAFE_INTEGER },
    });
    expect(options?.producer?.createPartitioner).toBe(kafkajs.Partitioners.DefaultPartitioner);
    expect(options).toMatchObject({ producerOnlyMode: true, postfixId: '', send: { acks: -1 } });
  });

  it('consumes in exactly the group it is given', () => {
    const { options } = createNestKafkaOptions(connection, { role: 'notices', group: 'app-console.notices' });
    expect(options?.consumer?.groupId).toBe('app-console.notices');
    expect(options?.producerOnlyMode).toBe(false);
  });
});
