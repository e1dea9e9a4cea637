// The sentences of the policy commands in Japanese.
import type { Granted, Saying, Words } from './words.ts';

const SECTIONS: Readonly<Record<string, string>> = {
  Preface: '前文',
  Updates: '「プライバシー・ステートメントの改定」',
};

const clause = (clauses: string) =>
  clauses
    .split('+')
    .map((part) => SECTIONS[part] ?? part.replace(/^(\d+)/, '第$1条'))
    .join('・');

const day = (text: string) => `${text.slice(0, 4)}年${Number(text.slice(5, 7))}月${Number(text.slice(8))}日`;

/** What a version does with a cell, before a comma or a full stop. */
const DOES: Readonly<Record<string, string>> = {
  'joint-use': '共同利用として提供でき、ほかに条件はない',
  'company-purpose': '当社自身の利用目的として利用でき、ほかに条件はない',
  'own-record': '記録を登録したディーラーに返却する',
  'with-consent': 'お客様の同意を要する',
  'with-specific-consent': 'お客様の個別の同意を要する',
  'with-entrustment': '業務委託契約を要する',
  'with-legal-order': '法令、命令または決定を要する',
  'statistics-only': '統計に限り提供できる',
};

const MAY: Readonly<Record<string, string>> = {
  'joint-use': 'あらかじめ公表した共同利用として提供でき、ほかに条件はない',
  'company-purpose': '当社自身の利用目的として利用でき、ほかに条件はない',
  'own-record': '記録を登録したディーラー自身への返却であって第三者提供に当たらず、ほかに条件はない',
  'with-consent':
    'お客様が、提供先（またはその種別）、項目および利用目的を示した同意を、あらかじめ書面または電磁的方法により与えている場合に提供できる',
  'with-specific-consent':
    'お客様が、この提供先を名指しし、項目および利用目的を示した個別の同意を、あらかじめ書面または電磁的方法により与えている場合に提供できる',
  'with-entrustment':
    '提供先、項目および利用目的を定めた業務委託契約が有効で、監査の期限を過ぎていない場合に提供できる',
  'with-legal-order': '提供先と項目を示す有効な法令、命令または決定があり、二名がこれを承認している場合に提供できる',
  'statistics-only': '個々の記録は提供できず、統計に限り提供できる',
};

const REASONS: Readonly<Record<string, string>> = {
  law: '法令の改正',
  'customer-request': 'お客様のご要望',
  'first-version': '最初の版',
};

const quoted = (text: string) => `「${text}」`;
const does = ({ id, grant, clause: of }: Granted) => `${id} では${DOES[grant ?? ''] ?? '提供しない'}（${clause(of)}）`;
const says = ({ id, value }: Saying) => `${id} では${value === null ? '記載がなく' : quoted(value)}`;
const LANGUAGES = { en: '（英語）', ja: '（日本語）' };

export const ja: Words = {
  language: 'ja',
  clause,
  day,
  reason: (reason) => REASONS[reason] ?? reason,
  inEffect: ({ effectiveOn, announcedOn }) =>
    effectiveOn === null || announcedOn === null
      ? '草案（施行日なし）'
      : `${day(effectiveOn)}施行、${day(announcedOn)}公表`,
  changes: ({ policy: before }, { policy: after }, count) =>
    count === 0 ? `${after} の内容は ${before} と同じ` : `${after} は ${before} と${count}か所で異なる`,
  cellChange: ({ items, recipient, purpose, purposeId }, before, after) =>
    `${items.map(quoted).join('')}の${quoted(recipient)}への提供（利用目的：${quoted(purpose)}${purposeId}）は、${does(before)}が、${does(after)}。`,
  fieldChange: ({ entity, field, text }, before, after) =>
    `${entity}の${field}${text === null ? '' : LANGUAGES[text]}は、${says(before)}、${says(after)}である。`,
  aloneIn: (id, entity, text) => `${entity}は ${id} にのみある：${quoted(text.replace(/。$/, ''))}。`,
  explain: {
    heading: (id, item, recipient, purpose) => `${id} による ${item} の ${recipient} への提供（${purpose}）`,
    item: '項目',
    recipient: '提供先',
    purpose: '利用目的',
    cell: (grant, of) => `${MAY[grant ?? ''] ?? '提供しない。この組み合わせを認める定めがない'}（${clause(of)}）。`,
    prohibited: (of) => `受け付けない情報であり、提供されることはない（${clause(of)}）。`,
    unlisted: (of) => `提供しない。ポリシーに掲載がない（${clause(of)}）。`,
    unknownPurpose: (purpose) => `${quoted(purpose)}はポリシーに定めのない目的として判断される。`,
    unknownRecipient: (recipient, of, known) =>
      `提供しない。${quoted(recipient)}はポリシーに定めのない提供先である（${clause(of)}）。定めのある提供先：${known.join('、')}。`,
    ownRecords: 'このディーラー自身が登録した記録',
    othersRecords: '他のディーラーが登録した記録',
    about: (label, text, of) => `${label}：${text}（${clause(of)}）`,
    heads: (heading) => `${heading}：`,
    guards: '次の場合には提供しない',
    guardsOfText: '次の場合には提供せず、または文章の一部を伏せ字にする',
    readings: '文面の読み方',
    contested: (name) => `${name}、異論がありうる`,
    obligations: 'あわせて行うべきこと',
    point: (text, of, name) => `${text}（${clause(of)}、${name}）`,
    obligation: (bound, text, of) => `${text}（${clause(of)}、義務を負う者：${bound.map(quoted).join('')}）`,
  },
};
