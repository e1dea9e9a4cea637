// Prohibited content: labelled or grouped numbers refuse the record, a bare one is cut out before anything is stored.
import {
  CATALOGUE,
  type Fault,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
  pointerOf,
  RECORD_SHAPE,
  REDACTION,
  type Shape,
  UNKNOWN_KEY,
} from '#wire';

/** A span of content that is never accepted. */
export interface ProhibitedSpan {
  readonly start: number;
  readonly end: number;
  /** Labelled or grouped: hardly chance. */
  readonly labelled: boolean;
}

export type FindProhibited = (text: string) => readonly ProhibitedSpan[];

export type Screened =
  | { readonly record: JsonObject; readonly redacted: readonly string[] }
  | { readonly faults: readonly Fault[] };

const DETAIL = 'holds content that is never accepted';
const MAX_FAULTS = 20;

/** As much of a key is read again with each text under it: a label stands close to its number, a hostile key may be long. */
const LABEL_UNITS = 100;

/** What a record, a person or a vehicle is known by: cutting a chance number out of it would loosen a stop or a consent. */
const LINKS: ReadonlySet<string> = new Set(['customer.id', 'vehicle.vin', 'vehicle.chassisNumber']);

/** `undefined` shape: under an unknown key. */
type MaybeShape = Shape | undefined;

/**
 * Screens every string of a parsed record, in unknown keys and their names too, and numbers no clause lists. Gives a record
 * whose bare finds have become `［伏せ字］` with the paths of those (each once, unknown ones `?`), or the faults that refuse it.
 * The record is not touched. Throws only what `find` throws.
 */
export function screenRecord(record: JsonObject, find: FindProhibited): Screened {
  const faults: Fault[] = [];
  const redacted = new Set<string>();
  const steps: (string | number)[] = [];

  const refuse = (shape: MaybeShape): void => {
    if (faults.length < MAX_FAULTS)
      faults.push({ pointer: pointerOf(steps), path: shape?.path ?? UNKNOWN_KEY, detail: DETAIL });
  };

  /** `label`: the end of the unknown key the text stands under; it may say what the number is. */
  const screenText = (text: string, shape: MaybeShape, label: string, keepBare: boolean): string => {
    const spans = find(text);
    const isLabelled =
      spans.some(({ labelled }) => labelled) ||
      (!shape && find(`${label}: ${text}`).some(({ labelled, end }) => labelled && end > label.length + 2));
    if (isLabelled) refuse(shape);
    if (spans.length === 0 || keepBare) return text;
    redacted.add(shape?.path ?? UNKNOWN_KEY);
    return cut(text, spans);
  };

  const screenLeaf = (value: JsonScalar, shape: MaybeShape, label: string): JsonScalar => {
    const entry = shape && CATALOGUE.get(shape.path);
    if (typeof value === 'number') {
      if (entry && entry.item !== 'unlisted') return value;
      const text = String(value);
      const screened = screenText(text, shape, label, false);
      return screened === text ? value : screened;
    }
    if (typeof value !== 'string') return value;
    const isLink = entry !== undefined && LINKS.has(entry.path);
    if (entry && !isLink && !entry.isFreeText(value)) return value;
    return screenText(value, shape, label, isLink || entry?.item === 'envelope');
  };

  const screenList = (list: readonly JsonValue[], shape: MaybeShape, label: string): JsonValue =>
    list.map((element, index) => {
      steps.push(index);
      const screened = screen(element, shape?.items, label);
      steps.pop();
      return screened;
    });

  const screenObject = (source: JsonObject, shape: MaybeShape): JsonObject => {
    const copy: JsonObject = {};
    for (const key of Object.keys(source)) {
      const child = shape?.properties.get(key);
      steps.push(child ? key : UNKNOWN_KEY);
      if (!child && find(key).some(({ labelled }) => labelled)) refuse(child);
      const value = screen(source[key]!, child, key.slice(-LABEL_UNITS));
      if (key === '__proto__') Object.defineProperty(copy, key, { value, enumerable: true, writable: true });
      else copy[key] = value;
      steps.pop();
    }
    return copy;
  };

  const screen = (value: JsonValue, shape: MaybeShape, label: string): JsonValue => {
    if (typeof value !== 'object' || value === null) return screenLeaf(value, shape, label);
    return Array.isArray(value) ? screenList(value, shape, label) : screenObject(value, shape);
  };

  const screened = screenObject(record, RECORD_SHAPE);
  return faults.length > 0 ? { faults } : { record: screened, redacted: [...redacted].sort() };
}

function cut(text: string, spans: readonly ProhibitedSpan[]): string {
  let from = 0;
  let kept = '';
  for (const { start, end } of [...spans].sort((one, other) => one.start - other.start)) {
    if (end <= from) continue;
    kept += text.slice(from, Math.max(from, start)) + REDACTION;
    from = end;
  }
  return kept + text.slice(from);
}
