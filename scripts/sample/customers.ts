// Customers without a word on file: most of a workshop's day. Invented like the cast.
import type { Person } from './cast.ts';
import { createRandom, type Random } from './random.ts';

const FAMILY: readonly (readonly [string, string])[] = [
  ['綾瀬', 'アヤセ'],
  ['五十嵐', 'イガラシ'],
  ['柏木', 'カシワギ'],
  ['九条', 'クジョウ'],
  ['榊原', 'サカキバラ'],
  ['東雲', 'シノノメ'],
  ['瀬戸', 'セト'],
  ['月岡', 'ツキオカ'],
  ['長谷部', 'ハセベ'],
  ['日向', 'ヒナタ'],
  ['藤堂', 'トウドウ'],
  ['御影', 'ミカゲ'],
  ['柳', 'ヤナギ'],
  ['若宮', 'ワカミヤ'],
];
const GIVEN: readonly (readonly [string, string])[] = [
  ['翼', 'ツバサ'],
  ['茜', 'アカネ'],
  ['颯太', 'ソウタ'],
  ['文乃', 'アヤノ'],
  ['慎一', 'シンイチ'],
  ['玲子', 'レイコ'],
  ['大河', 'タイガ'],
  ['百合', 'ユリ'],
  ['圭', 'ケイ'],
  ['沙羅', 'サラ'],
];
const PLACES: Readonly<Record<string, readonly (readonly [string, string, string])[]>> = {
  D001: [
    ['160-0022', '東京都', '新宿区新宿'],
    ['141-0021', '東京都', '品川区上大崎'],
    ['210-0007', '神奈川県', '川崎市川崎区駅前本町'],
  ],
  D002: [
    ['461-0005', '愛知県', '名古屋市東区東桜'],
    ['440-0075', '愛知県', '豊橋市花田町'],
    ['510-0075', '三重県', '四日市市安島'],
  ],
  D003: [
    ['550-0005', '大阪府', '大阪市西区西本町'],
    ['662-0971', '兵庫県', '西宮市和上町'],
    ['600-8216', '京都府', '京都市下京区東塩小路町'],
  ],
};
const OCCUPATIONS = ['会社員', '自営業', '会社役員', '公務員', '主婦', '医師', '学生', undefined];
const VIN_LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ';
/** World manufacturer and model as in a VIN's first nine places; the tenth is `0` on most cars for Japan. */
const MODELS = ['WBA5R1209', 'WBA8E3200', 'WBY8P2204', 'WBAJU4206', 'WMWXU3206', 'WMWXS7204', 'WBS8M9209'];

/** The same customer for the same dealer and number, whatever the day. */
export function customerOf(dealerCode: string, number: number): Person {
  const random = createRandom('customer', dealerCode, number);
  const [family, familyKana] = random.pick(FAMILY);
  const [given, givenKana] = random.pick(GIVEN);
  const [postalCode, prefecture, city] = random.pick(PLACES[dealerCode] ?? []);
  const customerId = `C-${dealerCode.slice(-1)}${String(number).padStart(4, '0')}`;
  const suffix = `${dealerCode.slice(-1)}${String(number % 1000).padStart(3, '0')}`;
  const occupation = random.pick(OCCUPATIONS);
  return {
    dealerCode,
    customerId,
    vehicle: vinOf(random, number),
    name: `${family} ${given}`,
    nameKana: `${familyKana} ${givenKana}`,
    mobile: `${random.pick(['070', '080', '090'])}-0000-${suffix}`,
    ...(random.chance(0.4) ? { landline: `0${random.pick(['3', '6', '52'])}-0000-${suffix}` } : {}),
    ...(random.chance(0.7) ? { email: `${random.pick(['sora', 'kaze', 'umi', 'hoshi'])}${suffix}@example.jp` } : {}),
    bornOn: `${random.int(1945, 2003)}-${two(random.int(1, 12))}-${two(random.int(1, 28))}`,
    ...(occupation === undefined ? {} : { occupation }),
    address: [postalCode, prefecture, city, `0-${random.int(1, 9)}-${random.int(1, 30)}`],
  };
}

function vinOf(random: Random, number: number): string {
  const year = random.chance(0.7) ? '0' : random.pick(['K', 'L', 'M', 'N', 'P', 'R', 'S']);
  const plant = VIN_LETTERS.charAt(random.int(0, VIN_LETTERS.length - 1));
  return `${random.pick(MODELS)}${year}${plant}${random.digits(2)}${String(number).padStart(4, '0')}`;
}

const two = (value: number) => String(value).padStart(2, '0');
