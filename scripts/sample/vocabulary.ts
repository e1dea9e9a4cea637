// What workshops do and write: labour codes (7 digits), part numbers (11 digits, leading zeros kept), texts in Japanese and English.

export interface Operation {
  readonly labourCode: string;
  readonly flatRateUnits: number;
  readonly texts: readonly string[];
  readonly parts: readonly (readonly [partNumber: string, partName: string, quantity: number, unitPrice: number])[];
}

export const OPERATIONS: readonly Operation[] = [
  {
    labourCode: '0000600',
    flatRateUnits: 8,
    texts: ['エンジンオイル・フィルター交換、CBSリセット', 'Engine oil and filter changed, CBS reset'],
    parts: [
      ['11428575211', 'オイルフィルターセット', 1, 3960],
      ['83215A7EFA4', 'エンジンオイル 0W-20', 5, 2860],
      ['07119963151', 'ドレンプラグガスケット', 1, 220],
    ],
  },
  {
    labourCode: '3411000',
    flatRateUnits: 12,
    texts: [
      'フロントブレーキパッド交換。残厚3mm、ディスク摩耗限度内',
      'Front brake pads replaced, 3 mm left, discs within limits',
    ],
    parts: [
      ['34116850885', 'ブレーキパッドセット フロント', 1, 28_600],
      ['34356870355', '摩耗センサー', 1, 4180],
    ],
  },
  {
    labourCode: '3421200',
    flatRateUnits: 14,
    texts: ['リヤブレーキパッド・ディスク交換', 'Rear brake pads and discs replaced'],
    parts: [
      ['34216859917', 'ブレーキパッドセット リヤ', 1, 24_200],
      ['34206797598', 'ブレーキディスク リヤ', 2, 19_800],
      ['07129904215', '六角ボルト M8', 4, 330],
    ],
  },
  {
    labourCode: '6411670',
    flatRateUnits: 4,
    texts: ['マイクロフィルター交換', 'Cabin microfilter replaced', 'エアコンフィルター交換、臭気なしを確認'],
    parts: [['64119237555', 'マイクロフィルター', 1, 7150]],
  },
  {
    labourCode: '6121528',
    flatRateUnits: 6,
    texts: ['バッテリー交換、登録済み。電圧12.6V', 'Battery replaced and registered'],
    parts: [['61217604822', 'AGMバッテリー 90Ah', 1, 59_400]],
  },
  {
    labourCode: '0000556',
    flatRateUnits: 10,
    texts: ['法定12か月点検。下廻り、ブレーキ、灯火類異常なし', '12-month statutory inspection, no findings'],
    parts: [],
  },
  {
    labourCode: '0000558',
    flatRateUnits: 24,
    texts: ['車検整備24か月点検一式。発炎筒期限切れにつき交換', 'Shaken: 24-month inspection, road flare replaced'],
    parts: [['82269412745', '発炎筒', 1, 880]],
  },
  {
    labourCode: '6300040',
    flatRateUnits: 5,
    texts: ['リコール対応作業（届出番号 外-0000）実施', 'Recall work carried out'],
    parts: [['01397972463', 'ラベル', 1, 0]],
  },
  {
    labourCode: '1211901',
    flatRateUnits: 15,
    texts: ['スパークプラグ4本交換。アイドリング不調解消', 'Spark plugs replaced, rough idle cured'],
    parts: [['12120040551', 'スパークプラグ', 4, 3410]],
  },
  {
    labourCode: '6111009',
    flatRateUnits: 9,
    texts: ['高電圧バッテリー点検。SoH 94%、絶縁抵抗正常', 'High-voltage battery checked, SoH 94 %'],
    parts: [],
  },
];

export interface Suggestion {
  readonly text: string;
  readonly labourCode: string;
  readonly partNumber?: string;
}

export const SUGGESTIONS: readonly Suggestion[] = [
  { text: 'リヤブレーキパッド残4mm、次回交換をお勧めします', labourCode: '3421200', partNumber: '34216859917' },
  { text: 'Front tyres worn to 3 mm, replacement advised before winter', labourCode: '3612021' },
  { text: 'ブレーキフルード交換時期（2年経過）', labourCode: '3400024', partNumber: '83132405977' },
  { text: 'ワイパーブレード劣化、拭き残りあり', labourCode: '6161500', partNumber: '61615A1CC30' },
  { text: 'オイル滲み（ロッカーカバー）。経過観察', labourCode: '1112031', partNumber: '11127588412' },
  { text: '12Vバッテリー劣化、始動電圧低下。交換をお勧めします', labourCode: '6121528', partNumber: '61217604822' },
  { text: 'Coolant hose swollen, replace at the next visit', labourCode: '1753110', partNumber: '17127535107' },
];

/** Fault memory entries: code, control unit, text. */
export const FAULTS: readonly (readonly [code: string, system: string, text: string])[] = [
  ['21A0C6', 'DME', '混合気 薄すぎ'],
  ['80293C', 'IHKA', '室内ブロワー 抵抗値範囲外'],
  ['4804B1', 'DSC', 'ホイールスピードセンサー 左前 信号なし'],
  ['030095', 'FLA', 'Camera view restricted temporarily'],
  ['805205', 'BDC', '12V battery deep discharge'],
  ['222A3D', 'EME', '絶縁抵抗 しきい値近傍'],
];

/** Measurements taken in a job: measure, unit, from, to. */
export const MEASURES: readonly (readonly [measure: string, unit: string, from: number, to: number])[] = [
  ['batteryVoltage', 'V', 11, 14],
  ['coolantTemperature', '°C', 70, 104],
  ['tyrePressureFrontLeft', 'kPa', 190, 260],
  ['brakePadFrontMm', 'mm', 2, 11],
  ['stateOfHealth', '%', 82, 100],
];

export const QUESTIONS: readonly (readonly [question: string, answers: readonly string[]])[] = [
  ['担当者の説明はいかがでしたか', ['とても良い', '良い', '普通']],
  ['次のお車のご予定はありますか', ['1年以内', '2年以内', '未定']],
  ['How did you learn of the campaign?', ['Web', 'Mail', 'At the dealer']],
];

export const AREAS = ['品川', '横浜', '名古屋', '豊田', '岡崎', '岐阜', '大阪', '神戸', '京都', '奈良'];
export const PLATE_KANA = ['あ', 'さ', 'す', 'な', 'の', 'ほ', 'み', 'ら'];
