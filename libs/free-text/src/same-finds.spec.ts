// The scan finds what a plain search finds that skips nothing: on any record, in any text.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Find, Item, JsonObject, JsonValue } from '#wire';
import { foldDigits } from './digits.js';
import { findDay } from './find-day.js';
import { findEmails } from './find-emails.js';
import { findProhibited } from './find-prohibited.js';
import { findTelephones } from './find-telephones.js';
import { foldText, type Folded } from './fold-text.js';
import { scanner } from './scanner.js';
import { standsAlone } from './stands-alone.js';

interface Word {
  readonly text: string;
  readonly item: Item;
  readonly edges?: boolean;
}
const SPACING = /[ ・]/g;
const JOINTS = /[- ・.ー_()〒]/g;
const HONORIFICS = ['様', 'サマ', 'サン', '氏', '殿', 'ドノ', 'クン', '君', 'チャン', '先生'];
const EDGES = /^(?:[ァ-ヺー]{2}|\p{Script=Han})$/u;
const LATIN = /[a-z0-9\u00C0-\u024F]/;

const isTelling = (text: string) => text.length >= (/^[0-9]*$/.test(text) ? 3 : 2);
const cut = (value: string, dropped: RegExp) => foldText(value).text.replace(dropped, '');
const figures = (value: string) => foldDigits(foldText(value)).text.replace(/[^0-9]/g, '');

function textsAt(value: JsonValue | undefined, ...path: readonly string[]): readonly string[] {
  const [key, ...rest] = path;
  if (key !== undefined) {
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject && Object.hasOwn(value, key) ? textsAt(value[key], ...rest) : [];
  }
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((each) => textsAt(each)) : [];
}

function nameWords(name: string): readonly Word[] {
  const parts = foldText(name)
    .text.split(/[ ・,、.]+/)
    .filter((part) => part !== '');
  const lone = parts.filter((part) => /^[^\u0000-\u024F]$/.test(part));
  const whole = cut(name, SPACING);
  const anywhere = [
    whole,
    [...parts].reverse().join(''),
    ...lone.flatMap((one) => HONORIFICS.map((each) => one + each)),
  ];
  return [
    ...anywhere.filter(isTelling).map((text): Word => ({ text, item: 'name' })),
    ...parts
      .filter((part) => part !== whole && (isTelling(part) || EDGES.test(part)))
      .map((text): Word => ({ text, item: 'name', edges: EDGES.test(text) })),
  ];
}

function neededIn(record: JsonObject) {
  const customer = (...path: readonly string[]) => textsAt(record, 'customer', ...path);
  const line = (item: Item, texts: readonly string[], dropped = SPACING) =>
    texts.map((text): Word => ({ text: cut(text, dropped), item })).filter(({ text }) => isTelling(text));
  const births = customer('dateOfBirth');
  const days = births.filter((birth) => /^\d{4}-\d{2}-\d{2}$/.test(birth));
  const words = [
    ...[...customer('name'), ...customer('nameKana')].flatMap(nameWords),
    ...line('address', customer('address')),
    ...line('email', customer('email')),
    ...line('telephone', customer('telephone')),
    ...line(
      'date-of-birth',
      births.filter((birth) => !days.includes(birth)),
    ),
  ];
  const joined = [
    ...line('unlisted', [...customer('id'), ...textsAt(record, 'vehicle', 'registrationPlate')], JOINTS),
    ...line(
      'vin',
      ['vin', 'chassisNumber'].flatMap((key) => textsAt(record, 'vehicle', key)),
      JOINTS,
    ),
  ];
  const significant = (telephone: string) =>
    figures(telephone)
      .replace(/^(?:00|010)?81(?=0?[1-9][0-9]{8})|^/, '')
      .replace(/^0/, '');
  const numbers = [
    ...customer('address', 'postalCode').map((code) => ({ text: figures(code), item: 'address' as const })),
    ...customer('telephone').map((each) => ({ text: significant(each), item: 'telephone' as const })),
  ].filter(({ text, item }) => (item === 'address' ? text.length === 7 : text.length >= 6));
  return { words, joined, numbers, days };
}

function hits(text: string, needle: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + 1)) places.push(at);
  return places;
}

