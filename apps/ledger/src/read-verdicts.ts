// The verdicts of a pattern, field by field; a path may hold known keys and `?` alone. Pure.
import {
  CATALOGUE,
  isItem,
  isJsonObject,
  OUTCOMES,
  REASONS,
  type Decision,
  type DecisionRecord,
  type Outcome,
  type Reason,
} from '#wire';

type Verdict = NonNullable<DecisionRecord['verdicts']>[number];

const CLAUSE = /^[A-Za-z0-9()+ ]{1,60}$/;
const MAX_COUNT = 2 ** 31 - 1;
const MAX_VERDICTS = 10_000;

/** Every key a path may name. Any other key of a record is a value too. */
const KNOWN_KEYS: ReadonlySet<string> = new Set(['?', ...[...CATALOGUE.keys()].flatMap(keysOf)]);

/** The verdicts in their order, known fields alone; `null` if any is of another form. Never throws. */
export function readVerdicts(value: unknown): Verdict[] | null {
  if (!Array.isArray(value) || value.length > MAX_VERDICTS) return null;
  const verdicts: Verdict[] = [];
  for (const given of value as unknown[]) {
    if (!isVerdict(given)) return null;
    const { path, item, outcome, clause, reason, count } = given;
    verdicts.push({ path, item, outcome, clause, reason, count });
  }
  return verdicts;
}

function isVerdict(value: unknown): value is Verdict {
  if (!isJsonObject(value)) return false;
  const { path, item, outcome, clause, reason, count }: Partial<Record<keyof Decision | 'count', unknown>> = value;
  return (
    typeof path === 'string' &&
    keysOf(path).every((key) => KNOWN_KEYS.has(key)) &&
    isItem(item) &&
    OUTCOMES.includes(outcome as Outcome) &&
    typeof clause === 'string' &&
    CLAUSE.test(clause) &&
    REASONS.includes(reason as Reason) &&
    Number.isInteger(count) &&
    (count as number) >= 1 &&
    (count as number) <= MAX_COUNT
  );
}

/** `work.jobs[].lines[].cost` gives `work`, `jobs`, `lines`, `cost`. */
function keysOf(path: string): string[] {
  return path.split('.').map((step) => step.replace(/(?:\[\])+$/, ''));
}
