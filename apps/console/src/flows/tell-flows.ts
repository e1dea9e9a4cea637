// What the desk's first page is told: counts by stream, item and reason, each held against the policy. Pure.
import type { CountedLeaves, CountedStream } from '#postgres';
import {
  type Counted,
  type FlowCell,
  type Flows,
  type FlowStream,
  goneBy,
  type Share,
  type Stream,
  TOPICS,
} from '#wire';
import type { Range } from './range.js';
import { fitOf, type Yardstick } from './yardstick.js';

export interface FlowParts {
  readonly range: Range;
  /** Epoch milliseconds of the answer. */
  readonly now: number;
  readonly leaves: readonly CountedLeaves[];
  readonly decisions: readonly CountedStream[];
  readonly open: readonly Stream[];
  readonly yardstick: Yardstick;
  readonly policy: Flows['policy'];
  readonly isKilled: boolean;
  readonly counted: Counted;
  readonly earlierDay: string | null;
}

/** What became of leaves with this outcome in a decision with this effect. Never throws. */
export function shareOf({ outcome, effect }: Pick<CountedLeaves, 'outcome' | 'effect'>): Share {
  if (outcome === 'withhold') return 'withheld';
  if (effect !== 'released') return 'unsent';
  return outcome === 'redact' ? 'redacted' : 'released';
}

export function tellFlows(parts: FlowParts): Flows {
  const { range, now, policy, isKilled, counted, earlierDay } = parts;
  return {
    ...range,
    asOf: new Date(now).toISOString(),
    goneBy: new Date(goneBy(now, TOPICS.provision)).toISOString(),
    policy,
    isKilled,
    counted,
    streams: streamsOf(parts),
    cells: cellsOf(parts),
    earlierDay,
  };
}

const NOTHING = { decisions: { released: 0, recalled: 0, withheld: 0 }, withoutPattern: 0 };

function streamsOf({ decisions, open, yardstick }: FlowParts): FlowStream[] {
  const counted = new Map(decisions.map((each) => [each.stream, each]));
  const isOpen = new Set(open.map(({ id }) => id));
  const ids = [...new Set([...isOpen, ...counted.keys()])].sort();
  return ids.map((id) => {
    const { audience, purpose } = yardstick.streams.get(id) ?? { audience: id, purpose: '' };
    const { decisions: byEffect, withoutPattern } = counted.get(id) ?? NOTHING;
    return { stream: id, audience, purpose, isOpen: isOpen.has(id), decisions: byEffect, withoutPattern };
  });
}

/** Counts of two texts of one version, or of two effects alike to the desk, are added up; a misfit stays apart. */
function cellsOf({ leaves, yardstick }: FlowParts): FlowCell[] {
  const cells = new Map<string, FlowCell>();
  for (const each of leaves) {
    const share = shareOf(each);
    const fit = share === 'released' || share === 'redacted' ? fitOf(each, yardstick) : 'within';
    const { stream, item, reason, clause, policy } = each;
    const key = [stream, item, share, reason, clause, policy, fit].join(' ');
    const known = cells.get(key);
    cells.set(key, {
      ...{ stream, item, share, reason, clause, policy, fit },
      leaves: (known?.leaves ?? 0) + each.leaves,
      decisions: (known?.decisions ?? 0) + each.decisions,
    });
  }
  return [...cells.values()];
}
