// What is written reads back as the decision, whatever a stream or a policy is called.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { DecisionRecord, Pattern } from '#wire';
import { decisionJson } from './decision-json.js';

const hash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64url'));
const name = fc.oneof(
  fc.constantFrom('bmw-japan-finance.joint.valuation', '2017-05-30'),
  fc.string({ unit: 'binary' }),
);
const verdict: Pattern['verdicts'][number] = {
  ...{ path: 'customer.["x\\"y"]', item: 'unlisted', outcome: 'withhold' },
  ...{ reason: 'unmapped', clause: '4(1)' },
};

const decision: fc.Arbitrary<DecisionRecord> = fc.record(
  {
    ...{ id: name, stream: name, pattern: hash, policy: name, policyHash: hash },
    leaves: fc.array(fc.integer({ min: 1 })).chain((list) => fc.constantFrom(list, Object.freeze([...list]))),
    at: fc.constant('2026-11-22T00:00:00.000Z'),
    controlOffset: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
    source: fc.record({ partition: fc.nat(1_000), offset: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String) }),
    effect: fc.constantFrom('released', 'recalled', 'withheld'),
    ...{ references: hash, released: fc.option(hash), verdicts: fc.constantFrom<Pattern['verdicts']>([], [verdict]) },
  },
  {
    requiredKeys: [
      ...(['id', 'stream', 'pattern', 'policy', 'policyHash', 'at', 'controlOffset', 'source', 'effect'] as const),
      ...(['leaves', 'references', 'released'] as const),
    ],
  },
);

describe('decisionJson', () => {
  it('is the JSON of the decision', () => {
    fc.assert(fc.property(decision, (given) => expect(JSON.parse(decisionJson(given))).toEqual(given)));
  });

  it('and of the next one, whatever the two have in common', () => {
    const next = fc.tuple(decision, decision, fc.subarray(['leaves', 'policy', 'policyHash', 'at', 'controlOffset']));
    fc.assert(
      fc.property(next, ([first, other, shared]) => {
        const second = {
          ...other,
          ...Object.fromEntries(shared.map((name) => [name, first[name as keyof typeof first]])),
        };
        expect([first, second, first].map((given): unknown => JSON.parse(decisionJson(given)))).toEqual([
          first,
          second,
          first,
        ]);
      }),
    );
  });
});
