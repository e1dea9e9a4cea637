// What the interim scan finds, cuts and leaves alone.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { cpuMs } from '../../../test/garbage/growth.ts';
import { scanner, LONGEST_TEXT } from './scanner.js';

const RECORD = {
  recordId: 'R1',
  customer: {
    id: 'CUST-00917',
    name: '髙橋 健太',
    nameKana: 'タカハシ ケンタ',
    address: {
      postalCode: '150-0001',
      prefecture: '東京都',
      city: '渋谷区',
      line1: '神宮前1-9-2',
      line2: '青山ハイツ 301',
    },
    dateOfBirth: '1980-01-05',
    telephone: ['03-3401-1234', '09011112222'],
    email: ['Kenta.T@Example.co.jp'],
  },
  vehicle: { registrationPlate: '品川 300 あ 12-34', vin: 'WBA8E9C50GK646123' },
};

/** The text with each union of finds of the item written as `[…]`. */
function marked(text: string, item: string, record: object = RECORD): string {
  const finds = scanner(record as never)(text);
  if (finds === 'unsure') return 'unsure';
  let result = '';
  let from = 0;
  let until = -1;
  for (const find of finds.filter((each) => each.item === item)) {
    if (find.start > until) result += text.slice(from, find.start) + '[…]';
    until = Math.max(until, find.end);
    from = until;
  }
  return result + text.slice(from);
}

describe('telephone numbers', () => {
  it.each([
    ['連絡先 090-1234-5678 まで', '連絡先 […] まで'],
    ['09012345678', '[…]'],
    ['０９０－１２３４－５６７８へ', '[…]へ'],
    ['090ー1234ー5678', '[…]'],
    ['090 1234 5678', '[…]'],
    ['090.1234.5678', '[…]'],
    ['090－ 1234－ 5678', '[…]'],
    ['(03)1234-5678', '[…]'],
    ['03（1234）5678', '[…]'],
    ['0120-269-437に電話', '[…]に電話'],
    ['0120-3298-14', '[…]'],
    ['〇九〇ー一二三四ー五六七八', '[…]'],
    ['+81 90 1234 5678', '[…]'],
    ['+81 (0)90-1234-5678', '[…]'],
    ['call +49 89 382-0 today, +1 (212) 555-0100', 'call […] today, […]'],
    ['0081-90-1234-5678', '[…]'],
    ['819012345678 と 00819012345678', '819012345678 と […]'],
    ['06-6123-4567/07-11-9-904-199', '[…]/07-11-9-904-199'],
  ])('%s', (text, expected) => {
    expect(marked(text, 'telephone', {})).toBe(expected);
  });

  it.each([
    '34116860907',
    '07 11 9 904 199',
    '0012345 0023456 0034567',
    '走行 12,345 km 2026-01-05 10:30',
    '01/02/2026 10:30',
    'トルク 120 Nm / 5W-30 4.5L',
    '2026年11月22日',
  ])('leaves alone: %s', (text) => {
    expect(marked(text, 'telephone', {})).toBe(text);
  });
});

describe('e-mail addresses', () => {
  it.each([
    ['mail: a.b+c@example.co.jp, thanks', 'mail: […], thanks'],
    ['ａｂｃ＠ｅｘａｍｐｌｅ．ｃｏｍまで', '[…]まで'],
    ['山田@例え.jp 宛', '山田@例え.jp 宛'],
    ['yamada@例え.jp 宛', '[…] 宛'],
    ['@ 5 bar, x@y', '@ 5 bar, x@y'],
  ])('%s', (text, expected) => {
    expect(marked(text, 'email', {})).toBe(expected);
  });
});

