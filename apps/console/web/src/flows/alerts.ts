// Which notices ask somebody to look, and what is said of them. Pure.
import type { KeptNotice } from '#wire';
import type { Words } from '../words/words.js';

/** Kinds that stand until the app says otherwise; of the others what is told is over, and soon no news. */
const STANDING: ReadonlySet<string> = new Set(['loop', 'certificate']);
const NEWS_FOR_MS = 7 * 86_400_000;

/** An app that runs more than once, or speaks of one dealer, says so behind a dot. */
const kindOf = ({ kind }: KeptNotice): string => kind.split('.')[0] ?? '';

/** Newest first. `now`: epoch milliseconds. */
export function alertsOf(notices: readonly KeptNotice[], now: number): KeptNotice[] {
  return notices
    .filter(({ notice }) => notice.level === 'alert')
    .filter((one) => STANDING.has(kindOf(one)) || now - Date.parse(one.receivedAt) < NEWS_FOR_MS)
    .sort((a, b) => Date.parse(b.receivedAt) - Date.parse(a.receivedAt));
}

export function alertText(one: KeptNotice, { alerts }: Words): string {
  const { app, notice } = one;
  const told = {
    who: notice.slot ?? app,
    dealer: notice.dealer ?? '?',
    count: notice.count ?? 0,
    code: notice.code ?? notice.state ?? '?',
  };
  const kind = kindOf(one);
  return (Object.hasOwn(alerts.kinds, kind) ? alerts.kinds[kind]! : alerts.other)(told);
}
