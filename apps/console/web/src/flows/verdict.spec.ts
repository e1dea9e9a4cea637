// The one sentence: what is counted decides it, and what is not counted is never passed over.
import type { FlowCell, Flows } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { NO_FILTERS } from '../address.js';
import { cellsWithin, fieldKey, fieldsOf, heatOf, reasonsOf, verdictOf } from './verdict.js';

const STREAM = 'bmw-japan-finance.joint.valuation';
const cell = (more: Partial<FlowCell> = {}): FlowCell => ({
  ...{ stream: STREAM, item: 'work', share: 'released', reason: 'joint_use', clause: '3(3)+4(1)(b)+4(2)(b)' },
  ...{ policy: '2017-05-30', leaves: 3, decisions: 1, fit: 'within' },
  ...more,
});
const flows = (cells: readonly FlowCell[], more: Partial<Flows> = {}): Flows => ({
  ...{ from: '2026-11-22', to: '2026-11-22', asOf: '2026-11-22T03:00:00Z', isKilled: false, earlierDay: null },
  goneBy: '2026-12-07T04:00:00Z',
  policy: { id: '2017-05-30', effectiveOn: '2017-05-30' },
  counted: { upTo: '2026-11-22T02:59:00Z', partitions: 4, current: 4, behind: 0, deadLetters: 0, unread: 0 },
  streams: [
    {
      ...{ stream: STREAM, audience: 'bmw-japan-finance', purpose: 'joint.valuation', isOpen: true },
      ...{ decisions: { released: 1, recalled: 0, withheld: 0 }, withoutPattern: 0 },
    },
  ],
  cells,
  ...more,
});
const counted = flows([]).counted;

describe('the sentence', () => {
  it('is inside where everything is counted and fits', () => {
    const verdict = verdictOf(flows([cell(), cell({ share: 'withheld', reason: 'consent_absent', leaves: 4 })]));
    expect(verdict).toMatchObject({ kind: 'inside', released: 3, withheld: 4, outside: 0, decisions: 1, gaps: [] });
  });

  it('is outside as soon as one value does not fit, whatever is not counted yet', () => {
    const verdict = verdictOf(
      flows([cell(), cell({ fit: 'outside_policy', leaves: 2 })], { counted: { ...counted, behind: 9, current: 3 } }),
    );
    expect(verdict).toMatchObject({ kind: 'outside', outside: 2 });
  });

  it.each([
    ['messages behind', { counted: { ...counted, behind: 7, current: 3 } }, 'behind'],
    ['Kafka silent', { counted: { ...counted, behind: null, current: null } }, 'progress-unknown'],
    ['decisions nobody can read', { counted: { ...counted, unread: 1 } }, 'unread'],
    ['verdicts not read', { streams: flows([]).streams.map((one) => ({ ...one, withoutPattern: 2 })) }, 'patterns'],
  ])('is not given as whole with %s', (_what, more, gap) => {
    expect(verdictOf(flows([cell()], more))).toMatchObject({ kind: 'unknown', gaps: [{ gap }] });
  });

  it('says that nothing was decided only where that is known', () => {
    const none = flows([]).streams.map((one) => ({ ...one, decisions: { released: 0, recalled: 0, withheld: 0 } }));
    expect(verdictOf(flows([], { streams: none })).kind).toBe('nothing');
    expect(verdictOf(flows([], { streams: none, counted: { ...counted, behind: 1, current: 3 } })).kind).toBe(
      'unknown',
    );
  });
});

it('fields add up what became of an item', () => {
  const fields = fieldsOf([
    cell(),
    cell({ clause: '3(1)', leaves: 2, fit: 'unknown_policy' }),
    cell({ share: 'redacted' }),
  ]);
  expect(fields.get(fieldKey(STREAM, 'work'))).toEqual({
    released: 5,
    redacted: 3,
    withheld: 0,
    unsent: 0,
    outside: 2,
  });
});

it('reasons come by how often', () => {
  const reasons = reasonsOf(
    [
      cell({ share: 'withheld', reason: 'unlisted', clause: '4(1)', leaves: 2 }),
      cell({ share: 'withheld', reason: 'consent_absent', clause: '3(1)', leaves: 5 }),
      cell({ share: 'withheld', reason: 'consent_absent', clause: '3(1)', leaves: 1, item: 'name' }),
    ],
    'withheld',
  );
  expect(reasons.map(({ reason, leaves }) => [reason, leaves])).toEqual([
    ['consent_absent', 6],
    ['unlisted', 2],
  ]);
});

it('a list rests on the cells its filters fit', () => {
  const cells = [
    cell(),
    cell({ item: 'name', share: 'withheld', reason: 'consent_absent' }),
    cell({ stream: 'other' }),
  ];
  expect(cellsWithin(cells, NO_FILTERS)).toEqual(cells);
  expect(cellsWithin(cells, { ...NO_FILTERS, stream: STREAM, share: 'withheld' })).toEqual([cells[1]]);
  expect(cellsWithin(cells, { ...NO_FILTERS, item: 'vin' })).toEqual([]);
});

it('heat has four steps, and none for nothing', () => {
  expect([heatOf(0, 100), heatOf(1, 100_000), heatOf(1_000, 100_000), heatOf(100_000, 100_000)]).toEqual([0, 1, 2, 4]);
});
