// What data subjects said: what narrows does so for whom it names and as far as it says, and is lifted by these alone.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { ITEMS, type JsonObject } from '#wire';
import { createSubjects, type Subjects } from './subjects.js';

const NOW = '2026-11-22T00:00:00Z';
let subjects: Subjects;
beforeEach(() => {
  subjects = createSubjects();
});

describe('a consent', () => {
  const obtain = (id: string, more: JsonObject = {}) =>
    subjects.obtainConsent({
      ...{ id, subject: 's1', recipients: ['finance'], items: ['name'], purposes: ['p'] },
      ...{ form: 'written', obtainedAt: '2026-01-01T00:00:00Z', basis: '2(9)', ...more },
    });
  const withdraw = (data: JsonObject, at: unknown = NOW) => subjects.withdrawConsent({ subject: 's1', ...data }, at);
  const told = (subject: string | null = 's1') =>
    subjects.consentsOf(subject).map(({ id, withdrawnAt }) => [id, withdrawnAt]);
  const [SOON, LATE] = ['2026-03-01T00:00:00Z', '2026-04-01T00:00:00Z'];

  it('is obtained once, of a subject', () => {
    expect([obtain('c1'), obtain('c2'), obtain('c1', { items: ['vin'] })]).toEqual([true, true, false]);
    expect([obtain('c3', { subject: null }), obtain('c3', { form: 'hinted' })]).toEqual([false, false]);
    expect(obtain('c1', { subject: 's2' })).toBe(true);
    expect([told(), told('s2'), told(null), told('s3')]).toEqual([
      ...[
        [
          ['c1', undefined],
          ['c2', undefined],
        ],
        [['c1', undefined]],
        [],
        [],
      ],
    ]);
    expect(subjects.consentsOf('s1')[0]?.items).toEqual(['name']);
  });

  it('is withdrawn by its id alone, told before or after', () => {
    for (const id of ['c1', 'c2']) obtain(id);
    expect(withdraw({ id: 'c2', withdrawnAt: SOON })).toBe(true);
    expect(withdraw({ id: 'c3', withdrawnAt: LATE })).toBe(true);
    for (const id of ['c3', 'c4']) obtain(id);
    expect(told()).toEqual([
      ['c1', undefined],
      ['c2', SOON],
      ['c3', LATE],
      ['c4', undefined],
    ]);
  });

  it.each<[string, readonly string[], string]>([
    ['sooner first', [SOON, LATE], SOON],
    ['sooner last', [LATE, SOON], SOON],
    ['sooner in between', [LATE, SOON, LATE], SOON],
  ])('withdrawn more than once is so from the soonest: %s', (_, instants, expected) => {
    obtain('c1');
    for (const withdrawnAt of instants) withdraw({ id: 'c1', withdrawnAt });
    for (const withdrawnAt of instants) withdraw({ id: 'c2', withdrawnAt });
    obtain('c2');
    expect(told()).toEqual([
      ['c1', expected],
      ['c2', expected],
    ]);
  });

  it.each<[string, JsonObject, unknown, boolean | null, string | undefined]>([
    ['as it says', { id: 'c1', withdrawnAt: SOON }, NOW, true, SOON],
    ['at the instant of the fact, for none', { id: 'c1' }, NOW, false, NOW],
    ['at the instant of the fact, for one nobody can read', { id: 'c1', withdrawnAt: 'soon' }, NOW, false, NOW],
    ['at the instant of the fact, for a number', { id: 'c1', withdrawnAt: 7 }, NOW, false, NOW],
    ['always, where the fact has none', { id: 'c1' }, null, false, ''],
    ['with all others, for no id', { withdrawnAt: SOON }, NOW, false, SOON],
    ['with all others, for neither', {}, NOW, false, NOW],
    ['by nobody, for no subject', { subject: null, id: 'c1', withdrawnAt: SOON }, NOW, null, undefined],
  ])('is withdrawn %s', (_, data, at, applied, expected) => {
    obtain('c1');
    expect(withdraw(data, at)).toBe(applied);
    expect(told()).toEqual([['c1', expected]]);
    obtain('c9');
    expect(told()[1]).toEqual(['c9', undefined]);
  });
});

