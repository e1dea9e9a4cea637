// Prohibited content: labelled or grouped numbers refuse the record, a bare one is cut out before anything is stored.
import {
  CATALOGUE,
  childPath,
  elementPath,
  type Fault,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
  pointerOf,
  REDACTION,
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

/** What a record, a person or a vehicle is known by: cutting a chance number out of it would loosen a stop or a consent. */
const LINKS: ReadonlySet<string> = new Set(['customer.id', 'vehicle.vin', 'vehicle.chassisNumber']);

interface Place {
  /** As decisions write it; `null` under an unknown key. */
  readonly path: string | null;
  /** The unknown key the value stands under: it may be the label of a number. */
  readonly label: string;
  readonly steps: readonly (string | number)[];
}

/**
 * Screens every string of a parsed record, in unknown keys and their names too, and numbers no clause lists. Gives a record
 * whose bare finds have become `［伏せ字］` with the paths of those (each once, unknown ones `?`), or the faults that refuse it.
 * The record is not touched. Throws only what `find` throws.
 */
export function screenRecord(record: JsonObject, find: FindProhibited): Screened {
  const faults: Fault[] = [];
  const redacted = new Set<string>();

  const refuse = ({ path, steps }: Place): void => {
    if (faults.length < MAX_FAULTS)
      faults.push({ pointer: pointerOf(steps), path: path ?? UNKNOWN_KEY, detail: DETAIL });
  };

  const isLabelledBy = ({ path, label }: Place, text: string): boolean =>
    path === null && find(`${label}: ${text}`).some(({ labelled, end }) => labelled && end > label.length + 2);

  const screenText = (text: string, place: Place, keepBare: boolean): string => {
    const spans = find(text);
    if (isLabelledBy(place, text) || spans.some(({ labelled }) => labelled)) refuse(place);
    if (spans.length === 0 || keepBare) return text;
    redacted.add(place.path ?? UNKNOWN_KEY);
    return cut(text, spans);
  };

  const screenLeaf = (value: JsonScalar, place: Place): JsonScalar => {
    const entry = place.path === null ? undefined : CATALOGUE.get(place.path);
    if (typeof value === 'number') {
      if (entry && entry.item !== 'unlisted') return value;
      const text = String(value);
      const screened = screenText(text, place, false);
      return screened === text ? value : screened;
    }
    if (typeof value !== 'string') return value;
    const isLink = entry !== undefined && LINKS.has(entry.path);
    if (entry && !isLink && !entry.isFreeText(value)) return value;
    return screenText(value, place, isLink || entry?.item === 'envelope');
  };

  const screen = (value: JsonValue, place: Place): JsonValue => {
    if (typeof value !== 'object' || value === null) return screenLeaf(value, place);
    if (Array.isArray(value)) {
      const path = place.path === null ? null : elementPath(place.path);
      return value.map((element, index) => screen(element, { ...place, path, steps: [...place.steps, index] }));
    }
    const copy: JsonObject = {};
    for (const [key, child] of Object.entries(value)) {
      const inner = placeOf(key, place);
      if (inner.path === null && find(key).some(({ labelled }) => labelled)) refuse(inner);
      const screened = screen(child, inner);
      if (key === '__proto__') Object.defineProperty(copy, key, { value: screened, enumerable: true, writable: true });
      else copy[key] = screened;
    }
    return copy;
  };

  const screened = screen(record, { path: '', label: '', steps: [] }) as JsonObject;
  return faults.length > 0 ? { faults } : { record: screened, redacted: [...redacted].sort() };
}

/** Every path of the catalogue and of what contains one. */
const KNOWN: ReadonlySet<string> = new Set(
  [...CATALOGUE.keys()].flatMap((path) => {
    const steps = path.split('.');
    return steps.map((_, index) =>
      steps
        .slice(0, index + 1)
        .join('.')
        .replaceAll('[]', ''),
    );
  }),
);

function placeOf(key: string, { path, steps }: Place): Place {
  const inner = path === null ? null : childPath(path, key);
  const isKnown = inner !== null && KNOWN.has(inner.replaceAll('[]', ''));
  return { path: isKnown ? inner : null, label: key, steps: [...steps, isKnown ? key : UNKNOWN_KEY] };
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
