// The words of the language in use, for every part of the page.
import { createContext, useContext } from 'react';
import type { Item, Purpose, RecipientKind } from '#wire';
import type { Language } from '../address.js';
import { en } from './en.js';
import { ja } from './ja.js';
import type { Words } from './words.js';

const CATALOGUES: Readonly<Record<Language, Words>> = { ja, en };

export const LanguageContext = createContext<Language>('ja');

export function useWords(): { readonly words: Words; readonly language: Language } {
  const language = useContext(LanguageContext);
  return { words: CATALOGUES[language], language };
}

export function wordsOf(language: Language): Words {
  return CATALOGUES[language];
}

const KINDS: Readonly<Record<string, RecipientKind>> = {
  'bmw-japan': 'company',
  'bmw-japan-finance': 'finance',
  'dealer-network': 'dealer-network',
  'bmw-ag': 'headquarters',
};
const CODED: ReadonlySet<string> = new Set<RecipientKind>(['dealer', 'insurer', 'subcontractor', 'authority']);

/** `insurer:tokyo-demo` as people say it. */
export function recipientName(id: string, { names }: Words): string {
  const named = KINDS[id];
  if (named !== undefined) return names.recipients[named]('');
  const [kind = '', code = ''] = id.split(':', 2);
  return CODED.has(kind) && code !== '' ? names.recipients[kind as RecipientKind](code) : names.recipients.unknown(id);
}

/** A purpose as people say it; one the policy does not name as it is written. */
export function purposeName(purpose: string, { names }: Words): string {
  return Object.hasOwn(names.purposes, purpose) ? names.purposes[purpose as Purpose] : purpose;
}

/** The audience and the purpose of a stream's id; an audience holds no dot. */
export function partsOf(stream: string): { readonly audience: string; readonly purpose: string } {
  const dot = stream.indexOf('.');
  return dot === -1
    ? { audience: stream, purpose: '' }
    : { audience: stream.slice(0, dot), purpose: stream.slice(dot + 1) };
}

/** Items in the order of the policy, by its two lists and what is not listed. */
export const ITEM_GROUPS = {
  customer: ['address', 'name', 'date-of-birth', 'telephone', 'email', 'occupation', 'transaction', 'questionnaire'],
  vehicle: ['vin', 'work', 'activity', 'advice'],
  other: ['unlisted', 'prohibited'],
} as const satisfies Record<string, readonly Item[]>;
