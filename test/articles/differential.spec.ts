// The fast engine equals the naive reference on arbitrary records, questions, states and versions.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CATALOGUE, REDACTION, type Item, type JsonObject } from '#wire';
import { createDecider, project, type Law } from '#policy';
import { question, record, state } from './arbitraries.ts';
import { AT, MARK, decider, markScanner, occurredAtOf, situationOf, type Case } from './cases.ts';
import { readLeaves, scalarsOf, type ReadLeaf } from './read-leaves.ts';
import { referenceDecide } from './reference-decide.ts';
import { referenceProject } from './reference-project.ts';
import { runs } from './runs.ts';
import { DRAFT, NARROW, STRICT, type Version } from './versions.ts';

const PERMITS = [
  'joint_use',
  'company_purpose',
  'own_record',
  'consent',
  'specific_consent',
  'entrusted',
  'legal_order',
];

interface Expected {
  readonly leaf: ReadLeaf;
  readonly outcome: string;
  readonly reason: string;
  readonly text: string | null;
}

/** Step 12 by the reference: each marked find by its own item. */
function expectedOf(leaf: ReadLeaf, judge: (item: Item, unlistedFor: string) => string): Expected {
  const reason = judge(leaf.item, leaf.unlistedFor);
  if (!PERMITS.includes(reason)) return { leaf, outcome: 'withhold', reason, text: null };
  const text = String(leaf.value);
  if (!leaf.isText) return { leaf, outcome: 'permit', reason, text };
  if (/!unsure|!throw/.test(text)) return { leaf, outcome: 'withhold', reason: 'text_unsure', text: null };
  const isPermitted = (item: string) => PERMITS.includes(judge(item as Item, 'unlisted'));
  const cut = text.replace(/(?:<([a-z-]+)>)+/g, (run) =>
    run.replace(MARK, (mark, item: string) => (isPermitted(item) ? mark : '\u0000')).replace(/\u0000+/g, REDACTION),
  );
  if (cut === text) return { leaf, outcome: 'permit', reason, text };
  return { leaf, outcome: 'redact', reason: 'embedded_personal_data', text: cut };
}

function verdictsOf(expected: readonly Expected[]): string[] {
  const lines = expected.map(({ leaf, outcome, reason }) => JSON.stringify([leaf.path, outcome, leaf.item, reason]));
  return [...new Set(lines)].sort();
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

/** As `toEqual`, at a fraction of its cost: 20,000 cases ask often. */
function mustEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}:\n  engine    ${a}\n  reference ${b}`);
}

const VERSIONS: readonly Version[] = [STRICT, DRAFT, NARROW];
const versions = fc.record({ judged: fc.constantFrom(...VERSIONS), also: fc.subarray([...VERSIONS]) });

function check(
  input: JsonObject,
  leaves: readonly ReadLeaf[],
  given: Case,
  judged: Version,
  also: readonly Version[],
): void {
  const law: Law = {
    judged: judged.policy,
    alsoInForce: also.map(({ policy }) => policy),
    firstEffectiveOn: '2017-05-30',
  };
  const c = { ...given, dealerCode: 'D001', occurredAt: occurredAtOf(input) };
  const others = also.map(({ matrix }) => matrix);
  const judgedOnce = new Map<string, string>();
  const judge = (item: Item, unlistedFor: string) => {
    const key = `${item} ${unlistedFor}`;
    const reason = judgedOnce.get(key) ?? referenceDecide(item, unlistedFor, c, judged.matrix, others);
    judgedOnce.set(key, reason);
    return reason;
  };
  const expected = leaves.map((leaf) => expectedOf(leaf, judge));

  const decided = decider.decide(input, situationOf(c), law);
  const lines = decided.verdicts.map(({ path, outcome, item, reason }) =>
    JSON.stringify([path, outcome, item, reason]),
  );
  mustEqual([...lines].sort(), verdictsOf(expected), 'verdicts');
  mustEqual(
    decided.verdicts.reduce((sum, { count }) => sum + count, 0),
    expected.length,
    'one decision per leaf',
  );

  const permitted = expected.filter(({ text }) => text !== null);
  const released = project(input, decided, 'OUT');
  mustEqual(released === null, permitted.length === 0 || input.status !== 'closed', 'nothing to release');
  if (released === null) return;
  const leaving = permitted.filter(({ leaf }) => !isJobId(leaf.path)).map(({ leaf, text }) => `${leaf.path}=${text}`);
  mustEqual(releasedLeaves(released).sort(), leaving.sort(), 'released leaves');
  const isDated = permitted.some(({ leaf }) => leaf.item === 'work' || leaf.item === 'activity');
  mustEqual(released.occurredAt, isDated ? input.occurredAt : undefined, 'occurredAt');
  const texts = expected.map(({ text }) => text);
  mustEqual(released, referenceProject(input, texts, isDated, 'OUT'), 'released');
}

describe('the engine and the reference agree', () => {
  it('on 20,000 cases', () => {
    const cases = fc.tuple(record, state, fc.array(fc.tuple(question, versions), { minLength: 10, maxLength: 10 }));
    fc.assert(
      fc.property(cases, ([input, subject, questions]) => {
        const id = (input.customer as JsonObject | undefined)?.id;
        const hasSubject = typeof id === 'string' && id !== '';
        const leaves = readLeaves(input);
        for (const [asked, { judged, also }] of questions) {
          const { recipient, contract, purpose, items } = asked;
          const given = {
            at: AT,
            occurredAt: 0,
            dealerCode: '',
            hasSubject,
            firstEffectiveOn: '2017-05-30',
            state: subject,
          };
          check(input, leaves, { ...given, recipient: { id: recipient, contract }, purpose, items }, judged, also);
        }
      }),
      runs(2_000),
    );
  }, 300_000);

  it('with the memo and without it', () => {
    const forgetful = createDecider({ catalogue: CATALOGUE, scanner: markScanner, memoEntries: 0 });
    const small = createDecider({ catalogue: CATALOGUE, scanner: markScanner, memoEntries: 3 });
    const cases = fc.tuple(record, state, question, versions);
    fc.assert(
      fc.property(cases, ([input, subject, { recipient, contract, purpose, items }, { judged, also }]) => {
        const law = {
          judged: judged.policy,
          alsoInForce: also.map(({ policy }) => policy),
          firstEffectiveOn: '2017-05-30',
        };
        const situation = { at: AT, recipient: { id: recipient, contract }, purpose, items, state: subject };
        const answers = [decider, forgetful, small].map((each) => each.decide(each.prepare(input), situation, law));
        const told = answers.map((each) => [each.verdicts, each.pattern, each.references, project(input, each, 'OUT')]);
        mustEqual(told[1], told[0], 'without a memo');
        mustEqual(told[2], told[0], 'with a small memo');
        expect(decider.decide(input, situation, law).pattern).toBe(answers[0]?.pattern);
      }),
      runs(1_000),
    );
  }, 300_000);
});
