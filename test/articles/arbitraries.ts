// Arbitrary records, states and questions, drawn so that the interesting ones are common.
import fc from 'fast-check';
import {
  CATALOGUE,
  ITEMS,
  PURPOSES,
  isJsonObject,
  type Consent,
  type Entrustment,
  type JsonObject,
  type JsonValue,
  type Order,
  type Period,
  type Stop,
} from '#wire';
import type { SubjectState } from '#policy';

const some = <T>(...values: readonly T[]) => fc.constantFrom(...values);
const listOf = <T>(from: readonly T[], least: number): fc.Arbitrary<T[]> =>
  fc.oneof(fc.constant<T[]>([...from]), fc.subarray<T>([...from], { minLength: least }));

const NAMED_RECIPIENTS = [
  'bmw-japan',
  'bmw-japan-finance',
  'dealer:D001',
  'dealer:D002',
  'dealer-network',
  'insurer:I1',
  'insurer:I2',
  'subcontractor:S1',
  'bmw-ag',
  'authority:A1',
] as const;
const ODD_RECIPIENTS = ['dealer:network', 'dealer:', 'bmw', 'insurer:a--b', '__proto__'] as const;

const INSTANTS = [
  '2016-01-01T00:00:00Z',
  '2024-06-01T00:00:00Z',
  '2026-11-21T23:59:59Z',
  '2026-11-22T00:00:00Z',
  '2026-11-22T00:00:01Z',
  '2027-01-01T00:00:00+09:00',
];
const DAYS = ['2017-04-01', '2024-01-01', '2026-11-21', '2026-11-22', '2026-11-23'];
const instant = some(...INSTANTS);
const day = some(...DAYS);
const end = fc.oneof(fc.constant(null), day);
const purpose = fc.oneof(
  { weight: 8, arbitrary: some<string>(...PURPOSES) },
  { weight: 1, arbitrary: some('other', '__proto__', 'any-other', 'toString') },
);
const purposes = listOf([...PURPOSES, 'other', '__proto__', 'any-other', 'toString'], 1);
const items = listOf<string>(ITEMS, 1);
const id = fc.nat({ max: 99 }).map((number) => `id-${number}`);

export const consent: fc.Arbitrary<Consent> = fc.record({
  id,
  recipients: listOf([...NAMED_RECIPIENTS, ...ODD_RECIPIENTS, 'finance', 'dealer', 'insurer'], 1),
  items,
  purposes,
  form: some('written', 'electronic', 'written', 'oral'),
  obtainedAt: fc.oneof(fc.constant('2020-01-01T00:00:00Z'), instant),
  withdrawnAt: fc.oneof({ weight: 3, arbitrary: some(null, undefined) }, { weight: 1, arbitrary: instant }),
  basis: some('2(9)', 'specific'),
});
export const entrustment: fc.Arbitrary<Entrustment> = fc.record({
  id,
  recipient: some('subcontractor:S1', 'bmw-ag', 'subcontractor:S2'),
  items,
  purposes,
  from: some('2017-04-01', '2017-04-01', '2026-11-23'),
  to: end,
  auditDueOn: fc.oneof(some(null, undefined), day),
});
export const order: fc.Arbitrary<Order> = fc.record({
  id,
  recipient: some('authority:A1', 'authority:A1', 'authority:A2', 'bmw-japan-finance', 'dealer:D002', 'bmw-japan'),
  items,
  from: some('2017-04-01', '2017-04-01', '2026-11-23'),
  to: end,
  approvedBy: some(['ann', 'bob'], ['ann', 'bob'], ['ann'], ['ann', 'ann'], []),
});
export const stop: fc.Arbitrary<Stop> = fc.record({ id, kind: some('cessation', 'erasure'), at: instant });

const rarely = <T>(usual: T, other: fc.Arbitrary<T>, weight = 6) =>
  fc.oneof({ weight, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: other });

export const state: fc.Arbitrary<SubjectState> = fc.record({
  consents: fc.array(consent, { maxLength: 3 }),
  entrustments: fc.array(entrustment, { maxLength: 3 }),
  orders: fc.array(order, { maxLength: 3 }),
  stops: rarely<readonly Stop[]>([], fc.array(stop, { maxLength: 2 }), 4),
  killed: rarely(false, fc.constant(true), 20),
  dealerAccepted: rarely(true, fc.constant(false), 20),
  correctionPending: rarely<string[]>([], items, 3),
  ownershipFrom: rarely<string | null>(null, some('2017-04-01', '2024-06-01', '2026-11-01'), 2),
});

const TEXTS = [
  'パッド交換',
  '田中様 <name> <telephone>',
  '<vin><unlisted>',
  '<prohibited> x',
  '!unsure',
  '!throw',
  '<email>',
  'a <address> b',
];
const GOOD: Readonly<Record<string, readonly JsonValue[]>> = {
  'vehicle.vin': ['WBA8E9C50GK646123'],
  'vehicle.chassisNumber': ['ZC6-012345'],
  'transaction.currency': ['JPY'],
  'advice[].status': ['declined', 'open'],
};

function goodValues(path: string): readonly JsonValue[] {
  if (GOOD[path]) return GOOD[path];
  if (/On$|dateOfBirth$/.test(path)) return ['2026-01-05'];
  if (/\.at$/.test(path)) return ['2026-01-05T00:00:00Z'];
  if (/Km$|flatRateUnits|quantity|invoiceTotal/.test(path)) return [1, 12345];
  if (/labourCode$/.test(path)) return ['0012345', '<name>'];
  if (/partNumber$/.test(path)) return ['07119904199', 'odd <telephone>'];
  return TEXTS;
}
const BAD: readonly JsonValue[] = [null, true, -1, 'bad <name>', {}, { odd: 1 }, [], ['x'], [[1]]];
const ODD_KEYS = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'vın',
  'VIN',
  'vin ',
  'customer.name',
  'a b',
  '名前',
  '',
  'name2',
  'leaves',
  'walked',
];

