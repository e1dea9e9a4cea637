// The enumeration: every case through the engine on a witness, held to what may leave, and counted.
import type { Decider, projectJson } from '#policy';
import { MOST_VIOLATIONS, type CertificateCounts, type Violation } from '#wire';
import { CASES_PER_DECISION, CLASSES, eachCase, type Classes, type Version } from './cases.js';
import { createInspector } from './inspect.js';
import type { Case } from './may-leave.js';

/** What is held to account: the decider as the gatekeeper runs it, and the projector. */
export interface Engine {
  readonly decider: Decider;
  readonly project: typeof projectJson;
}

export interface Enumerated {
  readonly counts: CertificateCounts;
  readonly violations: readonly Violation[];
}

const NOTHING_COUNTED: CertificateCounts = {
  ...{ cases: 0, decisions: 0, releases: 0, leaves: 0 },
  ...{ permits: 0, redacts: 0, withholds: 0, violations: 0 },
};

/** What every witness is called outward. */
const OUTWARD = 'outward-record-id';

/** Every class of every axis, a recipient at a time: what is to be shared out. */
export const SHARES: readonly Classes[] = CLASSES.recipients.map((recipient) => ({
  ...CLASSES,
  recipients: [recipient],
}));

/**
 * Enumerates the classes given: every violation is counted, the first {@link MOST_VIOLATIONS} are listed. Equal for equal input.
 * Throws what the engine throws, and where a decision counts another number of leaves than the witness has.
 */
export function enumerate(version: Version, { decider, project }: Engine, classes: Classes): Enumerated {
  const violations: Violation[] = [];
  const counts = { ...NOTHING_COUNTED };
  const inspector = createInspector();
  const prepare: Decider['prepare'] = (record) => decider.prepare(record);
  eachCase(version, classes, prepare, (c, situation, { witness, prepared, law }) => {
    const decided = decider.decide(prepared, situation, law);
    const json = project(prepared, decided, OUTWARD);
    const { permits, redacts, withholds } = inspector.tally(decided, witness);
    counts.decisions += 1;
    counts.permits += permits;
    counts.redacts += redacts;
    counts.withholds += withholds;
    if (json !== null) counts.releases += 1;
    for (const found of inspector.violations(c, witness, decided, json)) {
      counts.violations += 1;
      if (violations.length < MOST_VIOLATIONS) violations.push({ ...found, met: metIn(c) });
    }
  });
  counts.cases = counts.decisions * CASES_PER_DECISION;
  counts.leaves = counts.permits + counts.redacts + counts.withholds;
  return { counts, violations };
}

/** The class of each axis by its id. */
function metIn({ cells: _, ...classes }: Case): Violation['met'] {
  return Object.fromEntries(Object.entries(classes).map(([axis, { id }]) => [axis, id]));
}

/** The shares of one enumeration, in their order, as one. */
export function together(parts: readonly Enumerated[]): Enumerated {
  const counts = { ...NOTHING_COUNTED };
  for (const part of parts)
    for (const name of Object.keys(counts) as (keyof CertificateCounts)[]) counts[name] += part.counts[name];
  return { counts, violations: parts.flatMap(({ violations }) => violations).slice(0, MOST_VIOLATIONS) };
}
