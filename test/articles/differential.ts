// Random cases for the second opinions, in portions that a seed gives again.
import fc from 'fast-check';
import { CATALOGUE, isJsonObject, type JsonObject } from '#wire';
import { createDecider, type SubjectState } from '#policy';
import { question, record, state as anyState, type Question } from './arbitraries.ts';
import { AT, markScanner, occurredAtOf, type Case } from './cases.ts';
import { openCedarOpinion } from './cedar/opinion.ts';
import { readLeaves } from './read-leaves.ts';
import { openSecondOpinions } from './second-opinions.ts';
import { DRAFT, NARROW, STRICT, type Version } from './versions.ts';

/** Each record is asked about so often, with what is known of its customer. */
const QUESTIONS_PER_RECORD = 10;

const VERSIONS: readonly Version[] = [STRICT, DRAFT, NARROW];
/** The judged version, and what else was in force. */
export const versions = fc.record({ judged: fc.constantFrom(...VERSIONS), also: fc.subarray([...VERSIONS]) });

const CASES = fc.tuple(
  record,
  anyState,
  fc.array(fc.tuple(question, versions), { minLength: QUESTIONS_PER_RECORD, maxLength: QUESTIONS_PER_RECORD }),
);

export interface Portion {
  readonly seed: number;
  /** Rounded up to whole records. */
  readonly cases: number;
}

export interface PortionResult {
  readonly cases: number;
  /** Leaves by reason. */
  readonly seen: Readonly<Record<string, number>>;
  /** Different questions put to Cedar. */
  readonly askedOfCedar: number;
  /** How the opinions differ, on the smallest case found; `null`: they agree. */
  readonly difference: string | null;
}

function caseOf(input: JsonObject, state: SubjectState, { recipient, contract, purpose, items }: Question): Case {
  const id = isJsonObject(input.customer) ? input.customer.id : undefined;
  return {
    at: AT,
    occurredAt: occurredAtOf(input),
    dealerCode: 'D001',
    hasSubject: typeof id === 'string' && id !== '',
    recipient: { id: recipient, contract },
    purpose,
    items,
    state,
    firstEffectiveOn: '2017-05-30',
  };
}

/** A portion is the same whatever came before it: it has a decider of its own. What Cedar answered stays answered. */
export function openDifferential(): (portion: Portion) => PortionResult {
  const cedar = openCedarOpinion();
  return ({ seed, cases }) => {
    const askedBefore = cedar.asked;
    const opinions = openSecondOpinions(createDecider({ catalogue: CATALOGUE, scanner: markScanner }), cedar);
    const numRuns = Math.ceil(cases / QUESTIONS_PER_RECORD);
    const property = fc.property(CASES, ([input, subject, questions]) => {
      const leaves = readLeaves(input);
      for (const [asked, { judged, also }] of questions) {
        const versionIds = [judged, ...also].map(({ cedar: name }) => name);
        try {
          opinions.check(input, leaves, caseOf(input, subject, asked), judged, also);
        } catch (error) {
          const given = { record: input, state: subject, asked, versions: versionIds };
          throw new Error(`${error instanceof Error ? error.message : String(error)}\n${JSON.stringify(given)}`);
        }
      }
    });
    const run = fc.check(property, { numRuns, seed });
    return {
      cases: numRuns * QUESTIONS_PER_RECORD,
      seen: Object.fromEntries(opinions.seen),
      askedOfCedar: cedar.asked - askedBefore,
      difference: run.failed ? (run.errorInstance as Error).message : null,
    };
  };
}
