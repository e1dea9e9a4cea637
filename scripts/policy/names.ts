// What the parts of a policy document are called in sentences, in English and Japanese.
type Name = readonly [en: string, ja: string];

const KINDS: Readonly<Record<string, Name>> = {
  version: ['the version', 'この版'],
  notice: ['the notice of joint use', '共同利用の公表事項'],
  contacts: ['the contacts', 'お問い合わせ先'],
  group: ['the group of items', '項目の区分'],
  item: ['the item', '項目'],
  recipient: ['the recipient', '提供先'],
  purpose: ['the purpose', '利用目的'],
  guard: ['the guard', '確認事項'],
  obligation: ['the obligation', '義務'],
  reading: ['the reading', '読み方'],
};

/** By path, without the language of a text. */
const FIELDS: Readonly<Record<string, Name>> = {
  effectiveOn: ['effective day', '施行日'],
  announcedOn: ['day of announcement', '公表日'],
  'revision.reason': ['reason for the revision', '改定の理由'],
  'revision.text': ['text of the reason for the revision', '改定の理由の文'],
  title: ['title', '表題'],
  source: ['source', '出典'],
  text: ['text', '文'],
  clause: ['clause', '条項'],
  'out-of-scope': ['clause that refuses the rest', '認めないときの条項'],
  group: ['group', '区分'],
  binds: ['bound parties', '義務を負う者'],
  'goes-with': ['range of cells', '対象となる組み合わせ'],
  cells: ['range of cells', '対象となる組み合わせ'],
  guards: ['range of guards', '対象となる確認事項'],
  contested: ['mark as contested', '異論の有無'],
  statement: ['statement', '共同利用する旨'],
  uses: ['items and purposes', '項目および利用目的'],
  'users.clause': ['clause of the range of users', '利用者の範囲の条項'],
  'users.recipients': ['range of users', '利用者の範囲'],
  'users.text': ['text of the range of users', '利用者の範囲の文'],
  'responsible-party.clause': ['clause of the responsible party', '管理責任者の条項'],
  'responsible-party.name': ["responsible party's name", '管理責任者の名称'],
  'responsible-party.address': ["responsible party's address", '管理責任者の住所'],
  'responsible-party.representative': ["responsible party's representative", '管理責任者の代表者'],
  address: ['address', '宛先'],
  'hours.since': ['first day of the hours', '受付時間の適用開始日'],
  'hours.weekdays.opens': ['opening time on weekdays', '平日の受付開始時刻'],
  'hours.weekdays.closes': ['closing time on weekdays', '平日の受付終了時刻'],
  'hours.weekends-and-holidays.opens': ['opening time on weekends and holidays', '土日祝日の受付開始時刻'],
  'hours.weekends-and-holidays.closes': ['closing time on weekends and holidays', '土日祝日の受付終了時刻'],
};

/** A centre's own name stands in its path. */
const CENTRE = /^centres\.(.+)\.(name|telephone)$/;
const ofCentre = (centre: string, field: string): Name =>
  field === 'name'
    ? [`name of the centre ${centre}`, `窓口 ${centre} の名称`]
    : [`telephone number of the centre ${centre}`, `窓口 ${centre} の電話番号`];

const ofLanguage = (name: Name, language: 'en' | 'ja') => name[language === 'en' ? 0 : 1];

/** Such as `the guard killed`. */
export function entityName({ kind, name }: { kind: string; name: string }, language: 'en' | 'ja'): string {
  const called = ofLanguage(KINDS[kind] ?? ['', ''], language);
  return name === '' ? called : language === 'en' ? `${called} ${name}` : `${called} ${name} `;
}

/** What the field at a path is called; a path without a name is its own. */
export function fieldName(path: string, language: 'en' | 'ja'): string {
  const [, centre, field] = CENTRE.exec(path) ?? [];
  const isOfCentre = centre !== undefined && field !== undefined;
  return ofLanguage(isOfCentre ? ofCentre(centre, field) : (FIELDS[path] ?? [path, path]), language);
}
