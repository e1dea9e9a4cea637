// What withholds because of who asks and what for, and of what the parties or the customer have said, in words.
import type { ReasonWords } from './shape.js';

export const PARTIES = {
  purpose_missing: {
    clauses: ['2'],
    en: {
      short: 'no purpose',
      why: 'No purpose of use is stated.',
      change: 'A stream that states its purpose would be judged.',
    },
    ja: {
      short: '利用目的なし',
      why: '利用目的が示されていません。',
      change: '利用目的を示した提供の枠を設けると、改めて判断されます。',
    },
  },
  recipient_unknown: {
    clauses: ['3'],
    en: {
      short: 'unknown recipient',
      why: 'The recipient is none the policy names.',
      change: 'It would be judged under the id of a recipient the policy names.',
    },
    ja: {
      short: '不明な提供先',
      why: 'ポリシーが挙げるどの提供先にも当たりません。',
      change: 'ポリシーが挙げる提供先の名称（ID）で求められると、改めて判断されます。',
    },
  },
  recipient_inactive: {
    clauses: ['3'],
    en: {
      short: 'no contract',
      why: 'No Dealer Contract or insurer’s contract with this recipient is in force.',
      change: 'It would be judged once a contract is concluded and registered.',
    },
    ja: {
      short: '契約なし',
      why: '提供先との有効な契約（ディーラー契約または保険会社との契約）がありません。',
      change: '契約が結ばれ登録されると、改めて判断されます。',
    },
  },
  not_entrusted: {
    clauses: ['3'],
    en: {
      short: 'not entrusted',
      why: 'No entrustment in force covers this recipient, item and purpose.',
      change: 'An entrustment that names them, with its audit done, would permit it.',
    },
    ja: {
      short: '委託の範囲外',
      why: 'この提供先・項目・目的を定めた有効な委託契約がありません。',
      change: '範囲を定めた委託契約が結ばれ、監査が済むと、提供できます。',
    },
  },
  killed: {
    clauses: ['4(3)'],
    en: {
      short: 'all stopped',
      why: 'The responsible manager has stopped all provision.',
      change: 'It is judged again once the manager lifts the stop.',
    },
    ja: {
      short: '全面停止中',
      why: '管理責任者が、すべての提供を止めています。',
      change: '管理責任者が停止を解くと、再び判断されます。',
    },
  },
  policy_not_accepted: {
    clauses: ['4(3)'],
    en: {
      short: 'policy not accepted',
      why: 'The dealer that sent the record has not accepted the policy in force.',
      change: 'It would be judged once the dealer accepts the policy in force.',
    },
    ja: {
      short: 'ポリシー未承諾',
      why: '記録を登録した販売店が、現行のポリシーを承諾していません。',
      change: '販売店が現行のポリシーを承諾すると、改めて判断されます。',
    },
  },
  erased: {
    clauses: ['6'],
    en: {
      short: 'erased',
      why: 'The information was erased at the customer’s request.',
      change: 'Nothing: an erasure cannot be undone.',
    },
    ja: {
      short: '消去済み',
      why: '本人の求めにより、情報が消去されています。',
      change: '変わりません。消去は取り消せません。',
    },
  },
  stop_cessation: {
    clauses: ['6'],
    en: {
      short: 'cessation of use',
      why: 'Use and provision are stopped at the customer’s request.',
      change: 'It would be judged again if the customer takes the request back.',
    },
    ja: {
      short: '利用停止',
      why: '本人の求めにより、利用と第三者提供を停止しています。',
      change: '本人が利用停止の求めを取り下げると、改めて判断されます。',
    },
  },
  correction_pending: {
    clauses: ['6'],
    en: {
      short: 'correction pending',
      why: 'A correction of this item is under way.',
      change: 'It is judged again once the correction is done and the record is sent again.',
    },
    ja: {
      short: '訂正の手続き中',
      why: 'この項目について、訂正の手続きが進んでいます。',
      change: '訂正が完了し、記録が送り直されると、改めて判断されます。',
    },
  },
  not_requested: {
    clauses: ['2'],
    en: {
      short: 'not asked for',
      why: 'The recipient did not ask for this item.',
      change: 'It would be judged if the stream asked for the item.',
    },
    ja: {
      short: '提供先が求めていない',
      why: '提供先は、この項目を求めていません。',
      change: '提供の枠にこの項目が加えられると、改めて判断されます。',
    },
  },
} as const satisfies ReasonWords;
