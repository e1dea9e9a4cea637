// What is said of each reason, from its one home in the wire.
import type { Reason, ReasonText } from '#wire';
import { REASON_WORDS } from '../../../../../libs/wire/src/reason-words/index.js';
import type { Language } from '../address.js';

/** Every reason in one language. */
export function reasonsIn(language: Language): Readonly<Record<Reason, ReasonText>> {
  const reasons = Object.entries(REASON_WORDS).map(([reason, words]) => [reason, words[language]]);
  return Object.fromEntries(reasons) as Record<Reason, ReasonText>;
}
