// The rooms that know no policy fold membership from `control` themselves: they say what the register says, of every party.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Register } from '#policy';
import { CATALOGUE, createMembership, streamIdOf, type ControlFact, type FactPayloads, type FactType } from '#wire';

const PARTIES = [
  ...['bmw-japan', 'bmw-japan-finance', 'dealer-network', 'bmw-ag', 'dealer:D001', 'dealer:D002'],
  ...['insurer:tokyo-demo', 'subcontractor:S1', 'authority:A1', 'dealer:network', 'stranger'],
];
const PURPOSES = ['joint.valuation', 'company.vehicle-notices'];
const DAYS = ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23'];
const IDS = ['a', 'b', 'c'];
/** After every fact was said. */
const NOW = Date.parse('2026-11-22T03:00:00Z');
const SAID_AT = '2026-11-22T02:00:00Z';

const party = fc.constantFrom(...PARTIES);
const id = fc.constantFrom(...IDS);
const day = fc.constantFrom(...DAYS);
const end = fc.option(day);
const period = { id, recipient: party, from: day, to: end };
const stream = fc
  .tuple(party, fc.constantFrom(...PURPOSES))
  .map(([audience, purpose]) => ({ audience, purpose, stream: streamIdOf(audience, purpose) }));

const said = <T extends FactType>(type: T, data: fc.Arbitrary<FactPayloads[T]>) =>
  data.map((payload) => ({ type, at: SAID_AT, data: payload }) as unknown as ControlFact);
/** Every party's stream stands at the beginning. */
const OPENED = PARTIES.map((audience) => {
  const purpose = PURPOSES[0]!;
  const data = { audience, purpose, stream: streamIdOf(audience, purpose), items: ['work'] };
  return { type: 'stream-opened', at: SAID_AT, data } as unknown as ControlFact;
});
const facts = fc
  .array(
    fc.oneof(
      said(
        'stream-opened',
        stream.map((one) => ({ ...one, items: ['work'] as const })),
      ),
      said(
        'stream-closed',
        stream.map((one) => ({ stream: one.stream })),
      ),
      said('contract-concluded', fc.record(period)),
      said('contract-ended', fc.record({ id, recipient: party, to: end })),
      said(
        'entrustment-concluded',
        fc.record({ ...period, items: fc.constant(['work']), purposes: fc.constant(PURPOSES) }),
      ),
      said('entrustment-ended', fc.record({ id, recipient: party, to: end })),
      said('order-received', fc.record({ ...period, items: fc.constant(['work']) })),
    ),
    { maxLength: 30 },
  )
  .map((list) => [...OPENED, ...list].map((fact, index) => ({ ...fact, id: `f${index}` })));

const isDealer = (one: string) => /^dealer:D\d+$/.test(one);

describe('membership', () => {
  it('is what the register says: the audience or a dealer of the network, that stands, of a stream that is open', () => {
    let members = 0;
    fc.assert(
      fc.property(facts, (list) => {
        const membership = createMembership();
        const register = new Register({ catalogue: CATALOGUE });
        for (const fact of list) {
          membership.apply(fact);
          register.apply(fact);
        }
        const wrong: string[] = [];
        const open = new Map(register.streams().map((one) => [one.id, one.audience]));
        for (const audience of PARTIES) {
          for (const each of PARTIES) {
            const name = streamIdOf(audience, PURPOSES[0]!);
            const belongs = each === audience || (audience === 'dealer-network' && isDealer(each));
            // The network is an audience; nobody calls in its name.
            const expected =
              open.has(name) && belongs && each !== 'dealer-network' && register.recipientStands(each, NOW);
            if (expected) members += 1;
            if (membership.mayRead(each, name, NOW) !== expected) wrong.push(`${each} on ${name}: not ${expected}`);
          }
        }
        expect(wrong).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(members).toBeGreaterThan(100);
  });
});