describe('a stop', () => {
  const STOP = { subject: 's1', id: 'p1', kind: 'cessation', at: '2026-11-01T00:00:00Z' };
  const place = (change: JsonObject = {}) => subjects.placeStop({ ...STOP, ...change }, 'fact-1');
  const on = (...given: Parameters<Subjects['stopsOn']>) => subjects.stopsOn(...given).map(({ id }) => id);
  const vehicle = (change: JsonObject = {}) => ({ vehicle: 'v1', from: '2020-01-01', to: '2026-12-31', ...change });

  it.each<[string, JsonObject, boolean | null]>([
    ['whole', {}, true],
    ['whole, of erasure', { kind: 'erasure' }, true],
    ['whole, of vehicles', { vehicles: [vehicle(), vehicle({ vehicle: 'v2', to: null })] }, true],
    ['whole, of a vehicle without an end', { vehicles: [{ vehicle: 'v1', from: '2020-01-01' }] }, true],
    ['whole, of no vehicle', { vehicles: [] }, true],
    ['not of a known kind', { kind: 'pause' }, false],
    ['without an id', { id: null }, false],
    ['at no instant', { at: 'soon' }, false],
    ['at a number', { at: 7 }, false],
    ['of nothing for vehicles', { vehicles: null }, false],
    ['of a vehicle from no day', { vehicles: [vehicle({ from: 'soon' })] }, false],
    ['of a vehicle to no day', { vehicles: [vehicle({ to: 'soon' })] }, false],
    ['of one vehicle that is whole and one that is not', { vehicles: [vehicle({ from: 7 }), vehicle()] }, false],
    ['of vehicles that are no list', { vehicles: 'v1' }, null],
    ['of a vehicle nobody can tell', { vehicles: [vehicle(), vehicle({ vehicle: null })] }, null],
    ['of what is no vehicle', { vehicles: [null] }, null],
    ['of no subject', { subject: null }, null],
    ['of no subject but a vehicle', { subject: null, vehicles: [vehicle()] }, null],
  ])('%s is placed all the same', (_, change, applied) => {
    expect(place(change)).toBe(applied);
    const { id = 'p1', subject = 's1', vehicles } = change;
    const expected = [id ?? 'fact-1'];
    expect(on('s1', [], '2026-10-01')).toEqual(subject === null ? [] : expected);
    const hasVehicle =
      Array.isArray(vehicles) && vehicles.some((each) => (each as JsonObject | null)?.vehicle === 'v1');
    expect(on(null, ['v1'], '2026-10-01')).toEqual(hasVehicle ? expected : []);
  });

  it.each<[unknown, string]>([
    ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00Z'],
    ['soon', 'soon'],
    [7, ''],
    [undefined, ''],
  ])('at %j says it is at %j; unknown kinds erase', (at, expected) => {
    place({ at, kind: 'pause' } as JsonObject);
    expect(subjects.stopsOn('s1', [], '')).toEqual([{ id: 'p1', kind: 'erasure', at: expected }]);
  });

  it('of a vehicle bites from its first day to its last, from always where the first cannot be read, and on no day known', () => {
    place({ subject: 's9', vehicles: [vehicle()] });
    const days = ['2019-12-31', '2020-01-01', '2026-12-31', '2027-01-01', ''];
    expect(days.map((day) => on('s1', ['v0', 'v1'], day).length)).toEqual([0, 1, 1, 0, 1]);
    expect(on('s1', ['v0'], '2026-10-01')).toEqual([]);
    subjects = createSubjects();
    place({ subject: 's9', vehicles: [vehicle({ from: 'soon', to: 'soon' })] });
    expect(days.map((day) => on('s1', ['v1'], day).length)).toEqual([1, 1, 1, 1, 1]);
  });

  it('is told once though it bites twice, the subject’s own first', () => {
    place({ vehicles: [vehicle(), vehicle({ vehicle: 'v2' })] });
    place({ id: 'p2' });
    expect(on('s1', ['v1', 'v2'], '2026-10-01')).toEqual(['p1', 'p2']);
  });

  it.each<[string, JsonObject, boolean, readonly string[], readonly string[]]>([
    ['by its subject and id', { subject: 's1', id: 'p1' }, true, ['p2'], ['p2', 'p3', 'p4']],
    ['not by another id', { subject: 's1', id: 'p9' }, true, ['p1', 'p2'], ['p1', 'p2', 'p3', 'p4']],
    ['not by another subject', { subject: 's2', id: 'p1' }, true, ['p1', 'p2'], ['p1', 'p2', 'p3', 'p4']],
    ['not without an id', { subject: 's1' }, false, ['p1', 'p2'], ['p1', 'p2', 'p3', 'p4']],
    ['not without a subject', { id: 'p1' }, false, ['p1', 'p2'], ['p1', 'p2', 'p3', 'p4']],
    ['not without a subject, though it had none', { id: 'p4' }, false, ['p1', 'p2'], ['p1', 'p2', 'p3', 'p4']],
    ['not by nothing', {}, false, ['p1', 'p2'], ['p1', 'p2', 'p3', 'p4']],
  ])('is lifted %s', (_, data, applied, own, through) => {
    for (const id of ['p1', 'p2']) place({ id, vehicles: [vehicle()] });
    place({ subject: 's3', id: 'p3', vehicles: [vehicle()] });
    place({ subject: null, id: 'p4', vehicles: [vehicle()] });
    expect(subjects.liftStop(data)).toBe(applied);
    expect([on('s1', [], ''), on(null, ['v1'], '')]).toEqual([own, through]);
  });
});

