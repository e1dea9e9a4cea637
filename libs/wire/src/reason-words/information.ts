// What withholds because of the information itself: what it is, where it came from, when and whose, in words.
import type { ReasonWords } from './shape.js';

export const INFORMATION = {
  unmapped: {
    clauses: ['4(1)'],
    en: {
      short: 'unmapped field',
      why: 'A field the catalogue does not know, or a value of another form than expected.',
      change: 'It would be judged once the field is mapped to an item the policy lists.',
    },
    ja: {
      short: '未分類の欄',
      why: 'カタログにない欄、または想定と異なる形の値です。',
      change: '欄が項目に分類され、ポリシーの項目に当たると、改めて判断されます。',
    },
  },
  unlisted: {
    clauses: ['4(1)'],
    en: {
      short: 'not listed',
      why: 'The policy does not list this item.',
      change: 'Only a revised policy that lists the item would permit it; to an authority, an order that names it.',
    },
    ja: {
      short: 'ポリシーにない項目',
      why: 'ポリシーが挙げていない項目です。',
      change:
        'ポリシーの改定で項目に加えられない限り、提供できません。裁判所・行政機関には、命令がこれを挙げている場合に限り提供できます。',
    },
  },
  provenance: {
    clauses: ['4(1)'],
    en: {
      short: 'not from service',
      why: 'Not collected in the course of repair and maintenance.',
      change: 'It would be judged if sent as part of a job of repair or maintenance.',
    },
    ja: {
      short: '整備の過程の外',
      why: '点検・整備の過程で得られた情報ではありません。',
      change: '整備の作業に結び付いた記録として送られると、改めて判断されます。',
    },
  },
  not_in_scope: {
    clauses: ['4(2)', '3'],
    en: {
      short: 'outside scope',
      why: 'The policy does not permit this recipient, item and purpose together.',
      change: 'Only a revised and published policy would permit it.',
    },
    ja: {
      short: '提供の範囲外',
      why: 'この提供先・項目・目的の組み合わせを、ポリシーは認めていません。',
      change: 'ポリシーの改定と公表がない限り、提供できません。',
    },
  },
  statistics_only: {
    clauses: ['2(8)'],
    en: {
      short: 'statistics only',
      why: 'For this purpose only statistics may leave.',
      change: 'Nothing: single records may not go; statistics made of them may.',
    },
    ja: {
      short: '統計のみ可',
      why: 'この目的では、統計にした情報だけを提供できます。',
      change: '変わりません。個々の記録は提供できず、統計として作成したものだけが提供の対象です。',
    },
  },
  owner_mismatch: {
    clauses: ['4(1)'],
    en: {
      short: 'earlier owner',
      why: 'The vehicle has changed hands; the customer information in this record is of an earlier owner.',
      change: 'Nothing: only customer information of the present owner’s period may go.',
    },
    ja: {
      short: '以前の所有者の記録',
      why: '車両の所有者が替わっており、この記録のお客様情報は以前の所有者のものです。',
      change: '変わりません。お客様情報は、現在の所有者の時期のものだけが提供の対象です。',
    },
  },
  text_unsure: {
    clauses: ['5'],
    en: {
      short: 'text unsure',
      why: 'The text could not be cleared of personal data, so it stayed.',
      change: 'Sent as the next revision in shorter parts, it is searched again.',
    },
    ja: {
      short: '文章を確認できない',
      why: '文章に個人情報が含まれないことを確認できなかったため、提供しませんでした。',
      change: '文章を短く区切るなどして次の版を送ると、改めて確認されます。',
    },
  },
  prohibited: {
    clauses: ['2'],
    en: {
      short: 'never accepted',
      why: 'Individual numbers, card or bank numbers, special-care data: never accepted.',
      change: 'Nothing: the sender must leave it out.',
    },
    ja: {
      short: '受け付けない情報',
      why: '個人番号、カード・口座番号、要配慮個人情報など、受け付けない情報です。',
      change: '変わりません。登録元で記録から除いてください。',
    },
  },
  held_before_policy: {
    clauses: ['Updates'],
    en: {
      short: 'before the policy',
      why: 'The record is older than the first version of the policy.',
      change: 'Nothing: records from before the policy stay.',
    },
    ja: {
      short: 'ポリシー施行前の記録',
      why: '最初のポリシーが施行される前の記録です。',
      change: '変わりません。施行前の記録は提供の対象外です。',
    },
  },
  collected_under_earlier_notice: {
    clauses: ['Updates'],
    en: {
      short: 'earlier notice',
      why: 'The policy in force when it was collected did not permit this; a wider policy does not reach back.',
      change: 'Records collected under the present policy would be permitted.',
    },
    ja: {
      short: '以前の公表の下で取得',
      why: '取得した時のポリシーでは認められていなかった提供です。改定で広がった範囲は、さかのぼりません。',
      change: '改定後に取得した記録から提供できます。',
    },
  },
} as const satisfies ReasonWords;
