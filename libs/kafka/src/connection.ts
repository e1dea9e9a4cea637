// Where the brokers are and who asks them, and what the room writes of itself.

/** Where the brokers are and who asks. */
export interface KafkaConnection {
  /** `host:port` of at least one broker. */
  readonly brokers: readonly string[];
  readonly username: string;
  readonly password: string;
  /** Shown in the broker's request log; default: the user. */
  readonly clientId?: string;
  /** TLS, trusting the authorities in `ca` (PEM) alone, or those Node.js trusts; left out: plaintext. */
  readonly tls?: { readonly ca?: string };
  /** Whether a host that a broker names, of itself or of another one, may be gone to; left out: every one may. */
  readonly isAllowed?: (host: string) => boolean;
}

/** What the room writes of itself: words and codes. A `Logger` of libs/process fits. Never a message's key, value or header. */
export interface KafkaLog {
  info(fields: { readonly event: string } & Readonly<Record<string, unknown>>): void;
  warn(fields: { readonly event: string } & Readonly<Record<string, unknown>>): void;
}

/** Says nothing. */
export const SILENT: KafkaLog = { info: () => undefined, warn: () => undefined };
