import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { JsonObject } from '../json.js';
import { parseServiceRecord } from './parse.js';

const ENVELOPE = {
  recordId: 'R-1',
  revision: 1,
  status: 'closed',
  dealerCode: 'D001',
  occurredAt: '2026-11-22T10:00:00+09:00',
  channel: 'workshop',
  noticeId: 'N-2017',
} as const;

const record = (more: object = {}): object => ({ ...ENVELOPE, ...more });
const accepted = (value: unknown) => {
  const parsed = parseServiceRecord(value);
  if ('faults' in parsed) throw new Error(JSON.stringify(parsed.faults));
  return parsed;
};
const faults = (value: unknown) => {
  const parsed = parseServiceRecord(value);
  return 'faults' in parsed ? parsed.faults : [];
};

describe('parseServiceRecord', () => {
  it('folds identifiers, codes and days, wherever they stand', () => {
    const { record: folded } = accepted(
      record({
        vehicle: { vin: 'ｗｂａ71dc0-10ch14720', chassisNumber: 'zc6ー012345' },
        customer: { dateOfBirth: '昭和47年8月3日' },
        work: {
          receivedOn: 'R8.11.22',
          jobs: [{ jobId: 'a', lines: [{ labourCode: ' ００００５５６', partNumber: '０１４００１５７４８８' }] }],
        },
        advice: [{ dueOn: '2027/1/5', partNumber: '34 11' }],
      }),
    );
    expect(folded).toMatchObject({
      vehicle: { vin: 'WBA71DC010CH14720', chassisNumber: 'ZC6-012345' },
      customer: { dateOfBirth: '1972-08-03' },
      work: {
        receivedOn: '2026-11-22',
        jobs: [{ lines: [{ labourCode: '0000556', partNumber: '01400157488' }] }],
      },
      advice: [{ dueOn: '2027-01-05', partNumber: '34 11' }],
    });
  });

  it('leaves every other text as it came', () => {
    const typed = record({ remarks: 'ＡＢＣ　髙橋 ', customer: { name: '髙橋　一郎', nameKana: 'ﾀｶﾊｼ' }, x: 'Ａ' });
    expect(accepted(typed).record).toEqual(typed);
  });

  it('flags identifiers without a value and never refuses a VIN for its check digit or year', () => {
    const { flags } = accepted(
      record({
        vehicle: { vin: '1M8GDM9A0KP042788' },
        work: { jobs: [{ jobId: '1', lines: [{ partNumber: '157488' }, { partNumber: 'x' }, { labourCode: '1' }] }] },
        advice: [{ labourCode: '0000556', partNumber: '34 11' }],
      }),
    );
    expect(flags).toEqual([
      'advice[].partNumber:other-form',
      'vehicle.vin:checkdigit',
      'vehicle.vin:unknown-wmi',
      'work.jobs[].lines[].labourCode:other-form',
      'work.jobs[].lines[].partNumber:other-form',
    ]);
    expect(accepted(record({ vehicle: { vin: 'WBA71DC010CH14720' } })).flags).toEqual([]);
  });

  it.each([
    ['a missing field', { ...ENVELOPE, noticeId: undefined }, '/noticeId', 'noticeId'],
    ['a VIN with a letter O', record({ vehicle: { vin: 'WBA71DCO10CH14720' } }), '/vehicle/vin', 'vehicle.vin'],
    ['a short VIN', record({ vehicle: { vin: '1234567' } }), '/vehicle/vin', 'vehicle.vin'],
    ['half a kilometre', record({ work: { odometerInKm: 1.5 } }), '/work/odometerInKm', 'work.odometerInKm'],
    ['an odometer as text', record({ work: { odometerInKm: '52000' } }), '/work/odometerInKm', 'work.odometerInKm'],
    ['no such day', record({ work: { receivedOn: '平成31年5月1日' } }), '/work/receivedOn', 'work.receivedOn'],
    ['no offset', record({ occurredAt: '2026-11-22T10:00:00' }), '/occurredAt', 'occurredAt'],
    ['another channel', record({ channel: 'fax' }), '/channel', 'channel'],
    ['revision 0', record({ revision: 0 }), '/revision', 'revision'],
    ['a dealer code of another form', record({ dealerCode: 'D_1' }), '/dealerCode', 'dealerCode'],
    ['text for a list', record({ customer: { telephone: '090' } }), '/customer/telephone', 'customer.telephone'],
    ['an object for a scalar', record({ remarks: { a: 1 } }), '/remarks', 'remarks'],
    [
      'a fault deep in a list',
      record({ work: { jobs: [{ lines: [{}, { quantity: 'two' }] }] } }),
      '/work/jobs/0/lines/1/quantity',
      'work.jobs[].lines[].quantity',
    ],
    ['a list for a record', [], '', ''],
    ['nothing', undefined, '', ''],
  ])('refuses %s and says where [R7]', (_what, value, pointer, path) => {
    expect(faults(JSON.parse(JSON.stringify(value ?? null)))).toEqual([
      expect.objectContaining({ pointer, path, detail: expect.any(String) }),
    ]);
  });

  it('tells every fault, at most twenty', () => {
    expect(faults(record({ channel: 'fax', revision: 0, work: { odometerInKm: -1 } }))).toHaveLength(3);
    expect(faults(record({ customer: { telephone: Array(100).fill(1) } }))).toHaveLength(20);
    expect(faults(record({ customer: { telephone: Array(50_000).fill(1) } }))).toHaveLength(1);
  });

  it('writes unknown keys as `?` and tells no value', () => {
    const secret = 'taro-090';
    expect(faults(record({ [secret]: { [secret]: [Number.NaN] } }))).toEqual([
      { pointer: '/?/?/0', path: '?', detail: 'is not a finite number' },
    ]);
    expect(faults(record({ customer: { [secret]: '\ud800' } }))[0]).toMatchObject({
      pointer: '/customer/?',
      path: '?',
    });
    expect(
      JSON.stringify(faults(record({ vehicle: { vin: secret }, status: secret, occurredAt: secret }))),
    ).not.toContain(secret);
  });

  it.each([
    ['a lone surrogate', '\ud800', 'is not well-formed Unicode'],
    ['an infinite number', Infinity, 'is not a finite number'],
    ['undefined', undefined, 'is not a JSON value'],
    ['a function', () => 0, 'is not a JSON value'],
    ['a bigint', 1n, 'is not a JSON value'],
  ])('refuses %s even under an unknown key', (_what, value, detail) => {
    expect(faults(record({ mystery: value }))).toEqual([{ pointer: '/?', path: '?', detail }]);
  });

  it('refuses a key that is not well-formed Unicode', () => {
    expect(faults(record({ '\udc00': 1 }))).toHaveLength(1);
  });

  it('takes 32 levels and refuses 33, and does not fall into a circle', () => {
    const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);
    expect(faults(record({ deep: nested(31) }))).toEqual([]);
    expect(faults(record({ deep: nested(32) }))).toEqual([expect.objectContaining({ path: '?' })]);
    const circle: JsonObject = { ...ENVELOPE };
    circle.again = circle;
    expect(faults(circle)).toHaveLength(1);
  });

  it('keeps `__proto__` an ordinary unknown key', () => {
    const value = JSON.parse(
      JSON.stringify(record()).replace('{', '{"__proto__":{"revision":7},"constructor":1,'),
    ) as object;
    const { record: folded } = accepted(value);
    expect(Object.getPrototypeOf(folded)).toBe(Object.prototype);
    expect(Object.keys(folded)).toEqual(expect.arrayContaining(['__proto__', 'constructor']));
    expect(JSON.parse(JSON.stringify(folded))).toEqual(value);
    const { revision: _, ...without } = ENVELOPE;
    expect(faults(JSON.parse(JSON.stringify(without).replace('{', '{"__proto__":{"revision":7},')))).toHaveLength(1);
  });

  it('gives equal text for equal content, whatever the order of keys', () => {
    const one = accepted(record({ b: { y: 1, x: [{ q: 1, p: 2 }] }, a: 1.0 }));
    const two = accepted({
      a: 1,
      b: { x: [{ p: 2, q: 1 }], y: 1.0 },
      ...Object.fromEntries(Object.entries(ENVELOPE).reverse()),
    });
    expect(JSON.stringify(one.record)).toBe(JSON.stringify(two.record));
  });

  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withSparseArray: true,
  });

  it('never throws, and never tells a value', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect('faults' in parseServiceRecord(value)).toBe(true);
        parseServiceRecord(record({ vehicle: value, work: value, [String(value?.constructor)]: value }));
      }),
    );
  });

  it('is idempotent: what was accepted is accepted again, equal and with equal flags', () => {
    const text = fc.string({ unit: 'grapheme' });
    const unknown = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(
        unknown,
        text,
        text,
        fc.constantFrom('R8.11.22', '2026/11/22', '2026-11-22'),
        (more, code, free, day) => {
          const { work: _work, ...rest } = more;
          const first = parseServiceRecord({
            ...rest,
            ...record({
              remarks: free,
              work: { receivedOn: day, jobs: [{ jobId: '1', lines: [{ partNumber: code }] }] },
            }),
          });
          if ('faults' in first) return;
          expect(parseServiceRecord(first.record)).toEqual(first);
        },
      ),
    );
  });
});
