// The enumeration finds nothing in the engine, and finds whatever is done to it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { scanner } from '#free-text';
import { createDecider, projectJson, type Decider, type Law, type Situation } from '#policy';
import { CATALOGUE, CUSTOMER_ITEMS, MOST_VIOLATIONS, PURPOSES, VEHICLE_ITEMS, type JsonObject } from '#wire';
import { AXES, CLASSES, eachCase, type Classes, type Version } from './cases.js';
import { enumerate, SHARES, together, type Engine } from './enumerate.js';
import { LISTED, OF_CUSTOMERS } from './halves.js';
import { mayLeave } from './may-leave.js';
import { readVersion } from './read-version.js';

const fileOf = (name: string) =>
  parse(readFileSync(join(import.meta.dirname, '../../../policies', `${name}.yaml`), 'utf8')) as JsonObject;
const versionOf = (document: JsonObject): Version => ({ document, policy: readVersion(document) });
const STRICT = versionOf(fileOf('2017-05-30'));
const decider = createDecider({ catalogue: CATALOGUE, scanner });
const ENGINE: Engine = { decider, project: projectJson };

/** The classes of these ids alone, an axis at a time; whatever is not named stays whole. */
function only(ids: Partial<Record<keyof Classes, readonly string[] | undefined>>): Classes {
  const entries = Object.entries(CLASSES).map(([axis, classes]) => {
    const wanted = ids[axis as keyof Classes];
    return [axis, wanted === undefined ? classes : classes.filter(({ id }) => wanted.includes(id))];
  });
  return Object.fromEntries(entries) as Classes;
}

/** One class of each axis under which much may leave; all recipients, one purpose of every kind. */
const PLAIN = {
  purposes: ['joint.valuation', 'company.credit', 'company.legal-disclosure', 'any-other'],
  consents: ['general-for-half', 'specific-for-half'],
  contracts: ['in-force'],
  stops: ['none'],
  orders: ['for-half'],
  entrustments: ['for-half'],
  provenances: ['workshop'],
  dates: ['since-the-version'],
};

/** Every class of every axis but purposes, contracts and provenances: some 200,000 cases. */
const WIDE = only({
  purposes: ['company.credit', 'company.legal-disclosure'],
  contracts: ['in-force'],
  provenances: ['workshop'],
});
/** Every class of those, and few of the others. */
const LONG = only({
  ...PLAIN,
  purposes: undefined,
  contracts: undefined,
  provenances: undefined,
  orders: ['for-all-and-unlisted'],
});

/** The decider told something else than what stands. */
const deciderTold = (change: (situation: Situation) => Situation): Engine => ({
  decider: { prepare: (record) => decider.prepare(record), decide: (r, s, law) => decider.decide(r, change(s), law) },
  project: projectJson,
});
const stateWith = (more: Partial<Situation['state']>) =>
  deciderTold((situation) => ({ ...situation, state: { ...situation.state, ...more } }));

/** A decider whose law is changed. */
const deciderUnder = (change: (law: Law) => Law): Engine => ({
  decider: { prepare: (record) => decider.prepare(record), decide: (r, s, law) => decider.decide(r, s, change(law)) },
  project: projectJson,
});