describe("the record's own values", () => {
  it.each([
    ['name', '髙橋健太様よりご依頼', '[…]様よりご依頼'],
    ['name', '髙橋　健太', '[…]'],
    ['name', '健太さん', '[…]さん'],
    ['name', 'ﾀｶﾊｼ ｹﾝﾀ', '[…]'],
    ['name', 'たかはし・けんた様', '[…]様'],
    ['name', 'タ カ ハ シ', '[…]'],
    ['address', '〒150-0001 東京都渋谷区神宮前１－９－２', '〒[…] […]'],
    ['address', '１５００００１', '[…]'],
    ['address', '青山ハイツ301へ納車', '[…]へ納車'],
    ['date-of-birth', '1980年1月5日生', '[…]生'],
    ['date-of-birth', '生年月日 S55.1.5', '生年月日 […]'],
    ['date-of-birth', '昭和55年 1月 5日', '[…]'],
    ['date-of-birth', '昭和五五年一月五日', '[…]'],
    ['date-of-birth', '1980/01/05 19800105 5 Jan 1980 January 5th, 1980 01/05/1980', '[…] […] […] […] […]'],
    ['date-of-birth', '1980/01/06', '1980/01/06'],
    ['telephone', '03の3401の1234', '[…]'],
    ['telephone', '+81-3-3401-1234', '[…]'],
    ['telephone', '3401 1234', '3401 1234'],
    ['email', 'KENTA.T@EXAMPLE.CO.JP', '[…]'],
    ['unlisted', '顧客 cust-00917', '顧客 […]'],
    ['unlisted', '品川300あ12-34', '[…]'],
    ['unlisted', 'ナンバー 品川 ３００ あ １２３４', 'ナンバー […]'],
    ['vin', '車台 wba8e9c50gk646123', '車台 […]'],
  ])('%s in %s', (item, text, expected) => {
    expect(marked(text, item)).toBe(expected);
  });

  it('finds a name of Latin letters as a word alone', () => {
    expect(marked('Light for li, LI wei and Liwei', 'name', { customer: { name: 'Li Wei' } })).toBe(
      'Light for […], […] and […]',
    );
  });

  it('finds a one-character name before an honorific', () => {
    expect(marked('林様、林道走行', 'name', { customer: { name: '林 修一' } })).toBe('[…]、林道走行');
  });
});

describe('a short part of a name', () => {
  const of = (name: string, nameKana?: string) => ({ customer: { name, ...(nameKana ? { nameKana } : {}) } });
  const REN = of('佐藤 蓮', 'サトウ レン');

  it.each([
    ['ドレンプラグ交換、ドレンﾊﾟｯｷﾝも', REN],
    ['オイルフィルター、オイルエレメント', of('入江 流', 'イリエ イル')],
    ['林道と森林を走行', of('林 修', 'ハヤシ オサム')],
    ['メモリー初期化', of('森 修', 'モリ オサム')],
    ['つまりとあまりの音', of('真理 愛', 'マリ アイ')],
    ['ﾄﾞﾚﾝﾌﾟﾗｸﾞ', REN],
    ['前後左右のタイヤ', of('前 太', 'マエ フト')],
  ])('is left in ordinary words: %s', (text, record) => {
    expect(marked(text, 'name', record)).toBe(text);
  });

  it.each([
    ['田中様ご来店', '[…]様ご来店', of('田中 蓮')],
    ['本日田中来店', '本日[…]来店', of('田中 蓮')],
    ['レンさんより', '[…]さんより', REN],
    ['ドレンレン様', 'ドレン[…]様', REN],
    ['担当レン、確認済み', '担当[…]、確認済み', REN],
    ['レンは不在', '[…]は不在', REN],
    ['れんは不在', '[…]は不在', REN],
    ['担当はれんです', '担当は[…]です', REN],
    ['ﾚﾝ 来店', '[…] 来店', REN],
    ['蓮、来店', '[…]、来店', REN],
    ['蓮と電話', '[…]と電話', REN],
    ['ドレン・レン', 'ドレン・[…]', REN],
  ])('is cut where it stands alone or before an honorific: %s', (text, expected, record) => {
    expect(marked(text, 'name', record)).toBe(expected);
  });
});

