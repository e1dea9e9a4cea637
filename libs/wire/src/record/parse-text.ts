// The text of one record: strict JSON within stated limits, each key once.
import { visit } from 'jsonc-parser';
import type { JsonValue } from '../json.js';
import { GatewayError } from '../problems.js';
import { pointerOf, UNKNOWN_KEY } from './fold.js';
import { LIMITS } from './schema.js';
import { RECORD_SHAPE, type Shape } from './shape.js';

const TWICE = 'an object names a key twice';
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Index of the quote that ends the string opened before `from`; the length of the text where none does. */
function endOfString(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== QUOTE) at += text.charCodeAt(at) === BACKSLASH ? 2 : 1;
  return at;
}

/** Members and greatest depth of a text; exact for valid JSON, harmless for any other. */
function measure(text: string): { members: number; depth: number } {
  let members = 0;
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at + 1);
    else if (char === COLON) members++;
    else if (char === OPEN_LIST || char === OPEN_OBJECT) deepest = Math.max(deepest, ++depth);
    else if (char === CLOSE_LIST || char === CLOSE_OBJECT) depth--;
  }
  return { members, depth: deepest };
}

function countMembers(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  const children = Object.values(value);
  return children.reduce<number>(
    (total, child) => total + countMembers(child),
    Array.isArray(value) ? 0 : children.length,
  );
}

/** Where the first repeated key stands: path of known keys, anything else `?`. Only called when there is one. */
function findRepeatedKey(text: string): { pointer: string; path: string } | undefined {
  const open: Set<string>[] = [];
  let found: { pointer: string; path: string } | undefined;
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, _line, _column, pathSupplier) => {
      if (!found && open.at(-1)?.has(key)) found = place([...pathSupplier(), key]);
      open.at(-1)?.add(key);
    },
  });
  return found;
}

function place(steps: readonly (string | number)[]): { pointer: string; path: string } {
  let shape: Shape | undefined = RECORD_SHAPE;
  const written = steps.map((step) => {
    shape = typeof step === 'number' ? shape?.items : shape?.properties.get(step);
    return typeof step === 'number' || shape ? step : UNKNOWN_KEY;
  });
  return { pointer: pointerOf(written), path: (shape as Shape | undefined)?.path ?? UNKNOWN_KEY };
}

function parseJson(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // The parser's own message quotes the text.
    throw new GatewayError('GW_INVALID_JSON', 'the text is not one JSON value');
  }
}

/** Levels of nesting of any text of JSON taken in: a record's own, and room for what it comes in. */
const TEXT_DEPTH = 2 * LIMITS.depth;

/**
 * The JSON value of a text. `__proto__` comes out as an ordinary key of its own.
 * @throws GatewayError `GW_TOO_DEEP` beyond 64 levels, `GW_INVALID_JSON`, `GW_DUPLICATE_KEY`; no message holds a value or a key.
 */
export function parseJsonText(text: string): JsonValue {
  const { members, depth } = measure(text);
  if (depth > TEXT_DEPTH)
    throw new GatewayError('GW_TOO_DEEP', `the body is nested more than ${TEXT_DEPTH} levels deep`);
  const value = parseJson(text);
  if (countMembers(value) !== members) throw new GatewayError('GW_DUPLICATE_KEY', TWICE);
  return value;
}

/**
 * The JSON value of one record's text. `__proto__` comes out as an ordinary key of its own.
 * @throws GatewayError `GW_TOO_LONG` above {@link LIMITS.recordBytes} of UTF-8, `GW_TOO_DEEP` beyond 32 levels,
 * `GW_INVALID_JSON`, `GW_DUPLICATE_KEY`: tested in this order; no message holds a value or an unknown key.
 */
export function parseRecordText(text: string): JsonValue {
  if (text.length > LIMITS.recordBytes || Buffer.byteLength(text) > LIMITS.recordBytes)
    throw new GatewayError('GW_TOO_LONG', `the record has more than ${LIMITS.recordBytes} bytes`);
  const { members, depth } = measure(text);
  if (depth > LIMITS.depth)
    throw new GatewayError('GW_TOO_DEEP', `the record is nested more than ${LIMITS.depth} levels deep`);
  const value = parseJson(text);
  // In valid JSON every colon outside a string is a member, and the parser keeps only the last of equal keys.
  if (countMembers(value) !== members) {
    const where = findRepeatedKey(text);
    const faults = where ? [{ ...where, detail: 'is named twice in one object' }] : undefined;
    throw new GatewayError('GW_DUPLICATE_KEY', TWICE, faults);
  }
  return value;
}