/** Every needle, in every form of the text, whatever is in it. */
function plainSearch(record: JsonObject, original: string): readonly Find[] | 'unsure' {
  const { words, joined, numbers, days } = neededIn(record);
  if (words.length + joined.length + numbers.length + days.length > 500) return 'unsure';
  const folded = foldText(original);
  const digits = foldDigits(folded);
  const finds: Find[] = [];
  let count = 0;
  const add = (item: Item, form: Folded, start: number, end: number) =>
    finds.push({ start: form.startOf(start), end: form.endOf(end - 1), item });

  const isLatin = (text: string | undefined) => LATIN.test((text ?? ' ').normalize('NFKC').toLowerCase());
  const lookFor = (list: readonly Word[], dropped: RegExp) => {
    const kept = [...folded.text.matchAll(/[^]/g)].filter(({ 0: unit }) => unit.replace(dropped, '') !== '');
    const where = kept.map(({ 0: unit }) => unit).join('');
    for (const { text, item, edges } of list) {
      for (const at of hits(where, text)) {
        count += 1;
        const [first, last] = [kept[at]?.index ?? 0, kept[at + text.length - 1]?.index ?? 0];
        const find = { start: folded.startOf(first), end: folded.endOf(last), item };
        if (LATIN.test(text[0] ?? '') && isLatin(original[find.start - 1])) continue;
        if (LATIN.test(text.at(-1) ?? '') && isLatin(original[find.end])) continue;
        const isNamed = HONORIFICS.some((each) => where.startsWith(each, at + text.length));
        if (edges !== true || isNamed || standsAlone(original, find)) finds.push(find);
      }
    }
  };
  lookFor(words, SPACING);
  lookFor(joined, JOINTS);

  const places = [...digits.text.matchAll(/[0-9]/g)].flatMap(({ index }, nth, all) => {
    const gap = nth === 0 ? '' : digits.text.slice((all[nth - 1]?.index ?? 0) + 1, index);
    const place = { unit: digits.text[index] ?? '', index };
    return gap.length > 4 || /[a-z]/.test(gap) ? [{ unit: '|', index }, place] : [place];
  });
  const stream = places.map(({ unit }) => unit).join('');
  for (const { text, item } of numbers) {
    for (const at of hits(stream, text)) {
      count += 1;
      const prefix = /(?:(?:00|010)?81)?0?$/.exec(stream.slice(Math.max(0, at - 6), at))?.[0].length ?? 0;
      add(item, digits, places[at - prefix]?.index ?? 0, (places[at + text.length - 1]?.index ?? 0) + 1);
    }
  }
  for (const day of days) {
    for (const { start, end } of findDay(digits.text, day)) add('date-of-birth', digits, start, end);
  }
  if (count >= 2_000) return 'unsure';
  for (const { start, end } of findEmails(folded)) add('email', folded, start, end);
  for (const { start, end } of findTelephones(digits)) add('telephone', digits, start, end);
  for (const { start, end } of findProhibited(original)) finds.push({ start, end, item: 'prohibited' });
  return finds.sort((a, b) => a.start - b.start || a.end - b.end);
}

const CHARACTERS =
  'aZ09 　・-‐ー−がカﾞｶﾚﾝレンれんあいん山田蓮林様漢字〇一二九㈱①⑩㏂ßİΣé😀𠮷\u200b\ufe0f\u0301\u3099\u0000\uffff@.,、年月日元平+()_〒/8２';
const PARTS = [
  'さん',
  'ｻﾝ',
  '先生',
  '様',
  '昭和55',
  '090',
  '0000',
  '1757',
  '+81',
  'jan',
  '〇三',
  '00',
  '\ud800',
  'マイナンバー',
  '@a.jp',
];
const written = fc
  .array(fc.oneof(fc.constantFrom(...CHARACTERS, ...PARTS), fc.string({ unit: 'binary', maxLength: 1 })), {
    maxLength: 10,
  })
  .map((parts) => parts.join(''));
const name = fc.oneof(
  fc.tuple(written, fc.constantFrom(' ', '　', '・', ',', '㏂'), written).map((parts) => parts.join('')),
  fc.constantFrom('佐倉 大河', '林 修一', 'レン マリ', 'ﾀﾞﾝ ｶﾅ', 'Li Wei', 'J. Smith', ',,', ' '),
);
const number = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789-012３４五六() +'), maxLength: 16 }),
  fc.constantFrom('090-0000-1757', '+81 90 1234 5678', '0312345678', '010819012345678', '100-0005'),
);
const two = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((each) => String(each).padStart(2, '0'));
const day = fc
  .tuple(two(18, 20), two(0, 99), two(0, 13), two(0, 32))
  .map(([a, b, month, of]) => `${a}${b}-${month}-${of}`);
/** Mostly of the kind it should be. */
const field = (value: fc.Arbitrary<string>) =>
  fc.oneof(
    { weight: 8, arbitrary: value },
    { weight: 1, arbitrary: fc.oneof(written, number, fc.integer(), fc.constant(null), fc.boolean()) },
    {
      weight: 1,
      arbitrary: fc.oneof(fc.array(value, { maxLength: 3 }), fc.dictionary(written, value, { maxKeys: 2 })),
    },
  );
