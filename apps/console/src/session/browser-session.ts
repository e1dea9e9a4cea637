// The browser's session: the issuer's own access token, sealed in a cookie no script can read.
import type { GuardedRequest, Sealer, SessionToken } from '#auth';

/** A request may use the session when a page of ours sent it: by what browsers say of themselves, nothing a page can set. */
export function isFromOurPage({ method, headers }: GuardedRequest, origin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  return method === 'GET' || method === 'HEAD' || headers.origin === origin;
}

/** The cookie's value; `null` where the request has none. Never throws. */
export function cookieOf({ headers }: GuardedRequest, name: string): string | null {
  const { cookie } = headers;
  if (typeof cookie !== 'string') return null;
  for (const part of cookie.split(';')) {
    const [key, ...value] = part.trim().split('=');
    if (key === name) return value.join('=');
  }
  return null;
}

export interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly path: string;
  readonly sameSite: 'Strict' | 'Lax';
  /** Seconds; 0 takes it away. */
  readonly maxAgeS: number;
  readonly secure: boolean;
}

/** A `Set-Cookie` header. */
export function setCookie({ name, value, path, sameSite, maxAgeS, secure }: Cookie): string {
  return `${name}=${value}; Path=${path}; Max-Age=${maxAgeS}; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`;
}

/** Browsers keep 4,096 bytes of a cookie, its name and attributes included. */
const PART_LENGTH = 3_800;
/** Together they stay well below the 16 KB of headers that are read of a request. */
const MOST_PARTS = 3;

const nameOfPart = (name: string, index: number) => (index === 0 ? name : `${name}-${index + 1}`);

/** True for a value that {@link setInParts} keeps whole. */
export const fitsInParts = (value: string): boolean => value.length <= PART_LENGTH * MOST_PARTS;

/** `Set-Cookie` headers of a value that may be longer than a cookie: each part in one of its own; those it does not need are taken away. */
export function setInParts(cookie: Cookie): string[] {
  return Array.from({ length: MOST_PARTS }, (_, index) => {
    const value = cookie.value.slice(index * PART_LENGTH, (index + 1) * PART_LENGTH);
    const maxAgeS = value === '' ? 0 : cookie.maxAgeS;
    return setCookie({ ...cookie, name: nameOfPart(cookie.name, index), value, maxAgeS });
  });
}

/** The value that was set in parts; `null` where the request has none. Never throws. */
export function joinedOf(request: GuardedRequest, name: string): string | null {
  const parts = Array.from({ length: MOST_PARTS }, (_, index) => cookieOf(request, nameOfPart(name, index)));
  return parts[0] === null ? null : parts.join('');
}

/** The token of the session a request brings, for the guard. */
export function createSessionToken(sealer: Sealer, cookieName: string, origin: string): SessionToken {
  return async (request) => {
    const sealed = joinedOf(request, cookieName);
    if (sealed === null || !isFromOurPage(request, origin)) return null;
    const token = (await sealer.open(sealed))?.token;
    return typeof token === 'string' ? token : null;
  };
}
