// The address is the state: which page, which days, which filters, which language. Pure.
import type { Item, Reason, Share } from '#wire';

export type Language = 'ja' | 'en';

export interface Range {
  /** Asia/Tokyo days; `null`: today, whichever day it is. */
  readonly from: string | null;
  readonly to: string | null;
}

export interface Filters {
  readonly stream: string | null;
  readonly item: Item | null;
  readonly share: Share | null;
  readonly reason: Reason | null;
  readonly policy: string | null;
}

export type Page =
  | ({ readonly page: 'overview' } & Range)
  | ({ readonly page: 'flows' } & Range & Filters)
  | { readonly page: 'search' }
  /** `at`: the leaf looked at, `<stream>|<row>`. */
  | ({ readonly page: 'record'; readonly id: string; readonly at: string | null } & Range);

export type Address = Page & { readonly language: Language };

export const NO_FILTERS: Filters = { stream: null, item: null, share: null, reason: null, policy: null };
export const TODAY: Range = { from: null, to: null };

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WORD = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,299}$/;
const RECORD = /^\/decisions\/([^/]+)$/;
const FILTER_NAMES = ['stream', 'item', 'share', 'reason', 'policy'] as const;

/** What an address asks for; parts it cannot read are as if absent. Never throws. */
export function readAddress(pathname: string, search: string, preferred: Language): Address {
  const query = new URLSearchParams(search);
  const lang = query.get('lang');
  const language: Language = lang === 'ja' || lang === 'en' ? lang : preferred;
  const matching = (name: string, form: RegExp) => {
    const value = query.get(name);
    return value !== null && form.test(value) ? value : null;
  };
  const range: Range = { from: matching('from', DAY), to: matching('to', DAY) };
  if (pathname === '/flows') {
    // The server takes only what it knows; a word it does not is its problem to report.
    const filters = Object.fromEntries(FILTER_NAMES.map((name) => [name, matching(name, WORD)])) as unknown as Filters;
    return { page: 'flows', ...range, ...filters, language };
  }
  if (pathname === '/search') return { page: 'search', language };
  const id = RECORD.exec(pathname)?.[1];
  if (id !== undefined) return { page: 'record', id: decoded(id), at: query.get('at'), ...range, language };
  return { page: 'overview', ...range, language };
}

/** The address of a page, the same for the same state. */
export function hrefOf(address: Address): string {
  const query = new URLSearchParams();
  const add = (name: string, value: string | null) => {
    if (value !== null) query.set(name, value);
  };
  if (address.page !== 'search') {
    add('from', address.from);
    add('to', address.to === address.from ? null : address.to);
  }
  if (address.page === 'flows') for (const name of FILTER_NAMES) add(name, address[name]);
  if (address.page === 'record') add('at', address.at);
  query.set('lang', address.language);
  return `${pathOf(address)}?${query.toString()}`;
}

function pathOf(address: Address): string {
  switch (address.page) {
    case 'overview':
      return '/';
    case 'flows':
      return '/flows';
    case 'search':
      return '/search';
    case 'record':
      return `/decisions/${encodeURIComponent(address.id)}`;
  }
}

/** The query of the desk's API for these days and filters: `?from=…`, or nothing. */
export function queryOf(range: Range & Partial<Filters>, cursor: string | null = null): string {
  const query = new URLSearchParams();
  for (const name of ['from', 'to', ...FILTER_NAMES] as const) {
    const value = range[name];
    if (value !== null && value !== undefined) query.set(name, value);
  }
  if (cursor !== null) query.set('cursor', cursor);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
