// The witness: a record with every path of the catalogue and paths it does not know, each leaf with a value that stands nowhere else,
// and a person named in whatever is free text.
import { CATALOGUE, childPath, elementPath, type JsonObject, type JsonValue } from '#wire';
import type { Calendar } from './calendar.js';
import { PUBLISHER, type DateClass, type ProvenanceClass } from './classes.js';

/** What a leaf is, told by hand: an item, `unknown-path`, or `envelope` for what never leaves as it came. */
export type Told = string;

/** Text by which a value is found again, and what it is. */
export interface Token {
  readonly text: string;
  readonly item: Told;
}

export interface Witness {
  readonly record: JsonObject;
  readonly tokens: readonly Token[];
  /** Number of its leaves, the envelope apart. */
  readonly leaves: number;
  /** What stands at each path of the catalogue. */
  readonly itemAt: ReadonlyMap<string, Told>;
}

class Leaf {
  constructor(
    readonly item: Told,
    readonly value: string | number,
    readonly texts: readonly string[],
  ) {}
}

/** `texts`: what to look for, where that is not the value itself. */
const is = (item: Told, value: string | number, ...texts: readonly string[]) =>
  new Leaf(item, value, texts.length > 0 ? texts : [String(value)]);

/** Tokens inside of texts: what they say of persons and vehicles, and a number nobody may hold. */
const INSIDE: readonly Token[] = [
  { text: 'kagami@witness.example', item: 'email' },
  { text: '5550-0177', item: 'telephone' },
  { text: '123456789018', item: 'prohibited' },
];

/** What may be written anywhere, and should not: an item of each half, so that one of them stays wherever the text may go. */
const NAMED = '。明石 花子様、kagami@witness.example';

/** What the workshop wrote, with and without what it should not have written. */
const WRITTEN = {
  work: ['Bremsbelag ersetzt', '。明石 花子様 090-5550-0142、kagami@witness.example へ連絡'],
  advice: ['Wischer verschlissen', '。WBAXYZ120T0W17345、品川 330 さ 17-47、生年月日 1961-03-04、03-5550-0177'],
  questionnaire: ['freundlich bedient', '。マイナンバー 123456789018'],
} as const;

/** The body, item by item as the wire's table has it, and what the table does not have. */
function bodyOf({ hasCustomer, namesInTexts }: ProvenanceClass) {
  const text = (item: keyof typeof WRITTEN) => {
    const [plain, more] = WRITTEN[item];
    return is(item, namesInTexts ? plain + more : plain, plain);
  };
  const note = (item: Told, plain: string) => is(item, namesInTexts ? plain + NAMED : plain, plain);
  return {
    repairOrderNumber: is('unlisted', 'RO-17346'),
    vehicle: {
      vin: is('vin', 'WBAXYZ120T0W17345'),
      chassisNumber: is('vin', 'ZC6-017351'),
      registrationPlate: is('unlisted', '品川 330 さ 17-47', '17-47'),
      model: is('unlisted', 'model-17348'),
      modelYear: is('unlisted', 17349),
      colour: is('unknown-path', 'colour-17350'),
    },
    customer: {
      ...(hasCustomer ? { id: is('unlisted', 'C-W-17352') } : {}),
      gender: is('unlisted', 'gender-17353'),
      name: is('name', '明石 花子', '明石', '花子'),
      nameKana: is('name', 'アカシ ハナコ', 'アカシ', 'ハナコ'),
      address: {
        postalCode: is('address', '173-5400'),
        prefecture: is('address', '秋津県'),
        city: is('address', '白浜町'),
        line1: is('address', '潮見0-1-7355'),
        line2: is('address', '灯台荘17356'),
      },
      dateOfBirth: is('date-of-birth', '1961-03-04'),
      telephone: [is('telephone', '090-5550-0142', '5550-0142'), is('unknown-path', 9017357)],
      email: [is('email', 'akashi@witness.example')],
      occupation: note('occupation', 'occupation-17358'),
      'nick name': is('unknown-path', 'nick-17359'),
    },
    transaction: {
      invoiceTotal: is('transaction', 17360.5),
      currency: is('transaction', 'XTS'),
      paymentMethod: note('transaction', 'method-17361'),
      contractNumber: note('transaction', 'contract-17362'),
      deliveredOn: is('transaction', '2031-01-03'),
    },
    questionnaire: [
      {
        question: note('questionnaire', 'question-17364'),
        answer: text('questionnaire'),
        channel: note('questionnaire', 'channel-17366'),
      },
    ],
    work: {
      receivedOn: is('work', '2031-01-04'),
      completedOn: is('work', '2031-01-05'),
      odometerInKm: is('work', 1736700),
      odometerOutKm: is('work', 1736800),
      jobs: [
        {
          jobId: is('envelope', 'W-JOB-17369'),
          lines: [
            {
              labourCode: is('work', '1737000'),
              flatRateUnits: is('work', 17371),
              partNumber: is('work', '17372000000'),
              partName: note('work', 'part-17373'),
              quantity: is('work', 17374.25),
              description: text('work'),
              technicianId: is('unlisted', 'technician-17376'),
              unitPrice: is('unlisted', 17377),
              cost: is('unlisted', 17378),
              margin: is('unknown-path', 17379),
            },
          ],
        },
      ],
    },
    activity: {
      log: [
        {
          jobId: is('envelope', 'W-JOB-17369'),
          at: is('activity', '2031-01-06T00:00:00Z'),
          code: note('activity', 'code-17380'),
          system: note('activity', 'system-17381'),
          text: note('activity', 'text-17382'),
        },
        // Of no job of this record: not collected in the course of repair and maintenance.
        { jobId: is('envelope', 'W-JOB-17383'), code: is('unlisted', 'stray-17384') },
      ],
      environment: [
        {
          jobId: is('envelope', 'W-JOB-17369'),
          at: is('activity', '2031-01-07T00:00:00Z'),
          measure: note('activity', 'measure-17385'),
          value: is('activity', 17386),
          unit: note('activity', 'unit-17387'),
        },
        { jobId: is('envelope', 'W-JOB-17369'), value: note('activity', 'value-17398') },
      ],
      location: [is('unlisted', 'location-17388')],
    },
    advice: [
      {
        adviceId: note('advice', 'advice-17389'),
        text: text('advice'),
        labourCode: is('advice', '1739100'),
        partNumber: is('advice', '17392000000'),
        status: is('advice', 'declined'),
        dueOn: is('advice', '2031-01-08'),
        dueAtKm: is('advice', 1739300),
      },
      // Of a kind its path does not take.
      { dueAtKm: is('unknown-path', 'soon-17394') },
    ],
    remarks: is('unlisted', 'remarks-17395'),
    extras: [{ deep: is('unknown-path', 'deep-17396') }, is('unknown-path', 'bare-17397')],
  };
}

