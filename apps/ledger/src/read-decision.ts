// A message of `decisions` to what the ledger stores: known fields of the known form, nothing else. Pure.
import { patternId } from '#evidence';
import type { DecisionLinks, LedgerEntry } from '#postgres';
import { HEADERS, isJsonObject, parseInstant, type DecisionRecord, type Effect, type JsonObject } from '#wire';
import { MAX_VERDICTS, readVerdicts } from './read-verdicts.js';

/** A message as consumed; header values are UTF-8 text. */
export interface ReadMessage {
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, unknown>>;
}

export interface ReadDecision extends LedgerEntry {
  /** The message brought verdicts that cannot be kept: of another form or number, or not those its pattern's id stands for. */
  readonly verdictsRefused: boolean;
}

const HASH = /^[A-Za-z0-9_-]{43}$/;
const SALT = /^[A-Za-z0-9_-]{22}$/;
const POLICY = /^[A-Za-z0-9][A-Za-z0-9.-]{0,99}$/;
const OFFSET = /^(?:0|[1-9][0-9]{0,17})$/;
/** What PostgreSQL's `integer` holds. */
const MAX_INTEGER = 2 ** 31 - 1;
/** The pattern of a record without a leaf, or of one that could not be judged. */
const NO_VERDICTS = patternId([]);
/** A decision id is a primary key: bounded, and free of what PostgreSQL text cannot hold. */
const MAX_ID_LENGTH = 500;
const EFFECTS: ReadonlySet<unknown> = new Set<Effect>(['released', 'recalled', 'withheld']);

/**
 * The decision of a message, with its links; `null` for anything that is not whole and of its form. Takes the fields
 * it knows and no other. Verdicts that do not hash to the pattern's id, or are not as many as `leaves`, are left out. Never throws.
 */
export function readDecision(message: ReadMessage): ReadDecision | null {
  const value = parse(message.value);
  if (value === null || !isHead(value) || message.key?.toString('utf8') !== value.id) return null;
  const verdicts = value.verdicts === undefined ? null : readVerdicts(value.verdicts);
  const { id, stream, pattern, leaves, policy, policyHash, at, controlOffset, source, effect } = value;
  const isFitting = verdicts?.length === leaves.length && patternId(verdicts) === pattern;
  const kept = isFitting ? verdicts : null;
  return {
    decision: {
      id,
      stream,
      pattern,
      leaves,
      policy,
      policyHash,
      at,
      controlOffset,
      source: { partition: source.partition, offset: source.offset },
      effect,
      references: value.references,
      released: value.released,
      ...(kept === null ? {} : { verdicts: kept }),
    },
    links: readLinks(message.headers),
    verdictsRefused: value.verdicts !== undefined && kept === null,
  };
}

/** The keyed HMACs and the salt; one of another form is `null`. */
function readLinks(headers: ReadMessage['headers']): DecisionLinks {
  const header = (name: string, form: RegExp) => {
    const value = headers[name];
    const text = Buffer.isBuffer(value) ? value.toString('utf8') : value;
    return typeof text === 'string' && form.test(text) ? text : null;
  };
  return {
    record: header(HEADERS.record, HASH),
    subject: header(HEADERS.subject, HASH),
    vehicle: header(HEADERS.vehicle, HASH),
    chassis: header(HEADERS.chassis, HASH),
    salt: header(HEADERS.salt, SALT),
  };
}

function parse(value: Buffer | null): JsonObject | null {
  try {
    const parsed: unknown = value === null ? null : JSON.parse(value.toString('utf8'));
    return isJsonObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

type Head = Omit<DecisionRecord, 'verdicts'> & { readonly verdicts?: unknown };

function isHead(value: JsonObject): value is JsonObject & Head {
  return (
    isBounded(value.id) &&
    isBounded(value.stream) &&
    matches(HASH, value.pattern) &&
    areLeaves(value.leaves) &&
    (value.leaves.length === 0) === (value.pattern === NO_VERDICTS) &&
    matches(POLICY, value.policy) &&
    matches(HASH, value.policyHash) &&
    isStorableInstant(value.at) &&
    matches(OFFSET, value.controlOffset) &&
    isSource(value.source) &&
    EFFECTS.has(value.effect) &&
    matches(HASH, value.references) &&
    (value.released === null || matches(HASH, value.released)) &&
    (value.released !== null) === (value.effect !== 'withheld')
  );
}

function areLeaves(value: unknown): value is number[] {
  return Array.isArray(value) && value.length <= MAX_VERDICTS && value.every(isCount);
}

function isCount(value: unknown): boolean {
  return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= MAX_INTEGER;
}

function isSource(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  const { partition, offset } = value;
  return (
    Number.isInteger(partition) &&
    (partition as number) >= 0 &&
    (partition as number) <= MAX_INTEGER &&
    matches(OFFSET, offset)
  );
}

function matches(form: RegExp, value: unknown): boolean {
  return typeof value === 'string' && form.test(value);
}

function isBounded(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && value.length <= MAX_ID_LENGTH && !value.includes('\0');
}

/** PostgreSQL knows no year 0. */
function isStorableInstant(value: unknown): boolean {
  return !Number.isNaN(parseInstant(value)) && !(value as string).startsWith('0000');
}
