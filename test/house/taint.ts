// Plants a token of its own in every value and beside every known key of a record, so that any copy of any of them can be found.
import { randomInt } from 'node:crypto';
import {
  CATALOGUE,
  childPath,
  elementPath,
  isJsonObject,
  type Item,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
} from '#wire';

export interface Token {
  /** What to look for: letters and digits, without regard to case. */
  readonly text: string;
  /** Path of the leaf, or of the unknown key. */
  readonly path: string;
  /** `unlisted` for an unknown key and what stands under it. */
  readonly item: Item | 'envelope';
  /** `key`: the text is the name of an unknown key. */
  readonly kind: 'value' | 'key';
}

export interface Tainted {
  readonly record: JsonObject;
  readonly tokens: readonly Token[];
}

/** Without I, O and Q: the alphabet of a VIN, so that a token may be part of one. */
const ALPHABET = 'ABCDEFGHJKLMNPRSTUVWXYZ0123456789';
/** Leaves that must stay what they are: whose record it is, which revision, when. */
const KEPT = new Set(['revision', 'status', 'dealerCode', 'occurredAt', 'channel', 'noticeId']);

const word = (length = 12) =>
  'T' + Array.from({ length: length - 1 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
const digits = (length: number) =>
  String(randomInt(1, 10)) + Array.from({ length: length - 1 }, () => randomInt(10)).join('');

/**
 * A record like `record` with tokens in it: in every string its schema does not lock, in VINs, codes, telephone numbers and
 * amounts, and as unknown keys (with a token below) in the record, the vehicle, the customer and every job and line.
 * Days, instants, enums and `jobId`s stay. References between parts of the record therefore stay whole.
 */
export function taint(record: JsonObject): Tainted {
  const tokens: Token[] = [];
  const plant = (path: string, kind: Token['kind'], text: string) => {
    tokens.push({ text, path, kind, item: CATALOGUE.get(path)?.item ?? 'unlisted' });
    return text;
  };
  const leaf = (value: JsonScalar, path: string): JsonScalar => {
    if (KEPT.has(path) || path.endsWith('.jobId')) return value;
    const entry = CATALOGUE.get(path);
    const candidates = candidatesFor(value, path);
    const fitting = candidates.find(({ planted }) => !entry || entry.accepts(planted));
    if (!fitting) return value;
    plant(path, 'value', fitting.text);
    return fitting.planted;
  };
  const unknownKey = (path: string): JsonObject => {
    const key = word();
    plant(childPath(path, key), 'key', key);
    const under = plant(childPath(path, key), 'value', word());
    return { [key]: under };
  };
  const walk = (value: JsonValue, path: string): JsonValue => {
    if (Array.isArray(value)) return value.map((element) => walk(element, elementPath(path)));
    if (!isJsonObject(value)) return leaf(value, path);
    const entries = Object.entries(value).map(([key, child]) => [key, walk(child, childPath(path, key))] as const);
    return { ...Object.fromEntries(entries), ...unknownKey(path) };
  };
  return { record: walk(record, '') as JsonObject, tokens };
}

interface Candidate {
  readonly planted: JsonScalar;
  readonly text: string;
}

/** Ways to write a token at this path, the most telling first; the schema says which one fits. */
function candidatesFor(value: JsonScalar, path: string): Candidate[] {
  if (typeof value === 'number') {
    const amount = digits(9);
    const kilometres = digits(7);
    return [
      { planted: Number(amount), text: amount },
      { planted: Number(kilometres), text: kilometres },
    ];
  }
  if (typeof value !== 'string') return [];
  if (path.endsWith('.vin')) {
    const tail = word(10);
    return [{ planted: `${value.slice(0, 7)}${tail}`, text: tail }];
  }
  if (path.endsWith('.chassisNumber')) {
    const text = word(10);
    return [{ planted: `ZC6-${text}`, text }];
  }
  if (path.endsWith('.labourCode') || path.endsWith('.partNumber')) {
    const text = digits(path.endsWith('.partNumber') ? 11 : 7);
    return [{ planted: text, text }];
  }
  if (path.endsWith('.telephone[]')) {
    const text = digits(8);
    return [{ planted: `090${text}`, text }];
  }
  if (path.endsWith('.email[]')) {
    const text = word();
    return [{ planted: `${text.toLowerCase()}@example.jp`, text }];
  }
  const text = word();
  if (path === 'recordId') return [{ planted: `${value}-${text}`, text }];
  // A known customer keeps its id: consents hang on it.
  if (path === 'customer.id') return [];
  return [{ planted: value === '' ? text : `${value} ${text}`, text }];
}