describe('the engine', () => {
  it.each([
    ['most classes', WIDE],
    ['every purpose, contract and provenance', LONG],
  ])('lets nothing out that must not leave, and much that may: %s', (_name, classes) => {
    const { counts, violations } = enumerate(STRICT, ENGINE, classes);
    expect(violations).toEqual([]);
    expect(counts.violations).toBe(0);
    expect(counts.permits).toBeGreaterThan(2_000);
    expect(counts.redacts).toBeGreaterThan(0);
    expect(counts.releases).toBeGreaterThan(0);
    expect(counts.permits + counts.redacts + counts.withholds).toBe(counts.leaves);
    expect(counts.cases).toBe(counts.decisions * 15);
  });

  it('does so under the draft as well', () => {
    expect(enumerate(versionOf(fileOf('art4a-as-b.draft')), ENGINE, LONG).counts.violations).toBe(0);
  });

  it.each([
    ['most classes', WIDE],
    ['every purpose, contract and provenance', LONG],
  ])('lets out whatever the statement says may leave: that is no wider than the engine: %s', (_name, classes) => {
    const differing = new Set<string>();
    const prepare: Decider['prepare'] = (record) => decider.prepare(record);
    eachCase(STRICT, classes, prepare, (c, situation, scene) => {
      const { pattern } = decider.decide(scene.prepared, situation, scene.law);
      for (const { path, item, outcome } of pattern) {
        // The leaf of a stray job is unlisted where others of its path are not.
        const told = item === 'unlisted' ? item : (scene.witness.itemAt.get(path) ?? item);
        if ((outcome === 'withhold') === mayLeave(told, c)) differing.add(`${c.recipient.id} ${c.purpose.id} ${told}`);
      }
    });
    expect([...differing]).toEqual([]);
  });
});