describe('a full name', () => {
  const HALF = new Map<string, string>();
  const [full, half] = [
    'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンッャュョァィゥェォー',
    'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝｯｬｭｮｧｨｩｪｫｰ',
  ];
  [...full].forEach((kana, at) => HALF.set(kana, [...half][at] ?? kana));
  const halved = (text: string) =>
    [...text.normalize('NFD')].map((each) => ({ '\u3099': 'ﾞ', '\u309A': 'ﾟ' })[each] ?? HALF.get(each) ?? each).join('');
  const hiragana = (text: string) => text.replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

  const kanji = fc.string({ unit: fc.constantFrom(...'田中森林蓮健太郎前高橋一'), minLength: 1, maxLength: 3 });
  const kana = fc.string({ unit: fc.constantFrom(...'レンマリイルドタカハシガプラ'), minLength: 1, maxLength: 4 });
  const name = fc.oneof(fc.tuple(kanji, kanji), fc.tuple(kana, kana), fc.tuple(kanji, kana));
  const between = fc.constantFrom('', ' ', '　', '・', '･', ' ・ ', '\u200b');
  const write = fc.constantFrom<(text: string) => string>(
    (text) => text,
    halved,
    hiragana,
    (text) => text.normalize('NFD'),
  );
  const around = fc.string({ unit: fc.constantFrom(...'ドレンプラグ森林前後のは、様 ー・A1'), maxLength: 6 });

  it('is never let through, whatever stands around it and between its parts', () => {
    fc.assert(
      fc.property(
        name,
        between,
        write,
        fc.boolean(),
        around,
        around,
        ([one, two], joint, as, turned, before, after) => {
          const parts = [as(one), as(two)];
          const written = (turned ? parts.reverse() : parts).join(joint);
          const text = `${before}${written}${after}`;
          const finds = scanner({ customer: { name: `${one} ${two}` } })(text);
          if (finds === 'unsure') throw new Error('unsure');
          const [start, end] = [before.length, before.length + written.length];
          expect(finds.some((find) => find.item === 'name' && find.start <= start && find.end >= end)).toBe(true);
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

describe('whatever stands between and around', () => {
  const VALUES: readonly (readonly [string, string])[] = [
    ['name', '髙橋健太'],
    ['name', 'タカハシ'],
    ['telephone', '03-3401-1234'],
    ['email', 'kenta.t@example.co.jp'],
    ['address', '神宮前1-9-2'],
    ['date-of-birth', '1980-01-05'],
  ];
  const widths = (text: string) => text.replace(/[!-~]/g, (each) => String.fromCharCode(each.charCodeAt(0) + 0xfee0));
  const writings: readonly ((text: string) => string)[] = [
    (text) => text,
    widths,
    (text) => text.toUpperCase(),
    (text) => text.normalize('NFD'),
    (text) => text.replaceAll('-', '‐'),
    (text) => text.replaceAll('-', '−'),
    (text) => text.replaceAll('-', '–'),
    (text) => [...text].join('\u200b'),
  ];

  it('finds every own value in every writing', () => {
    const around = fc.string({ unit: fc.constantFrom(...'、。様にをABあｱ「」%\u{1F697}'), maxLength: 8 });
    fc.assert(
      fc.property(
        fc.constantFrom(...VALUES),
        fc.constantFrom(...writings),
        around,
        around,
        ([item, value], write, before, after) => {
          const text = `${before}、${write(value)}、${after}`;
          const finds = scanner(RECORD)(text);
          if (finds === 'unsure') throw new Error('unsure');
          const [start, end] = [before.length + 1, before.length + 1 + write(value).length];
          const covered = finds.filter((find) => find.item === item && find.start <= start && find.end >= end);
          expect(covered.length).toBeGreaterThan(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('answers spans of the text, sorted, for any text at all', () => {
    const scan = scanner(RECORD);
    const any = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...'0901-+@.aタ健太 ーﾞか\u3099昭年月日') }),
    );
    fc.assert(
      fc.property(any, (text) => {
        const finds = scan(text);
        if (finds === 'unsure') throw new Error('unsure');
        finds.forEach(({ start, end }, at) => {
          expect(start >= 0 && start < end && end <= text.length).toBe(true);
          expect(start).toBeGreaterThanOrEqual(finds[at - 1]?.start ?? 0);
        });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('limits', () => {
  it('is unsure of a text too long to search', () => {
    expect(scanner({})('あ'.repeat(LONGEST_TEXT + 1))).toBe('unsure');
  });

  it('is unsure of a record with too much to look for', () => {
    const telephone = Array.from({ length: 600 }, (_, index) => `09010${String(index).padStart(6, '0')}`);
    expect(scanner({ customer: { telephone } })('x')).toBe('unsure');
  });

  it.each([
    ['words', Array.from({ length: 240 }, (_, more) => 'я'.repeat(more + 2)), 'я'],
    ['digits', Array.from({ length: 240 }, (_, more) => '1'.repeat(more + 6)), '1'],
    ['words of Latin letters', Array.from({ length: 240 }, (_, more) => 'a'.repeat(more + 2)), 'a'],
  ])('is unsure of a text that is all the record’s own %s, before it costs much', (_what, telephone, unit) => {
    const scan = scanner({ customer: { telephone } });
    const from = cpuMs();
    expect(scan(unit.repeat(10_000))).toBe('unsure');
    expect(cpuMs() - from).toBeLessThan(500);
  });

  it('lists every place of a value a text repeats as people do', () => {
    const finds = scanner(RECORD)('渋谷区 '.repeat(1_000));
    expect(finds).toHaveLength(1_000);
  });

  it('searches hostile texts in linear time', () => {
    const scan = scanner(RECORD);
    for (const unit of ['0', '0-', '@', 'a@', '1.1.', '昭', '+', '+1 ', 'カード', '090-', 'ﾞ', '4 4 4 ']) {
      const text = unit.repeat(LONGEST_TEXT).slice(0, LONGEST_TEXT);
      const from = cpuMs();
      scan(text);
      expect(cpuMs() - from).toBeLessThan(1_000);
    }
  });
});
