// An error as a log line may show it: its name, a known code, where it was thrown; its text only if it is ours.
import dns from 'node:dns';
import { getSystemErrorMap } from 'node:util';
import { GatewayError, PROBLEMS } from '#wire';
import { KAFKA_ERRORS } from './kafka-errors.js';
import { sourcePlace } from './source-place.js';

export interface ReducedError {
  readonly name: string;
  readonly code?: string;
  /** Only of a `GatewayError`, whose messages hold no field's value. */
  readonly message?: string;
  /** `path:line:column`, innermost first. */
  readonly stack?: readonly string[];
  readonly cause?: ReducedError;
}

const MAX_FRAMES = 12;
const MAX_CAUSES = 3;
const NAME = /^[A-Z][A-Za-z]{0,59}$/;
const LIBRARY_CODE = /^(?:ERR|FST_ERR|UND_ERR|PLT_KFK)_[A-Z0-9_]{1,60}$/;
/** What libs/kafka finds by itself bears a code of ours, also where kafkajs tells it on. */
const KAFKA_CLASS = /^Kafka(?:Fault|JSConnectionError)$/;
const OWN_CODE = /^GW_[A-Z_]{1,60}$/;
/** Why a certificate was not trusted (the list of Node.js, TLS, "X509 certificate error codes"). */
const CERTIFICATE_CODES = [
  ...['UNABLE_TO_GET_ISSUER_CERT', 'UNABLE_TO_GET_CRL', 'UNABLE_TO_DECRYPT_CERT_SIGNATURE', 'CERT_SIGNATURE_FAILURE'],
  ...['UNABLE_TO_DECRYPT_CRL_SIGNATURE', 'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY', 'CRL_SIGNATURE_FAILURE'],
  ...['CERT_NOT_YET_VALID', 'CERT_HAS_EXPIRED', 'CRL_NOT_YET_VALID', 'CRL_HAS_EXPIRED', 'CERT_CHAIN_TOO_LONG'],
  ...['ERROR_IN_CERT_NOT_BEFORE_FIELD', 'ERROR_IN_CERT_NOT_AFTER_FIELD', 'ERROR_IN_CRL_LAST_UPDATE_FIELD'],
  ...['ERROR_IN_CRL_NEXT_UPDATE_FIELD', 'DEPTH_ZERO_SELF_SIGNED_CERT', 'SELF_SIGNED_CERT_IN_CHAIN', 'CERT_REVOKED'],
  ...['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'INVALID_CA', 'PATH_LENGTH_EXCEEDED'],
  ...['INVALID_PURPOSE', 'CERT_UNTRUSTED', 'CERT_REJECTED', 'HOSTNAME_MISMATCH', 'OUT_OF_MEM'],
];
const SYSTEM_CODES: ReadonlySet<unknown> = new Set([
  ...CERTIFICATE_CODES,
  ...[...getSystemErrorMap().values()].map(([systemName]) => systemName),
  ...Object.values(dns).filter((value) => typeof value === 'string'),
]);
/** Names that say more than their class does. */
const OWN_NAMES: ReadonlySet<unknown> = new Set(['AbortError', 'TimeoutError']);
const SQLSTATE = /^(?:[0-9][0-9A-Z]|F0|HV|P0|XX)[0-9A-Z]{3}$/;
const DATABASE_ERRORS: ReadonlySet<string> = new Set(['DatabaseError', 'QueryFailedError']);
const FRAME = /^\s+at (?:.* )?\(?(?:file:\/\/)?(\/[^()\s]*|node:[a-z/_]+):(\d+):(\d+)\)?$/;
const PLACE = /(?:\/dist)?\/((?:node_modules|libs|apps|scripts|test)\/.*)$/;

/** Reduces anything thrown to what a log may hold. Never throws. */
export function reduceError(thrown: unknown, depth = 0): ReducedError {
  try {
    if (!(thrown instanceof Error) && !looksLikeError(thrown)) return { name: 'NotAnError' };
    const error = thrown as Error & { code?: unknown; type?: unknown };
    const name = nameOf(error);
    const code = [error.code, error.type].find((candidate) => isKnownCode(candidate, name, error)) as
      | string
      | undefined;
    const stack = framesOf(error);
    const cause = causeOf(error);
    return {
      name,
      ...(code === undefined ? {} : { code }),
      ...(error instanceof GatewayError ? { message: error.message } : {}),
      ...(stack.length === 0 ? {} : { stack }),
      ...(cause === undefined || depth >= MAX_CAUSES ? {} : { cause: reduceError(cause, depth + 1) }),
    };
  } catch {
    return { name: 'UnreadableError' };
  }
}

/** What lies beneath: of several tries the last. */
function causeOf(error: Error & { driverError?: unknown }): unknown {
  return error.cause ?? error.driverError ?? (error instanceof AggregateError ? error.errors.at(-1) : undefined);
}

/** The name of the class, which is code; a name set on the error may hold anything. */
function nameOf(error: Error): string {
  if (OWN_NAMES.has(error.name)) return error.name;
  const prototype = Object.getPrototypeOf(error) as Error | null;
  const name: unknown = prototype?.constructor.name;
  return typeof name === 'string' && NAME.test(name) ? name : 'Error';
}

function looksLikeError(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.prototype.toString.call(value) === '[object Error]';
}

function isKnownCode(code: unknown, name: string, error: object): boolean {
  if (typeof code !== 'string') return false;
  if (Object.hasOwn(PROBLEMS, code) || SYSTEM_CODES.has(code) || KAFKA_ERRORS.has(code) || LIBRARY_CODE.test(code))
    return true;
  if (KAFKA_CLASS.test(name)) return OWN_CODE.test(code);
  const fromDatabase = DATABASE_ERRORS.has(name) || 'severity' in error || 'routine' in error;
  return fromDatabase && SQLSTATE.test(code);
}

function framesOf(error: Error): string[] {
  const { stack, message } = error;
  if (typeof stack !== 'string') return [];
  const textStart = stack.indexOf(message);
  if (textStart < 0) return []; // the message was changed after the stack was taken: nothing in it can be told apart
  const frames = stack
    .slice(textStart + message.length)
    .split('\n')
    .slice(1);
  return frames.slice(0, MAX_FRAMES).flatMap((line) => {
    const frame = FRAME.exec(line);
    if (!frame?.[1]) return [];
    const {
      file,
      line: at,
      column,
    } = sourcePlace({ file: frame[1], line: Number(frame[2]), column: Number(frame[3]) });
    const place = file.startsWith('node:') ? file : PLACE.exec(file)?.[1];
    return place === undefined ? [] : [`${place}:${at}:${column}`];
  });
}
