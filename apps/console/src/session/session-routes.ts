// Signing in and out: `/session/start`, `/session/callback`, `/session/end`.
import { createPersonSignIn, createSealer, type Sealer, type SessionToken, type VerifyToken } from '#auth';
import { type Logger, toProblem } from '#process';
import { GatewayError, isJsonObject, problem } from '#wire';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { cookieOf, createSessionToken, fitsInParts, isFromOurPage, setCookie, setInParts } from './browser-session.js';

export interface SessionOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where people open the desk, without a path. */
  readonly deskUrl: string;
  /** Seals sessions; without it they end with the process. */
  readonly secret: string | undefined;
  readonly verify: VerifyToken;
  readonly logger: Logger;
}

export interface BrowserSessions {
  readonly sessionToken: SessionToken;
  addRoutes(instance: FastifyInstance): void;
}

const UNDER_WAY_S = 600;
const DESK_ROLES = ['dpo', 'auditor'] as const;

export function createBrowserSessions(options: SessionOptions): BrowserSessions {
  const { verify, logger } = options;
  const { origin, host, protocol } = new URL(options.deskUrl);
  const secure = protocol === 'https:';
  const names = secure
    ? { session: '__Host-desk-session', underWay: '__Secure-desk-sign-in' }
    : { session: 'desk-session', underWay: 'desk-sign-in' };
  const signIn = createPersonSignIn({ ...options, redirectUri: `${origin}/session/callback` });
  const sealer: Sealer = createSealer('desk-session', options.secret);
  const passing: Sealer = createSealer('desk-sign-in', options.secret);
  const session = (value: string, maxAgeS: number) =>
    setInParts({ name: names.session, value, path: '/', sameSite: 'Strict', maxAgeS, secure });
  const underWay = (value: string, maxAgeS: number) =>
    setCookie({ name: names.underWay, value, path: '/session', sameSite: 'Lax', maxAgeS, secure });

  // A fault of a sign-in is shown by the desk's own page, which says what to do.
  const refuse = (reply: FastifyReply, why: 'failed' | 'not-allowed' | 'token-too-long', err?: unknown) => {
    logger.warn({ event: 'sign-in-failed', reason: why, err });
    return reply.header('set-cookie', underWay('', 0)).redirect(`/?sign-in=${why}`, 303);
  };

  const start = async (query: unknown, reply: FastifyReply) => {
    const wanted = isJsonObject(query) ? query : {};
    const begun = await signIn.begin(wanted.lang === 'ja' ? 'ja' : 'en');
    const kept = await passing.seal({ ...begun.underWay, back: pathOf(wanted.back, origin) }, UNDER_WAY_S);
    return reply.header('set-cookie', underWay(kept, UNDER_WAY_S)).redirect(begun.url.href, 303);
  };
  const callback = async (url: string, sealed: string | null, reply: FastifyReply) => {
    const begun = sealed === null ? null : await passing.open(sealed);
    if (begun === null) throw new GatewayError('GW_INVALID_REQUEST', 'no sign-in was begun here');
    const { verifier, state, nonce, back } = begun as Record<'verifier' | 'state' | 'nonce' | 'back', string>;
    const { token, ttlS } = await signIn.finish(new URL(url, origin), { verifier, state, nonce });
    const { roles, person } = await verify(`Bearer ${token}`);
    if (person === undefined || !DESK_ROLES.some((role) => roles.includes(role)))
      throw new GatewayError('GW_FORBIDDEN');
    const kept = await sealer.seal({ token }, ttlS);
    if (!fitsInParts(kept)) return refuse(reply, 'token-too-long');
    logger.info({ event: 'signed-in' });
    return reply
      .header('set-cookie', [...session(kept, ttlS), underWay('', 0)])
      .redirect(`${origin}${pathOf(back, origin)}`, 303);
  };

  return {
    sessionToken: createSessionToken(sealer, names.session, origin),
    addRoutes(instance) {
      const orBack = async (reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> => {
        try {
          return await work();
        } catch (err) {
          return refuse(reply, toProblem(err).code === 'GW_FORBIDDEN' ? 'not-allowed' : 'failed', err);
        }
      };
      instance.get('/session/start', (request, reply) =>
        // Cookies belong to one host name: whoever came by another goes on under the desk's own.
        request.headers.host === host
          ? orBack(reply, () => start(request.query, reply))
          : reply.redirect(`${origin}${request.url}`, 303),
      );
      instance.get('/session/callback', (request, reply) =>
        orBack(reply, () => callback(request.url, cookieOf(request, names.underWay), reply)),
      );
      instance.post('/session/end', (request, reply) => {
        if (!isFromOurPage(request, origin)) return reply.status(403).send(problem('GW_FORBIDDEN'));
        return reply.header('set-cookie', session('', 0)).status(204).send();
      });
    },
  };
}

/** A path of our own to go back to; the first page for anything else. One that begins with `//` would name another host. */
export function pathOf(wanted: unknown, origin: string): string {
  if (typeof wanted !== 'string' || !wanted.startsWith('/') || !URL.canParse(wanted, origin)) return '/';
  const url = new URL(wanted, origin);
  const isOurs = url.origin === origin && !url.pathname.startsWith('//') && !url.pathname.startsWith('/session');
  return isOurs ? `${url.pathname}${url.search}` : '/';
}
