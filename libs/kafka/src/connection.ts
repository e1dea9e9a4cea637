// How every client of the room reaches the brokers: SASL/SCRAM-SHA-256, one user per process.
import type { BaseOptions } from '@platformatic/kafka';

/** Where the brokers are and who asks. */
export interface KafkaConnection {
  /** `host:port` of at least one broker. */
  readonly brokers: readonly string[];
  readonly username: string;
  readonly password: string;
  /** Shown in the broker's request log; default: the user. */
  readonly clientId?: string;
  /** TLS with the system's authorities; default: plaintext. */
  readonly tls?: boolean;
}

/** What the room writes of itself: words and codes. A `Logger` of libs/process fits. Never a message's key, value or header. */
export interface KafkaLog {
  info(fields: { readonly event: string } & Readonly<Record<string, unknown>>): void;
  warn(fields: { readonly event: string } & Readonly<Record<string, unknown>>): void;
}

/** Says nothing. */
export const SILENT: KafkaLog = { info: () => undefined, warn: () => undefined };

/** Options of every client built on `@platformatic/kafka`. `role` tells the clients of one process apart. */
export function clientOptions(connection: KafkaConnection, role: string): BaseOptions & { requestTimeout: number } {
  return {
    clientId: `${connection.clientId ?? connection.username}-${role}`,
    bootstrapBrokers: [...connection.brokers],
    sasl: { mechanism: 'SCRAM-SHA-256', username: connection.username, password: connection.password },
    ...(connection.tls ? { tls: {} } : {}),
    connectTimeout: 3_000,
    requestTimeout: 15_000,
    retries: 3,
    retryDelay: 100,
    autocreateTopics: false,
  };
}
