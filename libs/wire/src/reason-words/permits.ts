// What lets a leaf leave, or all of a text but a part, in words.
import type { ReasonWords } from './shape.js';

export const PERMITS = {
  joint_use: {
    clauses: ['3(3)+4(1)(b)+4(2)(b)', '4(1)(a)+4(2)(a)'],
    en: {
      short: 'joint use',
      why: 'Released: within the joint use made public, by item, user and purpose.',
      change: 'It ends if the public notice of joint use changes, or the customer asks for cessation.',
    },
    ja: {
      short: '共同利用',
      why: '公表している共同利用の範囲（項目・利用者・目的）に入るため、提供しました。',
      change: '共同利用の公表内容が変わるか、本人が利用停止を求めると、提供されなくなります。',
    },
  },
  company_purpose: {
    clauses: ['2(1)', '2(2)', '2(3)', '2(4)', '2(5)', '2(6)', '2(7)', '2(8)'],
    en: {
      short: 'Company purpose',
      why: 'Released: within the Company’s own purpose of use.',
      change: 'It ends if the customer asks for cessation.',
    },
    ja: {
      short: '当社の利用目的',
      why: '当社自身の利用目的に入るため、提供しました。',
      change: '本人が利用停止を求めると、提供されなくなります。',
    },
  },
  own_record: {
    clauses: ['4'],
    en: {
      short: 'own record',
      why: 'Released: the dealer that sent the record gets it back, which is no third-party provision.',
      change: 'It ends if the customer’s information is erased.',
    },
    ja: {
      short: '自店の記録',
      why: '記録を登録したディーラー自身への返却であり、第三者提供に当たりません。',
      change: '消去の求めがあると、返却もされなくなります。',
    },
  },
  consent: {
    clauses: ['3(1)'],
    en: {
      short: 'consent',
      why: 'Released: the customer consented beforehand to this recipient, item and purpose.',
      change: 'It ends the moment the customer withdraws the consent.',
    },
    ja: {
      short: '同意あり',
      why: 'この提供先・項目・目的を示した本人の同意が、あらかじめ得られています。',
      change: '本人が同意を撤回すると、その時から提供されなくなります。',
    },
  },
  specific_consent: {
    clauses: ['3(1)'],
    en: {
      short: 'specific consent',
      why: 'Released: the customer consented beforehand, naming this very recipient.',
      change: 'It ends the moment the customer withdraws the consent.',
    },
    ja: {
      short: '個別同意あり',
      why: 'この提供先を名指しした個別の同意が、あらかじめ得られています。',
      change: '本人が同意を撤回すると、その時から提供されなくなります。',
    },
  },
  entrusted: {
    clauses: ['3+5'],
    en: {
      short: 'entrusted',
      why: 'Released: an entrustment in force covers this item and purpose.',
      change: 'It ends with the entrustment, or when its audit is overdue.',
    },
    ja: {
      short: '委託',
      why: 'この項目と目的を定めた委託契約の範囲で提供しました。',
      change: '委託契約が終わるか、監査の期限を過ぎると、提供されなくなります。',
    },
  },
  legal_order: {
    clauses: ['2(10)+3(2)'],
    en: {
      short: 'legal order',
      why: 'Released: a law, or a court’s or authority’s order, approved by two people.',
      change: 'It ends with the period of the order.',
    },
    ja: {
      short: '法令に基づく提供',
      why: '法令または裁判所・行政機関の命令に基づき、二名の承認を経て提供しました。',
      change: '命令の期間が過ぎると、提供されなくなります。',
    },
  },
  embedded_personal_data: {
    clauses: ['3'],
    en: {
      short: 'personal data in text',
      why: 'Redacted: the part of the text that names personal data whose own item may not go.',
      change: 'A consent that covers the item named in the text would leave it in.',
    },
    ja: {
      short: '文中の個人情報',
      why: '文章に含まれる個人情報のうち、その項目の提供が認められない部分を伏せ字にしました。',
      change: '文中の情報に当たる項目について同意が得られると、伏せ字の対象から外れます。',
    },
  },
} as const satisfies ReasonWords;
