// The cast of the sandbox: whose consents stand in scripts/sandbox/facts.yaml, with names and numbers nobody has.
// Mobile numbers begin with 0?0-0000, landlines have 0000 for an exchange, mail is under example.jp: none can be anybody's.

export interface Person {
  readonly dealerCode: string;
  readonly customerId: string;
  /** A VIN, or a Japanese chassis number for cars imported in parallel. */
  readonly vehicle: string;
  readonly name: string;
  readonly nameKana: string;
  readonly mobile: string;
  readonly landline?: string;
  readonly email?: string;
  readonly bornOn: string;
  readonly occupation?: string;
  readonly address: readonly [postalCode: string, prefecture: string, city: string, line1: string, line2?: string];
}

const person = (
  customerId: string,
  vehicle: string,
  name: string,
  nameKana: string,
  bornOn: string,
  occupation: string,
  address: Person['address'],
): Person => ({
  dealerCode: `D00${customerId.slice(2, 3)}`,
  customerId,
  vehicle,
  name,
  nameKana,
  bornOn,
  occupation,
  address,
  mobile: `090-0000-${customerId.slice(2)}`,
  landline: `03-0000-${customerId.slice(2)}`,
  email: `mail${customerId.slice(2)}@example.jp`,
});

/** In the order of the table in facts.yaml. */
export const CAST: readonly Person[] = [
  person('C-1001', 'WBA5R12090FH01001', '佐倉 朝陽', 'サクラ アサヒ', '1978-04-12', '会社員', [
    '100-0005',
    '東京都',
    '千代田区',
    '丸の内0-1-1',
  ]),
  person('C-1002', 'WBA5R12090FH01002', '水無瀬 千尋', 'ミナセ チヒロ', '1985-11-03', '自営業', [
    '150-0001',
    '東京都',
    '渋谷区',
    '神宮前0-2-5',
    '見本マンション302',
  ]),
  person('C-1003', 'WBY8P22040S001003', '北条 夏海', 'ホウジョウ ナツミ', '1990-07-21', '公務員', [
    '231-0023',
    '神奈川県',
    '横浜市中区',
    '山下町0-7',
  ]),
  person('C-1004', 'WBA5R12090FH01004', '鷹野 澄', 'タカノ キヨシ', '1962-01-30', '会社役員', [
    '106-0032',
    '東京都',
    '港区',
    '六本木0-3-9',
    '例示タワー1805',
  ]),
  person('C-1005', 'WMWXU32060TL01005', '小笠原 蓮', 'オガサワラ レン', '1995-09-09', '会社員', [
    '220-0012',
    '神奈川県',
    '横浜市西区',
    'みなとみらい0-4',
  ]),
  person('C-1006', 'WBA5R12090FH01006', '早乙女 光', 'サオトメ ヒカル', '1971-12-25', '医師', [
    '104-0061',
    '東京都',
    '中央区',
    '銀座0-8-15',
  ]),
  person('C-2001', 'WBA5R12090FH02001', '三枝 紬', 'サエグサ ツムギ', '1988-03-14', '会社員', [
    '460-0008',
    '愛知県',
    '名古屋市中区',
    '栄0-6-1',
  ]),
  person('C-2002', 'WBA5R12090FH02002', '真壁 航', 'マカベ ワタル', '1969-08-02', '自営業', [
    '450-0002',
    '愛知県',
    '名古屋市中村区',
    '名駅0-1-4',
    '見本ビル7階',
  ]),
  person('C-2003', 'WMWXU32060TL02003', '椎名 結衣', 'シイナ ユイ', '1999-05-17', '学生', [
    '464-0075',
    '愛知県',
    '名古屋市千種区',
    '内山0-9-2',
  ]),
  person('C-2004', 'WBA5R12090FH02004', '鳴海 岳', 'ナルミ ガク', '1974-10-28', '会社員', [
    '471-0025',
    '愛知県',
    '豊田市',
    '西町0-5',
  ]),
  person('C-2005', 'WBA5R12090FH02005', '桐生 美月', 'キリュウ ミヅキ', '1981-06-06', '弁護士', [
    '444-0059',
    '愛知県',
    '岡崎市',
    '康生通西0-2',
  ]),
  person('C-2006', 'WBY8P22040S002006', '成瀬 悠真', 'ナルセ ユウマ', '1992-02-11', '会社員', [
    '500-8833',
    '岐阜県',
    '岐阜市',
    '神田町0-3-8',
  ]),
  person('C-3001', 'WBA5R12090FH03001', '宇佐美 詩', 'ウサミ ウタ', '1987-01-19', '会社員', [
    '530-0001',
    '大阪府',
    '大阪市北区',
    '梅田0-1-3',
    '例示タワー2201',
  ]),
  person('C-3002', 'WBA5R12090FH03002', '緒方 仁', 'オガタ ジン', '1965-09-23', '団体職員', [
    '650-0021',
    '兵庫県',
    '神戸市中央区',
    '三宮町0-4-6',
  ]),
  person('C-3003', 'WMWXU32060TL03003', '冴島 葵', 'サエジマ アオイ', '1993-12-01', '会社員', [
    '604-8005',
    '京都府',
    '京都市中京区',
    '恵比須町0-7',
  ]),
  person('C-3004', 'WBA5R12090FH03004', '神崎 樹', 'カンザキ イツキ', '1976-07-07', '会社員', [
    '540-0002',
    '大阪府',
    '大阪市中央区',
    '大阪城0-1',
  ]),
  person('C-3005', '国[01]23456国', '八神 凪', 'ヤガミ ナギ', '1983-04-30', '自営業', [
    '630-8213',
    '奈良県',
    '奈良市',
    '登大路町0-2',
  ]),
];

/** One of the cast. Throws for a stranger. */
export function castOf(customerId: string): Person {
  const found = CAST.find((member) => member.customerId === customerId);
  if (!found) throw new Error(`\`${customerId}\` is not of the cast`);
  return found;
}
