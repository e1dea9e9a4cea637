// What withholds for want of a consent or an order that reaches so far, in words.
import type { ReasonWords } from './shape.js';

export const GROUNDS = {
  consent_absent: {
    clauses: ['3(1)'],
    en: {
      short: 'no consent',
      why: 'No consent of the customer is on file.',
      change: 'A written or electronic consent naming recipient, item and purpose would permit later records.',
    },
    ja: {
      short: '同意なし',
      why: '本人の同意が一つも登録されていません。',
      change: '提供先・項目・目的を示した書面等の同意が得られると、その後の記録から提供できます。',
    },
  },
  consent_wrong_recipient: {
    clauses: ['3(1)'],
    en: {
      short: 'other recipient',
      why: 'The customer consented, but not to this recipient.',
      change: 'A consent that names this recipient or its kind would permit it.',
    },
    ja: {
      short: '同意の提供先が違う',
      why: '本人の同意はありますが、この提供先を挙げていません。',
      change: 'この提供先（またはその種別）を挙げた同意が得られると、提供できます。',
    },
  },
  consent_wrong_item: {
    clauses: ['3(1)'],
    en: {
      short: 'other item',
      why: 'The customer consented, but not to this item.',
      change: 'A consent that names this item would permit it.',
    },
    ja: {
      short: '同意の項目が違う',
      why: '本人の同意はありますが、この項目を挙げていません。',
      change: 'この項目を挙げた同意が得られると、提供できます。',
    },
  },
  consent_wrong_purpose: {
    clauses: ['3(1)'],
    en: {
      short: 'other purpose',
      why: 'The customer consented, but not to this purpose.',
      change: 'A consent that names this purpose would permit it.',
    },
    ja: {
      short: '同意の目的が違う',
      why: '本人の同意はありますが、この利用目的を挙げていません。',
      change: 'この利用目的を挙げた同意が得られると、提供できます。',
    },
  },
  consent_oral: {
    clauses: ['3(1)'],
    en: {
      short: 'oral consent',
      why: 'The consent was given orally; it must be expressed in writing or electronically.',
      change: 'The same consent in writing or electronically would permit it.',
    },
    ja: {
      short: '口頭の同意',
      why: '同意が口頭のものです。書面等による明示の同意が必要です。',
      change: '書面または電磁的方法による同意が得られると、提供できます。',
    },
  },
  consent_late: {
    clauses: ['3(1)'],
    en: {
      short: 'not in advance',
      why: 'The consent is dated after this decision.',
      change: 'Records sent after the consent was given would be permitted.',
    },
    ja: {
      short: '事前の同意でない',
      why: '同意の日時が、この判断より後になっています。',
      change: '同意が得られた後に送られた記録から提供できます。',
    },
  },
  consent_withdrawn: {
    clauses: ['3(1)'],
    en: {
      short: 'withdrawn',
      why: 'The customer has withdrawn the consent.',
      change: 'A new consent would permit later records.',
    },
    ja: {
      short: '同意の撤回',
      why: '本人が同意を撤回しています。',
      change: '改めて同意が得られると、その後の記録から提供できます。',
    },
  },
  consent_not_specific: {
    clauses: ['3(1)'],
    en: {
      short: 'not specific',
      why: 'There is a consent, but none that names this very recipient.',
      change: 'A specific consent naming this recipient would permit it.',
    },
    ja: {
      short: '個別同意でない',
      why: '同意はありますが、この提供先を名指しした個別の同意ではありません。',
      change: 'この提供先を名指しした個別の同意が得られると、提供できます。',
    },
  },
  order_missing: {
    clauses: ['3(2)'],
    en: {
      short: 'no order',
      why: 'No law, order or decision asks for provision to this recipient.',
      change: 'An order, registered and approved by two people, would permit what it names.',
    },
    ja: {
      short: '命令なし',
      why: 'この提供先への提供を求める法令・命令・決定がありません。',
      change: '命令が登録され、二名が承認すると、その範囲で提供できます。',
    },
  },
  order_scope: {
    clauses: ['3(2)'],
    en: {
      short: 'outside the order',
      why: 'An order exists, but item, person or period is outside it, or it lacks two approvers.',
      change: 'An order that reaches this, approved by two people, would permit it.',
    },
    ja: {
      short: '命令の範囲外',
      why: '命令はありますが、項目・本人・期間のいずれかが外れているか、二名の承認がありません。',
      change: '二名の承認が揃い、範囲に入る命令があれば、提供できます。',
    },
  },
} as const satisfies ReasonWords;