const address = fc.record(
  { postalCode: field(number), prefecture: field(written), line1: field(written) },
  { requiredKeys: [] },
);
const record = fc.record(
  {
    customer: fc.record(
      {
        ...{ id: field(written), name: field(name), nameKana: field(name), address: fc.oneof(address, field(written)) },
        ...{ dateOfBirth: field(day), telephone: field(number), email: field(written) },
      },
      { requiredKeys: [] },
    ),
    vehicle: fc.record(
      { registrationPlate: field(written), vin: field(written), chassisNumber: field(written) },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<JsonObject>;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const kanjiDigits = (text: string) => text.replace(/[0-9]/g, (digit) => '〇一二三四五六七八九'.charAt(Number(digit)));
const WRITINGS: readonly ((value: string) => string)[] = [
  (value) => value,
  (value) => `${value}様`,
  (value) => value.normalize('NFD'),
  (value) => [...value].join(' '),
  (value) => value.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0)),
  (value) => value.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60)),
  (value) => value.toUpperCase(),
  (value) => value.replaceAll('-', ''),
  (value) => value.replace(/^0/, '+81'),
  (value) => value.split(/[ ・　,]/)[0] ?? '',
  (value) =>
    value
      .split(/[ ・　,]/)
      .reverse()
      .join(''),
  kanjiDigits,
];
const DAYS: readonly ((year: number, month: number, of: number) => string)[] = [
  (year, month, of) => `${year}年${month}月${of}日`,
  (year, month, of) => kanjiDigits(`${year}年${month}月${of}日`),
  (year, month, of) => `昭和${year - 1925}年${month}月${of}日`,
  (year, month, of) => `h${year - 1988}/${month}/${of}`,
  (_, month, of) => `R元.${month}.${of}`,
  (year, month, of) => `'${String(year % 100).padStart(2, '0')}.${month}.${of}`,
  (year, month, of) => `${of} ${MONTHS[month - 1] ?? ''} ${year}`,
  (year, month, of) => `${month}/${of}/${year}`,
];

/** A record and texts of it: its own values as people write them, and what stands around and instead of them. */
const cases = record.chain((each) => {
  const values = textsAt(each);
  const own = fc
    .tuple(fc.constantFrom('', ...values), fc.constantFrom(...WRITINGS))
    .map(([value, write]) => write(value));
  const births = values.filter((value) => /^\d{4}-\d{2}-\d{2}$/.test(value));
  const birth = fc.tuple(fc.constantFrom('2019-01-01', ...births), fc.constantFrom(...DAYS)).map(([value, write]) => {
    const [year = 0, month = 0, of = 0] = value.split('-').map(Number);
    return write(year, month, of);
  });
  const text = fc.array(fc.oneof(own, birth, written), { maxLength: 4 }).map((parts) => parts.join(''));
  return fc.record({
    record: fc.constant(each),
    texts: fc.array(text, { minLength: 5, maxLength: 5 }).map((some) => [...values, ...some]),
  });
});

describe('the scan finds what a plain search finds', () => {
  it('in any text of any record', () => {
    let found = 0;
    fc.assert(
      fc.property(cases, ({ record, texts }) => {
        const scan = scanner(record);
        for (const text of texts) {
          const [finds, plain] = [scan(text), plainSearch(record, text)];
          if (!isDeepStrictEqual(finds, plain)) expect(finds).toEqual(plain);
          found += finds.length;
        }
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(4_000);
  });

  it('beside every unit', () => {
    const record = { customer: { name: 'Li 蓮' }, vehicle: { vin: 'q1' } };
    const scan = scanner(record);
    for (let unit = 0; unit <= 0xffff; unit += 1) {
      const text = `${String.fromCharCode(unit)}li蓮${String.fromCharCode(unit)}Q1 蓮`;
      if (!isDeepStrictEqual(scan(text), plainSearch(record, text)))
        throw new Error(`beside ${unit.toString(16)} the scan finds otherwise`);
    }
  });

  const many = (count: number, value: (at: number) => string) => Array.from({ length: count }, (_, at) => value(at));
  it.each([
    ['words', 500, (count: number) => ({ email: many(count, (at) => `m${at}`) })],
    [
      'words of names',
      36,
      (count: number) => ({ name: many(count, (at) => `${String.fromCharCode(0x5000 + at)} ㈱`) }),
    ],
    ['numbers', 250, (count: number) => ({ telephone: many(count, (at) => `09010${String(at).padStart(6, '0')}`) })],
    [
      'values beside 600 that tell nothing',
      500,
      (count: number) => ({ id: many(600, () => '1'), email: many(count, (at) => `m${at}`) }),
    ],
  ])('up to as many %s as may be looked for', (_what, about, customerWith) => {
    const text = 'm1 m1@a.jp 倀様 090-1000-0001 1';
    const unsure = [-2, -1, 0, 1, 2].filter((more) => {
      const record = { customer: customerWith(about + more) };
      const finds = scanner(record)(text);
      expect(finds).toEqual(plainSearch(record, text));
      return finds === 'unsure';
    });
    expect(unsure.length).toBeGreaterThan(0);
    expect(unsure.length).toBeLessThan(5);
  });

  it.each([1_999, 2_000, 2_001])('of a value met %d times', (times) => {
    const record = { customer: { address: '渋谷' } };
    const text = '渋谷 '.repeat(times);
    expect(scanner(record)(text)).toEqual(plainSearch(record, text));
  });
});
