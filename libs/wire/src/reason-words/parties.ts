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
      change: 'Once the manager lifts the stop, the record’s next revision is judged.',
    },
    ja: {
      short: '全面停止中',
      why: '管理責任者が、すべての提供を止めています。',
      change: '管理責任者が停止を解いた後、記録の次の版が送られると判断されます。',
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
      why: '記録を登録したディーラーが、現行のポリシーを承諾していません。',
      change: 'ディーラーが現行のポリシーを承諾すると、次の版から判断されます。',
    },
  },
  erased: {
    clauses: ['6'],
    en: {
      short: 'erasure asked for',
      why: 'The customer asked for erasure: nothing of theirs is released any more.',
      change: 'Nothing: an erasure cannot be undone.',
    },
    ja: {
      short: '消去の求め',
      why: '本人から消去の求めがあり、以後は一切提供しません。',
      change: '変わりません。消去は取り消せません。',
    },
  },
  stop_cessation: {
    clauses: ['6'],
    en: {
      short: 'cessation of use',
      why: 'Provision, joint use included, is stopped at the customer’s request.',
      change: 'It would be judged again if the customer takes the request back.',
    },
    ja: {
      short: '利用停止',
      why: '本人の求めにより、提供（共同利用を含む）を停止しています。',
      change: '本人が利用停止の求めを取り下げると、改めて判断されます。',
    },
  },
  correction_pending: {
    clauses: ['6'],
    en: {
      short: 'correction pending',
      why: 'A correction of this item is under way.',
      change: 'Once the correction is done, the record’s next revision is judged.',
    },
    ja: {
      short: '訂正の手続き中',
      why: 'この項目について、訂正の手続きが進んでいます。',
      change: '訂正が完了した後、記録の次の版が送られると判断されます。',
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