const value = (path: string) =>
  fc.oneof({ weight: 12, arbitrary: some(...goodValues(path)) }, { weight: 1, arbitrary: some(...BAD) });

/** Objects of known keys, each there or not, some with a key nobody knows. Own `__proto__` keys included. */
function objectOf(fields: Readonly<Record<string, fc.Arbitrary<JsonValue>>>): fc.Arbitrary<JsonValue> {
  const odd = rarely<[string, JsonValue][]>(
    [],
    fc.array(fc.tuple(some(...ODD_KEYS), some<JsonValue>('x <name>', 7, { deep: [null] })), { maxLength: 2 }),
    5,
  );
  return fc.tuple(fc.record(fields, { requiredKeys: [] }), odd).map(([known, extra]) => {
    const json = JSON.stringify(known);
    const tail = extra.map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`).join(',');
    const joint = json === '{}' || tail === '' ? '' : ',';
    return JSON.parse(json.slice(0, -1) + joint + tail + '}') as JsonObject;
  });
}

function tree(path: string): fc.Arbitrary<JsonValue> {
  const under = [...CATALOGUE.keys()].filter((each) => each.startsWith(path === '' ? '' : `${path}.`) && each !== path);
  const names = [
    ...new Set(under.map((each) => /^[^.[]+/.exec(path === '' ? each : each.slice(path.length + 1))?.[0] ?? '')),
  ];
  if (names.length > 0 && names[0] !== '') {
    return objectOf(Object.fromEntries(names.map((name) => [name, branch(path === '' ? name : `${path}.${name}`)])));
  }
  return value(path);
}
function branch(path: string): fc.Arbitrary<JsonValue> {
  if (path.endsWith('.jobId')) return some<JsonValue>('J-a', 'J-b', 'J-b', '', 4);
  const isList = [...CATALOGUE.keys()].some((each) => each.startsWith(`${path}[]`));
  const good = isList ? fc.array(tree(`${path}[]`), { maxLength: 3 }) : tree(path);
  return fc.oneof({ weight: 15, arbitrary: good }, { weight: 1, arbitrary: some(...BAD) });
}

const ENVELOPE = ['recordId', 'revision', 'status', 'dealerCode', 'occurredAt', 'channel', 'noticeId'];
const BODY = [...new Set([...CATALOGUE.keys()].map((path) => /^[^.[]+/.exec(path)?.[0] ?? ''))].filter(
  (name) => !ENVELOPE.includes(name),
);

const BRANCHES = Object.fromEntries(BODY.map((name) => [name, branch(name)]));
/** A few branches at a time: what is judged of a leaf hangs on no other, and more cases are worth more than longer ones. */
const body = fc
  .subarray(BODY, { minLength: 2, maxLength: 4 })
  .chain((names) => objectOf(Object.fromEntries(names.map((name) => [name, BRANCHES[name]!]))));

/** With a customer who has an id: without one a record can rest on no consent. */
const named = (body: JsonObject): JsonObject => ({
  ...body,
  customer: { ...(isJsonObject(body.customer) ? body.customer : {}), id: 'C-1' },
});

/** Records of dealer D001 with a good envelope (intake refuses others), known and unknown leaves, good and bad values. */
export const record: fc.Arbitrary<JsonObject> = fc
  .tuple(
    fc.record({
      recordId: some('R-1'),
      revision: fc.integer({ min: 1, max: 3 }),
      status: rarely('closed', fc.constant('voided'), 10),
      dealerCode: some('D001'),
      occurredAt: rarely(
        '2026-10-01T03:00:00Z',
        some('2017-05-29T14:59:59Z', '2017-05-29T15:00:00Z', '2020-01-01T00:00:00Z', '2027-01-01T00:00:00Z'),
        2,
      ),
      channel: rarely('workshop', some('charging', 'telematics'), 4),
      noticeId: some('N-1'),
    }),
    body,
    rarely(true, fc.constant(false), 1),
  )
  .map(([envelope, drawn, isNamed]) => {
    const body = isNamed ? named(drawn as JsonObject) : drawn;
    const [head, tail] = [JSON.stringify(envelope), JSON.stringify(body)];
    return JSON.parse(tail === '{}' ? head : `${head.slice(0, -1)},${tail.slice(1)}`) as JsonObject;
  });

const recipient = fc.oneof(
  { weight: 9, arbitrary: some<string>(...NAMED_RECIPIENTS) },
  { weight: 1, arbitrary: some<string>(...ODD_RECIPIENTS) },
);
const anyPurpose = rarely<unknown>(
  'joint.valuation',
  fc.oneof({ weight: 20, arbitrary: purpose }, { weight: 1, arbitrary: some<unknown>('', null, undefined) }),
  1,
);

/** What is asked of a record. */
export interface Question {
  readonly recipient: string;
  readonly contract: Period | null;
  readonly purpose: unknown;
  readonly items: string[] | undefined;
}

export const question: fc.Arbitrary<Question> = fc
  .record({
    recipient,
    contract: rarely<{ from: string; to: string | null } | null>(
      { from: '2017-04-01', to: null },
      fc.oneof(fc.constant(null), fc.record({ from: day, to: end })),
      4,
    ),
    purpose: anyPurpose,
    items: rarely<string[] | undefined>(undefined, items, 3),
    isApt: fc.boolean(),
  })
  .map(({ isApt, ...asked }) =>
    // An authority asks by order, or in vain.
    isApt && asked.recipient === 'authority:A1' ? { ...asked, purpose: 'company.legal-disclosure' } : asked,
  );
