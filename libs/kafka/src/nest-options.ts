// Nest's Kafka transport as this house uses it: idempotent, in order, quiet; topics exist before it does.
import type { KafkaOptions, Transport } from '@nestjs/microservices';
import kafkajs from 'kafkajs';
import type { KafkaConnection, KafkaLog } from './connection.js';
import { kafkajsOptions } from './kafkajs-client.js';

/** Nest's `Transport.KAFKA`, without loading the transport where nothing of it is used. */
const TRANSPORT_KAFKA = 6 as Transport.KAFKA;

/** The shortest a broker allows by default: so long a killed member keeps its successor waiting. */
const SHORT_SESSION = { sessionTimeout: 6_000, rebalanceTimeout: 6_000, heartbeatInterval: 1_000 };

export interface NestKafkaSettings {
  /** Tells the clients of one process apart. */
  readonly role: string;
  /** Consumer group, beginning with the user's name and a dot; absent: it only produces. */
  readonly group?: string;
  readonly log?: KafkaLog;
}

/**
 * Options for `ClientKafka` (their `.options`) or a microservice. A producer is idempotent with one request in flight,
 * so messages keep their order; every in-sync replica acknowledges. It tries until a message stands: one that was given up
 * would leave its sequence number to a later message, which the broker could then take for it and drop.
 * A consumer reads from the beginning of what is kept.
 */
export function createNestKafkaOptions(
  connection: KafkaConnection,
  { role, group, log }: NestKafkaSettings,
): KafkaOptions {
  return {
    transport: TRANSPORT_KAFKA,
    options: {
      postfixId: '',
      producerOnlyMode: group === undefined,
      client: kafkajsOptions(connection, role, log),
      producer: {
        idempotent: true,
        maxInFlightRequests: 1,
        allowAutoTopicCreation: false,
        createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
        retry: { retries: Number.MAX_SAFE_INTEGER, initialRetryTime: 100, maxRetryTime: 1_000 },
      },
      send: { acks: -1 },
      ...(group === undefined
        ? {}
        : { consumer: { groupId: group, ...SHORT_SESSION, maxWaitTimeInMs: 300, allowAutoTopicCreation: false } }),
      subscribe: { fromBeginning: true },
    },
  };
}
