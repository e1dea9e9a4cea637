// The verdicts of a pattern, field by field; a path may hold known keys and `?` alone. Pure.
import { CATALOGUE, isItem, isJsonObject, OUTCOMES, REASONS, type Decision, type Outcome, type Reason } from '#wire';

const CLAUSE = /^[A-Za-z0-9()+ ]{1,60}$/;
/** Verdicts of a pattern. */
export const MAX_VERDICTS = 10_000;

/** Every key a path may name. Any other key of a record is a value too. */
const KNOWN_KEYS: ReadonlySet<string> = new Set(['?', ...[...CATALOGUE.keys()].flatMap(keysOf)]);

/** The verdicts in their order, known fields alone; `null` if any is of another form. Never throws. */
export function readVerdicts(value: unknown): Decision[] | null {
  if (!Array.isArray(value) || value.length > MAX_VERDICTS) return null;
  const verdicts: Decision[] = [];
  for (const given of value as unknown[]) {
    if (!isVerdict(given)) return null;
    const { path, item, outcome, clause, reason } = given;
    verdicts.push({ path, item, outcome, clause, reason });
  }
  return verdicts;
}

function isVerdict(value: unknown): value is Decision {
  if (!isJsonObject(value)) return false;
  const { path, item, outcome, clause, reason }: Partial<Record<keyof Decision, unknown>> = value;
  return (
    typeof path === 'string' &&
    keysOf(path).every((key) => KNOWN_KEYS.has(key)) &&
    isItem(item) &&
    OUTCOMES.includes(outcome as Outcome) &&
    typeof clause === 'string' &&
    CLAUSE.test(clause) &&
    REASONS.includes(reason as Reason)
  );
}

/** `work.jobs[].lines[].cost` gives `work`, `jobs`, `lines`, `cost`. */
function keysOf(path: string): string[] {
  return path.split('.').map((step) => step.replace(/(?:\[\])+$/, ''));
}
