// A pattern says what the list of verdicts says, by known path: merged, in the order of the wire, and nothing of the call before.
import { describe, expect, it } from '@jest/globals';
import type { LeafKind } from './leaf-kinds.js';
import type { Judgement } from './judge.js';
import { createPatterns, leavesIn } from './patterns.js';
import type { Holder, Leaf } from './prepare.js';
import type { Searched } from './search-text.js';
import { createShapes } from './shapes.js';

/** Kinds as the catalogue would give them: in the order of their paths, a place of several items beside itself. */
const KINDS: readonly LeafKind[] = [
  ['a', 0],
  ['a', 1],
  ['a', 2],
  ['a', 3],
  ['b', 0],
  ['c', 2],
].map(([path, judgedAs], serial) => ({ serial, path: String(path), judgedAs: Number(judgedAs), isText: true }));
/** Two of one reason, and two outcomes out of their order. */
const JUDGEMENTS: readonly Judgement[] = [
  { item: 'work', outcome: 'withhold', reason: 'killed', clause: '7' },
  { item: 'work', outcome: 'permit', reason: 'joint_use', clause: '4' },
  { item: 'advice', outcome: 'permit', reason: 'joint_use', clause: '4' },
  { item: 'work', outcome: 'permit', reason: 'joint_use', clause: '4' },
];
const JUDGED = { judgements: JUDGEMENTS, clauses: { redact: '3', withhold: '5' } };
const NOTHING: ReadonlyMap<Leaf, Searched> = new Map();

const leafOf = (serial: number): Leaf => ({
  ...{ kind: KINDS[serial] as LeafKind, value: 'x', key: 'k' },
  ...{ holder: {} as Holder, branch: null, finds: undefined, json: undefined },
});
const searched = (outcome: Searched['outcome']): Searched => ({ outcome, text: '', found: 0 });
const row = (path: string, item: string, outcome: string, clause: string, reason: string, count: number) => ({
  ...{ path, item, outcome, clause, reason, count },
});

const shapes = createShapes(KINDS.length);
const writePattern = createPatterns(KINDS);

/** The pattern with the number of leaves of each verdict. */
function write(leaves: readonly Leaf[], judged: typeof JUDGED, found: ReadonlyMap<Leaf, Searched>) {
  const shape = shapes.searched(shapes.of(leaves), found);
  const pattern = writePattern(shape, { ...judged, verdicts: new Map() });
  expect([pattern.verdicts, ...pattern.verdicts].every((each) => Object.isFrozen(each))).toBe(true);
  const counts = leavesIn(pattern, shape);
  expect(counts).toHaveLength(pattern.verdicts.length);
  return pattern.verdicts.map((verdict, ordinal) => ({ ...verdict, count: counts[ordinal] }));
}

describe('a pattern', () => {
  it('has one verdict for each path, outcome, item and reason, in that order, whatever that of the leaves', () => {
    const expected = [
      row('a', 'advice', 'permit', '4', 'joint_use', 1),
      row('a', 'work', 'permit', '4', 'joint_use', 3),
      row('a', 'work', 'withhold', '7', 'killed', 2),
      row('b', 'work', 'withhold', '7', 'killed', 1),
      row('c', 'advice', 'permit', '4', 'joint_use', 1),
    ];
    const serials = [0, 1, 2, 3, 4, 5, 1, 0];
    for (const order of [serials, serials.toReversed(), [5, 3, 1, 0, 2, 0, 1, 4]]) {
      expect(write(order.map(leafOf), JUDGED, NOTHING)).toEqual(expected);
    }
  });

  it('counts each verdict’s own leaves where verdicts stand in another order than kinds', () => {
    expect(write([0, 0, 1].map(leafOf), JUDGED, NOTHING)).toEqual([
      row('a', 'work', 'permit', '4', 'joint_use', 1),
      row('a', 'work', 'withhold', '7', 'killed', 2),
    ]);
  });

  it('tells texts that leave whole from those cut and those that stay', () => {
    const [whole, cut, stays, other, refused] = [1, 1, 1, 2, 0].map(leafOf) as [Leaf, Leaf, Leaf, Leaf, Leaf];
    const found = new Map([
      [cut, searched('redact')],
      [stays, searched('withhold')],
      [other, searched('permit')],
      [refused, searched('redact')],
    ]);
    expect(write([stays, cut, whole, other, refused], JUDGED, found)).toEqual([
      row('a', 'advice', 'permit', '4', 'joint_use', 1),
      row('a', 'work', 'permit', '4', 'joint_use', 1),
      row('a', 'work', 'redact', '3', 'embedded_personal_data', 1),
      row('a', 'work', 'withhold', '7', 'killed', 1),
      row('a', 'work', 'withhold', '5', 'text_unsure', 1),
    ]);
  });

  it('of nothing is nothing, and holds nothing of another, not even of one that failed', () => {
    expect(write([], JUDGED, NOTHING)).toEqual([]);
    expect(() => write([leafOf(4)], { ...JUDGED, judgements: [] }, NOTHING)).toThrow('a leaf without judgement');
    for (let times = 0; times < 2; times += 1) {
      expect(write([leafOf(4), leafOf(4)], JUDGED, NOTHING)).toEqual([row('b', 'work', 'withhold', '7', 'killed', 2)]);
    }
  });
});
