// Faults of this room: a stable code, and the names Kafka itself gives an error. Never the content of a message.

/** A fault this room finds by itself. Its message holds names and numbers only. */
export class KafkaFault extends Error {
  constructor(
    readonly code: `GW_${string}`,
    detail: string,
  ) {
    super(`${code}: ${detail}`);
    this.name = 'KafkaFault';
  }
}

/**
 * The code of any error as logs and states may show it: our own, the protocol's (`PRODUCER_FENCED`), kafkajs' type, the
 * client's or the system's (`ECONNREFUSED`); `UNKNOWN` otherwise. Never throws and never gives an error's text.
 */
export function codeOf(error: unknown): string {
  if (error instanceof KafkaFault) return error.code;
  if (typeof error !== 'object' || error === null) return 'UNKNOWN';
  const protocol = protocolNamesIn(error)[0];
  if (protocol !== undefined) return protocol;
  const { type, code, cause } = error as { type?: unknown; code?: unknown; cause?: unknown };
  for (const name of [type, code]) if (typeof name === 'string' && /^[A-Z][A-Z0-9_]+$/.test(name)) return name;
  return cause === undefined ? 'UNKNOWN' : codeOf(cause);
}

/** True when the protocol error `name` is anywhere in the error. Never throws. */
export function isProtocolError(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && protocolNamesIn(error).includes(name);
}

function protocolNamesIn(error: object, depth = 0): string[] {
  const { apiId, errors, cause } = error as { apiId?: unknown; errors?: unknown; cause?: unknown };
  const found = typeof apiId === 'string' ? [apiId] : [];
  if (depth > 5) return found;
  const inner: unknown[] = Array.isArray(errors) ? errors.slice(-3).reverse() : [];
  for (const one of [...inner, cause]) {
    if (typeof one === 'object' && one !== null) found.push(...protocolNamesIn(one, depth + 1));
  }
  return found;
}
