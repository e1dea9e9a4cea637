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

const CODE = /^[A-Z][A-Z0-9_]{1,79}$/;
/** Errors within errors are looked into this deep, the last few of each list: they may be many, and alike. */
const DEPTH = 6;
const LAST = 3;

/**
 * The code of any error as logs and states may show it, from wherever it lies in it: our own, else the protocol's
 * (`PRODUCER_FENCED`), else the system's or the client's (`ECONNREFUSED`); `UNKNOWN` otherwise. Never throws and never
 * gives an error's text.
 */
export function codeOf(error: unknown): string {
  const found = errorsIn(error);
  const own = found.find((one): one is KafkaFault => one instanceof KafkaFault);
  if (own) return own.code;
  const protocol = protocolNameOf(found);
  if (protocol !== undefined) return protocol;
  const codes = found.map((one) => read(one, 'code')).filter((code) => code !== undefined);
  return codes.findLast((code) => !code.startsWith('PLT_')) ?? codes.at(-1) ?? 'UNKNOWN';
}

/** True when the protocol error `name` is anywhere in the error. Never throws. */
export function isProtocolError(error: unknown, name: string): boolean {
  return errorsIn(error).some((one) => read(one, 'apiId') === name || read(one, 'type') === name);
}

/** True when a broker said what is wrong, and not the way to it. Never throws. */
export const isFromBroker = (error: unknown): boolean => protocolNameOf(errorsIn(error)) !== undefined;

const protocolNameOf = (found: readonly object[]): string | undefined =>
  found.map((one) => read(one, 'apiId') ?? read(one, 'type')).find((name) => name !== undefined);

/** The error and those within it, outermost first. */
function errorsIn(error: unknown, depth = 0): object[] {
  if (typeof error !== 'object' || error === null || depth > DEPTH) return [];
  const { errors, cause } = error as { errors?: unknown; cause?: unknown };
  const within: unknown[] = Array.isArray(errors) ? errors.slice(-LAST).reverse() : [];
  return [error, ...[...within, cause].flatMap((one) => errorsIn(one, depth + 1))];
}

function read(error: object, key: 'apiId' | 'type' | 'code'): string | undefined {
  const value = (error as Record<string, unknown>)[key];
  return typeof value === 'string' && CODE.test(value) ? value : undefined;
}
