// The only fields a log line may hold, and what each may hold. What is not here does not pass.
import type { ReducedError } from './reduce-error.js';

type FieldTest = (value: unknown) => boolean;

const matching =
  (pattern: RegExp): FieldTest =>
  (value) =>
    typeof value === 'string' && pattern.test(value);
const number: FieldTest = (value) => typeof value === 'number' && Number.isFinite(value);
const flag: FieldTest = (value) => typeof value === 'boolean';
const offset: FieldTest = (value) => number(value) || typeof value === 'bigint' || matching(/^-?[0-9]{1,20}$/)(value);

const word = matching(/^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/);
const name = matching(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$/);
const route = matching(/^[A-Za-z0-9/:*_.-]{1,200}$/);
const code = matching(/^[A-Z0-9][A-Z0-9_]{1,79}$/);

/** Field name to test of its value; a value of another form is dropped. */
export const LOG_FIELDS: Readonly<Record<string, FieldTest>> = {
  event: word,
  code,
  reason: word,
  state: word,
  context: matching(/^[A-Za-z]{1,60}$/),
  check: word,
  topic: name,
  group: name,
  stream: name,
  policy: name,
  slot: name,
  user: name,
  audience: name,
  clientId: name,
  factType: word,
  route,
  method: matching(/^[A-Z]{3,10}$/),
  host: matching(/^[A-Za-z0-9.:_[\]-]{1,255}$/),
  traceId: matching(/^(?!0{32})[0-9a-f]{32}$/),
  spanId: matching(/^[0-9a-f]{16}$/),
  signal: matching(/^SIG[A-Z0-9]{2,10}$/),
  version: matching(/^[0-9A-Za-z.+-]{1,40}$/),
  partition: number,
  offset,
  controlOffset: offset,
  port: number,
  status: number,
  count: number,
  accepted: number,
  duplicates: number,
  rejected: number,
  released: number,
  recalled: number,
  withheld: number,
  lines: number,
  bytes: number,
  lag: number,
  attempt: number,
  durationMs: number,
  retryInMs: number,
  ready: flag,
};

/** What a log line is made of: the event in a word, and facts about it. Never a record field's value or an unknown key's name. */
export interface LogFields {
  readonly event: string;
  /** Reduced to name, code and stack positions; the message only of a `GatewayError`. */
  readonly err?: unknown;
  readonly code?: string;
  readonly reason?: string;
  readonly state?: string;
  readonly context?: string;
  readonly check?: string;
  readonly topic?: string;
  readonly group?: string;
  readonly stream?: string;
  readonly policy?: string;
  readonly slot?: string;
  readonly user?: string;
  readonly audience?: string;
  readonly clientId?: string;
  readonly factType?: string;
  readonly route?: string;
  readonly method?: string;
  readonly host?: string;
  readonly traceId?: string;
  readonly spanId?: string;
  readonly signal?: string;
  readonly version?: string;
  readonly partition?: number;
  readonly offset?: number | bigint | string;
  readonly controlOffset?: number | bigint | string;
  readonly port?: number;
  readonly status?: number;
  readonly count?: number;
  readonly accepted?: number;
  readonly duplicates?: number;
  readonly rejected?: number;
  readonly released?: number;
  readonly recalled?: number;
  readonly withheld?: number;
  readonly lines?: number;
  readonly bytes?: number;
  readonly lag?: number;
  readonly attempt?: number;
  readonly durationMs?: number;
  readonly retryInMs?: number;
  readonly ready?: boolean;
}

/** A line as it is written, `err` reduced. */
export type WrittenFields = Record<string, unknown> & { err?: ReducedError };
