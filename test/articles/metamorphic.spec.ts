// Between cases: a field more changes no other's outcome, and order never matters.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { scanner } from '#free-text';
import { CATALOGUE, isJsonObject, type JsonObject, type JsonValue } from '#wire';
import { createDecider, type Verdict } from '#policy';
import { AT } from './cases.ts';
import { decide, shuffled, told, type Told } from './metamorphic.ts';
import { STRICT_LAW } from './rows.ts';
import { DRAFT, NARROW, STRICT } from './versions.ts';

const RUNS = 400;

describe('a field more', () => {
  /** Paths of objects in a record that a key can be added to. */
  const PLACES = ['', 'vehicle', 'customer', 'transaction', 'work'] as const;
  /** Known fields that are one value, and no part of the envelope. `customer.id` says whose the record is: no field like others. */
  const KNOWN = [...CATALOGUE.entries()]
    .filter(([path, { item }]) => item !== 'envelope' && !path.includes('[]') && path !== 'customer.id')
    .map(([path]) => path);
  const added = fc.oneof(
    fc.constantFrom(...KNOWN),
    fc.constantFrom(...PLACES).map((place) => (place === '' ? 'addedField' : `${place}.addedField`)),
  );
  const values = fc.constantFrom<JsonValue>('WBA8E9C50GK646123', '2026-01-05', 7, '田中 花子', 'text <name>', null);

  /** The record with a value at a path that had none; `null` where it has one, or the way there is no object. */
  function withField(input: JsonObject, path: string, value: JsonValue): JsonObject | null {
    const [key = '', ...rest] = path.split('.');
    if (rest.length === 0) return Object.hasOwn(input, key) ? null : { ...input, [key]: value };
    const below = Object.hasOwn(input, key) ? input[key] : {};
    const made = isJsonObject(below) ? withField(below, rest.join('.'), value) : null;
    return made === null ? null : { ...input, [key]: made };
  }
  const others = (verdicts: readonly Verdict[], path: string) => verdicts.filter((verdict) => verdict.path !== path);

  it('changes no other field’s outcome', () => {
    let compared = 0;
    fc.assert(
      fc.property(told, added, values, (given, path, value) => {
        const larger = withField(given.record, path, value);
        if (larger === null) return;
        const [before, after] = [decide(given), decide({ ...given, record: larger })];
        expect(others(after.verdicts, path)).toEqual(before.verdicts);
        expect(after.verdicts.filter((verdict) => verdict.path === path)).toHaveLength(1);
        compared += 1;
      }),
      { numRuns: RUNS },
    );
    expect(compared).toBeGreaterThan(RUNS / 10);
  });

  it('may be found in texts by the real search, which then lose, never gain', () => {
    const searching = createDecider({ catalogue: CATALOGUE, scanner });
    const outcomes = ({ asked, state: given, law }: Told, input: JsonObject) => {
      const { recipient, contract, purpose: stated, items } = asked;
      const situation = { at: AT, recipient: { id: recipient, contract }, purpose: stated, items, state: given };
      return searching.decide(input, situation, law).verdicts;
    };
    let found = 0;
    const line = { description: '田中 花子 様に説明、パッド交換' };
    const work = { jobs: [{ jobId: 'J-a', lines: [line] }] };
    const withCustomer = (given: Told, customer: JsonObject) => ({ ...given.record, work, customer });
    fc.assert(
      fc.property(told, (given) => {
        const before = outcomes(given, withCustomer(given, { id: 'C-1' }));
        const after = outcomes(given, withCustomer(given, { id: 'C-1', name: '田中 花子' }));
        const known = new Set(before.map(({ path, outcome }) => `${path} ${outcome}`));
        for (const { path, outcome } of others(after, 'customer.name')) {
          if (known.has(`${path} ${outcome}`)) continue;
          found += 1;
          expect([path, outcome === 'permit']).toEqual([path, false]);
        }
      }),
      { numRuns: RUNS },
    );
    expect(found).toBeGreaterThan(0);
  });
});

describe('the order of facts', () => {
  const LAWS = [
    STRICT_LAW,
    { ...STRICT_LAW, judged: DRAFT.policy, alsoInForce: [NARROW.policy, STRICT.policy, DRAFT.policy] },
  ];

  it('never matters, nor the order of keys, of words in a fact, or of versions', () => {
    const turn = (value: JsonValue, seed: number): JsonValue => {
      if (Array.isArray(value)) return value.map((each) => turn(each, seed));
      if (!isJsonObject(value)) return value;
      return Object.fromEntries(shuffled(Object.entries(value), seed).map(([key, each]) => [key, turn(each, seed)]));
    };
    let permitted = 0;
    fc.assert(
      fc.property(told, fc.constantFrom(...LAWS), fc.nat(), (given, law, seed) => {
        const mixed = <T>(list: readonly T[]) => shuffled(list, seed);
        const words = <T extends { readonly items: readonly string[]; readonly purposes: readonly string[] }>(
          each: T,
        ) => ({
          ...each,
          items: mixed(each.items),
          purposes: mixed(each.purposes),
        });
        const { consents, entrustments, orders, stops, correctionPending } = given.state;
        const { items } = given.asked;
        const turned: Told = {
          record: turn(given.record, seed) as JsonObject,
          asked: { ...given.asked, items: items === undefined ? undefined : mixed(items) },
          state: {
            ...given.state,
            consents: mixed(consents).map((each) => ({ ...words(each), recipients: mixed(each.recipients) })),
            entrustments: mixed(entrustments).map(words),
            orders: mixed(orders).map((each) => ({
              ...each,
              items: mixed(each.items),
              approvedBy: mixed(each.approvedBy),
            })),
            stops: mixed(stops),
            correctionPending: mixed(correctionPending),
          },
          law: { ...law, alsoInForce: mixed(law.alsoInForce) },
        };
        const [one, other] = [decide({ ...given, law }), decide(turned)];
        expect(other.verdicts).toEqual(one.verdicts);
        expect([other.pattern, other.leaves]).toEqual([one.pattern, one.leaves]);
        expect(other.references).toEqual(one.references);
        if (one.permitsAny) permitted += 1;
      }),
      { numRuns: RUNS },
    );
    expect(permitted).toBeGreaterThan(0);
  });
});