describe('an engine that was changed is found out', () => {
  type Ids = Parameters<typeof only>[0];
  const countIn = (engine: Engine, ids: Ids, version = STRICT) =>
    enumerate(version, engine, only({ ...PLAIN, ...ids })).counts.violations;
  const consentsWith = (more: object) =>
    deciderTold(({ state, ...situation }) => {
      const consents = state.consents.map((each) => ({ ...each, ...more }));
      return { ...situation, state: { ...state, consents } };
    });
  const OPEN = { from: '2017-05-30', to: null };

  it.each<[string, Ids, Engine]>([
    ['cessation', { stops: ['cessation'] }, stateWith({ stops: [] })],
    ['erasure', { stops: ['erasure'] }, stateWith({ stops: [] })],
    ['the kill switch', { stops: ['kill-switch'] }, stateWith({ killed: false })],
    ["the dealer's acceptance", { stops: ['policy-not-accepted'] }, stateWith({ dealerAccepted: true })],
    ['corrections', { stops: ['correction-of-half'] }, stateWith({ correctionPending: [] })],
    ['items asked for', { stops: ['half-asked-for'] }, deciderTold((told) => ({ ...told, items: undefined }))],
    ['earlier owners', { dates: ['of-an-earlier-owner'] }, stateWith({ ownershipFrom: null })],
    ['earlier versions', { dates: ['under-a-narrower-version'] }, deciderUnder((law) => ({ ...law, alsoInForce: [] }))],
    [
      'what earlier versions ask for',
      { dates: ['under-a-narrower-version'] },
      deciderUnder((law) => {
        const cellOf: typeof STRICT.policy.cellOf = (...asked) => {
          const cell = law.alsoInForce[0]?.cellOf(...asked) ?? STRICT.policy.cellOf(...asked);
          return cell.asks === 'specific-consent' ? { ...cell, asks: 'nothing' } : cell;
        };
        return { ...law, alsoInForce: [{ ...STRICT.policy, cellOf }] };
      }),
    ],
    [
      'the first day of the policy',
      { dates: ['before-the-first-version'] },
      deciderUnder((law) => ({ ...law, firstEffectiveOn: '2000-01-01' })),
    ],
    [
      'the end of contracts',
      { contracts: ['over'] },
      deciderTold((told) => ({ ...told, recipient: { ...told.recipient, contract: OPEN } })),
    ],
    [
      'the beginning of contracts',
      { contracts: ['not-begun'] },
      deciderTold((told) => ({ ...told, recipient: { ...told.recipient, contract: OPEN } })),
    ],
    [
      'the day in Tokyo, and takes that of Greenwich',
      { contracts: ['over'] },
      deciderTold((told) => ({ ...told, at: told.at - 9 * 60 * 60 * 1000 })),
    ],
    ['items of consents', { consents: ['general-for-half'] }, consentsWith({ items: ['name', 'date-of-birth'] })],
    ['the form of consents', { consents: ['oral'] }, consentsWith({ form: 'written' })],
    ['withdrawals', { consents: ['withdrawn'] }, consentsWith({ withdrawnAt: null })],
    ['consents being given before', { consents: ['late'] }, consentsWith({ obtainedAt: '2017-06-01T00:00:00Z' })],
    ['consents being specific', { consents: ['general-for-half'] }, consentsWith({ basis: 'specific' })],
    ['whom a consent names', { consents: ['of-another'] }, consentsWith({ recipients: ['finance', 'dealer'] })],
    [
      'audits',
      { entrustments: ['not-covering'] },
      deciderTold(({ state, ...told }) => {
        const entrustments = state.entrustments.map((each) => ({ ...each, auditDueOn: null }));
        return { ...told, state: { ...state, entrustments } };
      }),
    ],
    [
      'a second approver',
      { orders: ['one-approver'] },
      deciderTold(({ state, ...told }) => {
        const orders = state.orders.map((each) => ({ ...each, approvedBy: ['ann', 'bob'] }));
        return { ...told, state: { ...state, orders } };
      }),
    ],
    [
      'whom an order names',
      { orders: ['not-in-force'] },
      deciderTold(({ state, recipient, ...told }) => {
        const orders = state.orders.map((each) => ({ ...each, recipient: String(recipient.id) }));
        return { ...told, recipient, state: { ...state, orders } };
      }),
    ],
    [
      'where a record comes from',
      { provenances: ['charging'] },
      {
        decider: {
          prepare: (record) => decider.prepare({ ...record, channel: 'workshop' }),
          decide: (r, s, law) => decider.decide(r, s, law),
        },
        project: projectJson,
      },
    ],
  ])('where it no longer asks of: %s', (_name, ids, engine) => {
    expect(countIn(ENGINE, ids)).toBe(0);
    expect(countIn(engine, ids)).toBeGreaterThan(0);
  });

  it('where it reads one cell wider than it is written', () => {
    const cell = { asks: 'nothing', reason: 'joint_use', clause: '4' } as const;
    const cellOf: typeof STRICT.policy.cellOf = (item, role, purpose) =>
      item === 'vin' && role === 'insurer' && purpose === 'company.credit'
        ? cell
        : STRICT.policy.cellOf(item, role, purpose);
    const wider = { ...STRICT, policy: { ...STRICT.policy, cellOf } };
    const { counts, violations } = enumerate(wider, ENGINE, WIDE);
    expect(counts.violations).toBeGreaterThan(MOST_VIOLATIONS);
    expect(violations).toHaveLength(MOST_VIOLATIONS);
    expect(new Set(violations.map(({ item, met }) => `${item} ${met['recipient']} ${met['purpose']}`))).toEqual(
      new Set(['vin insurer company.credit']),
    );
    expect(new Set(violations.map(({ found }) => found))).toEqual(new Set(['decision', 'projection']));
    expect(Object.keys(violations[0]?.met ?? {})).toEqual(
      AXES.map(({ name }) => name).filter((name) => name !== 'item'),
    );
  });

  it('where it takes a path for another item', () => {
    const catalogue = new Map(CATALOGUE);
    const plate = CATALOGUE.get('vehicle.registrationPlate')!;
    catalogue.set(plate.path, { ...plate, item: 'work' });
    expect(countIn({ decider: createDecider({ catalogue, scanner }), project: projectJson }, {})).toBeGreaterThan(0);
  });

  it('where it does not search texts: the projection shows it', () => {
    const blind = createDecider({ catalogue: CATALOGUE, scanner: () => () => [] });
    const { violations } = enumerate(STRICT, { decider: blind, project: projectJson }, only(PLAIN));
    expect(violations.length).toBeGreaterThan(0);
    expect(new Set(violations.map(({ found }) => found))).toEqual(new Set(['projection']));
  });

  it.each([
    ...['part-', 'code-', 'system-', 'text-', 'measure-', 'unit-', 'value-', 'question-', 'channel-', 'advice-'],
    ...['method-', 'contract-', 'occupation-', 'Bremsbelag', 'Wischer', 'freundlich'],
  ])('where there is one text it does not search: %s', (beginning) => {
    const lazy = createDecider({
      catalogue: CATALOGUE,
      scanner: (record) => {
        const scan = scanner(record);
        return (text) => (text.startsWith(beginning) ? [] : scan(text));
      },
    });
    // Half an order, so that names stay where all else may go.
    const ids = { orders: ['for-half'], stops: ['none', 'half-asked-for'] };
    expect(countIn({ decider: lazy, project: projectJson }, ids)).toBeGreaterThan(0);
  });

  it('where it grants somebody what is by its word another one’s own', () => {
    const cells = [
      { recipient: 'insurer', items: 'vehicle-service-information', 'own-record': { purposes: ['company.credit'] } },
    ];
    const cellOf = () => ({ asks: 'nothing', reason: 'own_record', clause: '4' }) as const;
    const wider = { document: { ...STRICT.document, cells }, policy: { ...STRICT.policy, cellOf } };
    expect(
      enumerate(wider, ENGINE, only({ ...PLAIN, purposes: ['company.credit'] })).counts.violations,
    ).toBeGreaterThan(0);
  });

  it.each([
    ['a field nobody knows', '"nick name":null'],
    ['a field no clause lists', '"registrationPlate":null'],
    ['what an authority alone was to have', '"location":[]'],
  ])('where it tells that there is %s', (_name, more) => {
    const project: typeof projectJson = (...asked) => projectJson(...asked)?.replace(/}$/, `,${more}}`) ?? null;
    expect(countIn({ decider, project }, {})).toBeGreaterThan(0);
  });

  it.each([
    ['the record whole', (record: JsonObject) => JSON.stringify(record)],
    ['the id it came with', (record: JsonObject) => JSON.stringify(record['recordId'])],
  ])('where it writes %s besides', (_name, more) => {
    const project: typeof projectJson = (record, decided, outward) => {
      const json = projectJson(record, decided, outward);
      return json === null ? null : json + more(decided.record);
    };
    expect(countIn({ decider, project }, {})).toBeGreaterThan(0);
  });

  it('where it loses a leaf', () => {
    const decide: Decider['decide'] = (...asked) => {
      const decided = decider.decide(...asked);
      return Object.defineProperty(decided, 'pattern', { value: decided.pattern.slice(1) });
    };
    const prepare: Decider['prepare'] = (record) => decider.prepare(record);
    expect(() => countIn({ decider: { prepare, decide }, project: projectJson }, {})).toThrow(
      'another number of leaves',
    );
  });
});