describe('a correction', () => {
  const open = (change: JsonObject = {}) =>
    subjects.openCorrection({ subject: 's1', id: 'k1', items: ['name'], ...change }, 'fact-1');

  it.each<[string, JsonObject, boolean | null, readonly string[]]>([
    ['of its items', {}, true, ['name']],
    ['of none', { items: [] }, true, []],
    ['of all, for an item nobody knows', { items: ['name', 'plate'] }, false, ITEMS],
    ['of all, for no list', { items: 'name' }, false, ITEMS],
    ['without an id', { id: null }, false, ['name']],
    ['of nobody', { subject: null }, null, []],
  ])('%s is open', (_, change, applied, items) => {
    expect(open(change)).toBe(applied);
    expect([subjects.correctionsOf('s1'), subjects.correctionsOf('s2'), subjects.correctionsOf(null)]).toEqual([
      ...[items, [], []],
    ]);
    expect(subjects.closeCorrection({ subject: 's1', id: 'fact-1' })).toBe(true);
    expect(subjects.correctionsOf('s1')).toEqual(change.id === null ? [] : items);
  });

  it('is closed by its subject and id alone; of two each item is told once', () => {
    open();
    open({ id: 'k2', items: ['name', 'vin'] });
    expect(subjects.correctionsOf('s1')).toEqual(['name', 'vin']);
    for (const [data, applied] of [
      ...[[{ subject: 's1', id: 'k9' }, true] as const, [{ subject: 's2', id: 'k2' }, true] as const],
      ...[[{ id: 'k2' }, false] as const, [{ subject: 's1' }, false] as const, [{}, false] as const],
    ]) {
      expect(subjects.closeCorrection(data)).toBe(applied);
      expect(subjects.correctionsOf('s1')).toEqual(['name', 'vin']);
    }
    expect(subjects.closeCorrection({ subject: 's1', id: 'k2' })).toBe(true);
    expect(subjects.correctionsOf('s1')).toEqual(['name']);
  });
});

describe('an ownership', () => {
  const begin = (from: unknown, vehicle: unknown = 'v1', at: unknown = NOW) =>
    subjects.beginOwnership({ vehicle, from } as JsonObject, at);
  const since = (day: string, ...vehicles: string[]) => subjects.ownershipFrom(vehicles, day);

  it('is the latest begun by the day, by any name of the vehicle, in whatever order it was told', () => {
    expect(since('2026-11-22', 'v1')).toBeNull();
    for (const from of ['2022-01-01', '2020-01-01', '2024-01-01']) expect(begin(from)).toBe(true);
    begin('2023-01-01', 'v2');
    const days = ['2019-12-31', '2020-01-01', '2022-06-01', '2026-11-22'];
    expect(days.map((day) => since(day, 'v1'))).toEqual([null, '2020-01-01', '2022-01-01', '2024-01-01']);
    expect([since('2023-06-01', 'v1', 'v2'), since('2023-06-01', 'v2', 'v1')]).toEqual(['2023-01-01', '2023-01-01']);
    expect([since('2026-11-22', 'v3'), since('2026-11-22')]).toEqual([null, null]);
  });

  it.each<[string, unknown, unknown, boolean | null, string | null]>([
    ['with its fact, for no day', 'soon', NOW, false, '2026-11-22'],
    ['always, where the fact has no instant either', 'soon', 'soon', false, '0000-01-01'],
  ])('began %s', (_, from, at, applied, expected) => {
    expect(begin(from, 'v1', at)).toBe(applied);
    expect(since('2026-11-22', 'v1')).toBe(expected);
  });

  it('of no vehicle is nobody’s', () => {
    expect(begin('2020-01-01', null)).toBeNull();
    expect(since('2026-11-22', 'v1')).toBeNull();
  });
});
