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

/** The token of the session a request brings, for the guard. */
export function createSessionToken(sealer: Sealer, cookieName: string, origin: string): SessionToken {
  return async (request) => {
    const sealed = cookieOf(request, cookieName);
    if (sealed === null || !isFromOurPage(request, origin)) return null;
    const token = (await sealer.open(sealed))?.token;
    return typeof token === 'string' ? token : null;
  };
}