describe('the shares', () => {
  it('are all cases, each once, and add up', () => {
    const product = (sizes: readonly number[]) => sizes.reduce((all, each) => all * each, 1);
    const shared = SHARES.map((share) => product(Object.values(share).map((classes) => classes.length)));
    const all = product(AXES.map(({ classes }) => classes.length));
    expect(shared.reduce((sum, each) => sum + each, 0) * 15).toBe(all);
    const classes = only(PLAIN);
    const parts = classes.recipients.map((each) => enumerate(STRICT, ENGINE, { ...classes, recipients: [each] }));
    expect(together(parts)).toEqual(enumerate(STRICT, ENGINE, classes));
  });
});

describe('what was written down by hand', () => {
  it('is what the wire has', () => {
    expect(OF_CUSTOMERS).toEqual(CUSTOMER_ITEMS);
    expect(LISTED).toEqual([...CUSTOMER_ITEMS, ...VEHICLE_ITEMS]);
    const named = CLASSES.purposes.map(({ id }) => id).filter((id) => !['any-other', 'not-stated'].includes(id));
    expect(named).toEqual(PURPOSES);
  });
});

describe('a version', () => {
  it('is read as a register reads it, a draft as the compiler does', () => {
    expect(readVersion(fileOf('2017-05-30'))).toMatchObject({ id: '2017-05-30', effectiveOn: '2017-05-30' });
    expect(readVersion(fileOf('art4a-as-b.draft'))).toMatchObject({ effectiveOn: null });
    expect(() => readVersion({ policy: '2020-01-01', effectiveOn: '2020-01-01' })).toThrow('does not compile');
  });
});
