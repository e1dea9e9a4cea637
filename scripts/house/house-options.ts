// What a house can be told.
import type { App } from './apps.ts';
import type { LogSink } from './child.ts';

export interface HouseOptions {
  readonly dataDir: string;
  readonly portBase: number;
  /** All unless told; `[]` gives broker and database alone, provisioned. */
  readonly apps?: readonly App[];
  /** With the sandbox's issuer, clients and seeded facts; true unless told. */
  readonly sandbox?: boolean;
  /** Tests: PostgreSQL without fsync. */
  readonly fast?: boolean;
  /** More environment for an app, over what it is given. */
  readonly env?: Partial<Record<App, Readonly<Record<string, string>>>>;
  /** A real Kafka instead of the embedded one; its admin may create users, topics and ACLs. */
  readonly externalKafka?: KafkaAdmin | undefined;
  /** `KAFKA_TLS` and `KAFKA_CA_FILE` of that Kafka, given to whoever connects to it. */
  readonly kafkaTls?: Readonly<Record<string, string>> | undefined;
  /** A real PostgreSQL instead of the embedded one. */
  readonly externalDatabaseUrl?: string | undefined;
  /** Another issuer than the sandbox's. */
  readonly oidcIssuer?: string | undefined;
  /** Every line of every process, as it comes. */
  readonly onLine?: LogSink;
  readonly onProgress?: (message: string) => void;
  /** Gives up a start half way: everything ends, then the start rejects. */
  readonly signal?: AbortSignal;
}

export interface KafkaAdmin {
  readonly brokers: readonly string[];
  readonly username: string;
  readonly password: string;
}