/** Keys written outward with every record. */
const OUTWARD: readonly string[] = ['status'];

/** Keys under which leaves of one kind alone stand, as a projection writes them: what a field is called is told of it too. */
function keysOf(body: object): readonly Token[] {
  const told = new Map<string, Set<Told>>();
  function itemsIn(value: unknown): readonly Told[] {
    if (value instanceof Leaf) return value.item === 'envelope' ? [] : [value.item];
    if (Array.isArray(value)) return value.flatMap(itemsIn);
    return Object.entries(value as object).flatMap(([key, each]) => {
      const items = itemsIn(each);
      told.set(key, new Set([...(told.get(key) ?? []), ...items]));
      return items;
    });
  }
  itemsIn(body);
  return [...told].flatMap(([key, items]) => {
    const [item, ...others] = items;
    const isOne = item !== undefined && others.length === 0 && !OUTWARD.includes(key);
    return isOne ? [{ text: `${JSON.stringify(key)}:`, item }] : [];
  });
}

/** The witness of one provenance and date. Throws where two values could be taken for each other, or a path of the catalogue has none. */
export function witnessOf(provenance: ProvenanceClass, date: DateClass, calendar: Calendar): Witness {
  const occurredAt = date.isBeforeTheFirstVersion ? calendar.beforeFirst : calendar.longAgo;
  const body = bodyOf(provenance);
  const tokens: Token[] = [...keysOf(body), ...(provenance.namesInTexts ? INSIDE : [])];
  const itemAt = new Map<string, Told>();
  let leaves = 0;

  function grow(value: unknown, path: string): JsonValue {
    if (Array.isArray(value)) return value.map((each: unknown) => grow(each, elementPath(path)));
    if (!(value instanceof Leaf)) {
      const entries = Object.entries(value as object);
      return Object.fromEntries(entries.map(([key, each]) => [key, grow(each, childPath(path, key))]));
    }
    const { item } = value;
    for (const text of value.texts) {
      if (!tokens.some((token) => token.text === text && token.item === item)) tokens.push({ text, item });
    }
    if (!itemAt.has(path)) itemAt.set(path, item);
    if (item !== 'envelope') leaves += 1;
    return value.value;
  }

  const record = grow(
    {
      recordId: is('envelope', 'W-17340'),
      noticeId: is('envelope', 'N-17341'),
      channel: is('envelope', provenance.channel, `"${provenance.channel}"`),
      occurredAt: is('occurred-at', occurredAt),
      ...body,
    },
    '',
  ) as JsonObject;
  leaves -= 1; // `occurredAt`
  assertWhole(tokens, itemAt, provenance);
  return { record: { ...record, revision: 1, status: 'closed', dealerCode: PUBLISHER }, tokens, leaves, itemAt };
}

function assertWhole(tokens: readonly Token[], itemAt: Witness['itemAt'], { hasCustomer }: ProvenanceClass): void {
  for (const one of tokens) {
    const other = tokens.find((each) => each !== one && each.text.includes(one.text));
    if (other !== undefined) throw new Error(`the witness says \`${one.item}\` and \`${other.item}\` with one text`);
  }
  const missing = [...CATALOGUE.values()].find(
    ({ path, item }) => item !== 'envelope' && !itemAt.has(path) && (hasCustomer || path !== 'customer.id'),
  );
  if (missing !== undefined) throw new Error(`the witness has no leaf at \`${missing.path}\``);
}
