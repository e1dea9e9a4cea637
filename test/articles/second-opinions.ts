// Engine, naive reference and Cedar on the same case: the same outcome of every leaf, the same reason, the same record released.
import { PERMIT_REASONS, REDACTION, type Item, type JsonObject, type Outcome } from '#wire';
import { project, type Decider, type Law } from '#policy';
import { MARK, situationOf, type Case } from './cases.ts';
import type { CedarOpinion } from './cedar/opinion.ts';
import { scalarsOf, type ReadLeaf } from './read-leaves.ts';
import { asFound, referenceDecide, type Judged } from './reference-decide.ts';
import { referenceProject } from './reference-project.ts';
import type { Version } from './versions.ts';

interface Expected {
  readonly leaf: ReadLeaf;
  readonly outcome: Outcome;
  readonly reason: string;
  /** What leaves of it; `null`: nothing. */
  readonly text: string | null;
}

const PERMITS: readonly string[] = PERMIT_REASONS;

/** What the marks in a text are found as. */
function findsOf({ isText, value }: ReadLeaf): Judged['finds'] {
  if (!isText) return [];
  const text = String(value);
  return /!unsure|!throw/.test(text) ? 'unsure' : [...text.matchAll(MARK)].map(([, item]) => item as Item);
}

const OUTCOMES: ReadonlyMap<string, Outcome> = new Map([
  ...PERMITS.map((reason) => [reason, 'permit'] as const),
  ['embedded_personal_data', 'redact'],
]);
const outcomeOf = (reason: string): Outcome => OUTCOMES.get(reason) ?? 'withhold';

/** The text without the marks that may not leave. */
function cutOut(text: string, mayLeave: (item: Item) => boolean): string {
  return text.replace(/(?:<([a-z-]+)>)+/g, (run) =>
    run
      .replace(MARK, (mark, item: string) => (mayLeave(item as Item) ? mark : '\u0000'))
      .replace(/\u0000+/g, REDACTION),
  );
}

const ENVELOPE_OUT = ['recordId', 'revision', 'status', 'dealerCode', 'occurredAt'];
/** Job ids have a test of their own, see `project.spec.ts`. */
const isJobId = (path: string) => path.endsWith('.jobId');

/** Leaves of what is released, by path and value, in the order of the record; the envelope apart. */
function releasedLeaves(released: JsonObject): string[] {
  return scalarsOf(released)
    .filter(([path]) => !ENVELOPE_OUT.includes(path) && !isJobId(path))
    .map(([path, value]) => `${path}=${String(value)}`);
}

/** As `toEqual`, at a fraction of its cost. The two are named by who says so. */
function mustAgree(what: string, said: Readonly<Record<string, unknown>>): void {
  const texts = Object.values(said).map((each) => JSON.stringify(each));
  if (texts.every((text) => text === texts[0])) return;
  const lines = Object.keys(said).map((who, index) => `  ${who.padEnd(9)} ${texts[index]}`);
  throw new Error([`${what}:`, ...lines].join('\n'));
}

export interface SecondOpinions {
  /** Throws where two of the three differ. `leaves` are the record's, as `readLeaves` gives them. */
  check(input: JsonObject, leaves: readonly ReadLeaf[], c: Case, judged: Version, also: readonly Version[]): void;
  /** Leaves by reason, over all cases so far. */
  readonly seen: ReadonlyMap<string, number>;
}

/** Opens the three. One decider for all cases, so that its memo is tried too. */
export function openSecondOpinions(decider: Decider, cedar: CedarOpinion): SecondOpinions {
  const seen = new Map<string, number>();

  function expectedOf(leaves: readonly ReadLeaf[], c: Case, judged: Version, also: readonly Version[]): Expected[] {
    const others = also.map(({ matrix }) => matrix);
    const known = new Map<string, string>();
    const reasonOf = (judgedLeaf: Judged) => {
      const key = `${judgedLeaf.item} ${judgedLeaf.unlistedFor} ${String(judgedLeaf.finds)}`;
      const reason = known.get(key) ?? referenceDecide(judgedLeaf, c, judged.matrix, others);
      known.set(key, reason);
      return reason;
    };
    return leaves.map((leaf) => {
      const reason = reasonOf({ ...leaf, finds: findsOf(leaf) });
      const outcome = outcomeOf(reason);
      const text = String(leaf.value);
      if (outcome !== 'redact') return { leaf, outcome, reason, text: outcome === 'permit' ? text : null };
      return { leaf, outcome, reason, text: cutOut(text, (item) => outcomeOf(reasonOf(asFound(item))) === 'permit') };
    });
  }

  /** What Cedar makes of each leaf. */
  function cedarOutcomes(leaves: readonly ReadLeaf[], c: Case, versions: readonly Version[]): Outcome[] {
    const names = [...new Set(versions.map((version) => version.cedar))];
    const known = new Map<Item, boolean>();
    const permits = (item: Item) => {
      const answer = known.get(item) ?? cedar.permits(item, c, names);
      known.set(item, answer);
      return answer;
    };
    return leaves.map((leaf) => {
      const finds = findsOf(leaf);
      if (!permits(leaf.item) || finds === 'unsure') return 'withhold';
      return finds.every(permits) ? 'permit' : 'redact';
    });
  }

  return {
    seen,
    check(input, leaves, c, judged, also) {
      const alsoInForce = also.map(({ policy }) => policy);
      const law: Law = { judged: judged.policy, alsoInForce, firstEffectiveOn: c.firstEffectiveOn };
      const expected = expectedOf(leaves, c, judged, also);
      for (const { reason } of expected) seen.set(reason, (seen.get(reason) ?? 0) + 1);
      const reference = expected.map(({ outcome }) => outcome);
      mustAgree('outcomes', { reference, Cedar: cedarOutcomes(leaves, c, [judged, ...also]) });

      const decided = decider.decide(input, situationOf(c), law);
      const verdicts = {
        engine: decided.verdicts.map(({ path, outcome, item, reason }) => [path, outcome, item, reason].join('\u0000')),
        reference: expected.map(({ leaf, outcome, reason }) => [leaf.path, outcome, leaf.item, reason].join('\u0000')),
      };
      mustAgree('verdicts', {
        engine: [...verdicts.engine].sort(),
        reference: [...new Set(verdicts.reference)].sort(),
      });
      const counted = decided.verdicts.reduce((sum, { count }) => sum + count, 0);
      mustAgree('one decision per leaf', { engine: counted, reference: expected.length });

      const leaving = expected.filter(({ text }) => text !== null);
      const released = project(input, decided, 'OUT');
      const isNothing = leaving.length === 0 || input.status !== 'closed';
      mustAgree('nothing to release', { engine: released === null, reference: isNothing });
      if (released === null) return;
      const values = leaving.filter(({ leaf }) => !isJobId(leaf.path)).map(({ leaf, text }) => `${leaf.path}=${text}`);
      mustAgree('released leaves', { engine: releasedLeaves(released).sort(), reference: values.sort() });
      const isDated = leaving.some(({ leaf }) => leaf.item === 'work' || leaf.item === 'activity');
      const texts = expected.map(({ text }) => text);
      mustAgree('released', { engine: released, reference: referenceProject(input, texts, isDated, 'OUT') });
    },
  };
}
