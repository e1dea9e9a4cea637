// Checking access tokens: signature, issuer, audience, time, by the issuer's published keys.
import { createRemoteJWKSet, customFetch, errors, jwtVerify, type JWTVerifyGetKey } from 'jose';
import { GatewayError } from '#wire';
import { callerOfClaims, type Caller, type CallerClaims } from './caller.js';

/** Gives the caller of an `Authorization` header. Throws `GW_UNAUTHENTICATED`, or `GW_UNAVAILABLE` when the issuer cannot be asked. */
export type VerifyToken = (authorization: string | undefined) => Promise<Caller>;

export interface TokenVerifierOptions {
  /** Exactly as tokens and the issuer's discovery document write it. */
  readonly issuer: string;
  readonly audience: string;
}

/** Signature algorithms with public keys; never `none`, never a shared secret. */
export const TOKEN_ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

const BEARER = /^Bearer +([A-Za-z0-9._~+/=-]{1,16384}) *$/i;
const ISSUER_TIMEOUT_MS = 3_000;
const CLOCK_TOLERANCE_S = 5;

/**
 * A verifier that finds the issuer's keys by its discovery document at first use, keeps them, and asks again for a key
 * it does not know (at most every 30 s).
 */
export function createTokenVerifier({ issuer, audience }: TokenVerifierOptions): VerifyToken {
  let keys: Promise<JWTVerifyGetKey> | undefined;
  const findKeys = async (): Promise<JWTVerifyGetKey> => {
    keys ??= discoverKeys(issuer);
    try {
      return await keys;
    } catch (cause) {
      keys = undefined; // ask again with the next token
      throw cause;
    }
  };
  return async (authorization) => {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new GatewayError('GW_UNAUTHENTICATED', 'no bearer token was given');
    try {
      const { payload } = await jwtVerify(token, await findKeys(), {
        issuer,
        audience,
        algorithms: [...TOKEN_ALGORITHMS],
        requiredClaims: ['exp', 'client_id'],
        clockTolerance: CLOCK_TOLERANCE_S,
      });
      return callerOfClaims(payload as CallerClaims);
    } catch (cause) {
      throw asGatewayError(cause);
    }
  };
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetchTwice(url, { redirect: 'error', signal: AbortSignal.timeout(ISSUER_TIMEOUT_MS) });
  if (!response.ok) throw new IssuerUnreachable();
  const document = (await response.json()) as { issuer?: unknown; jwks_uri?: unknown };
  if (document.issuer !== issuer || typeof document.jwks_uri !== 'string') throw new IssuerUnreachable();
  return createRemoteJWKSet(new URL(document.jwks_uri), {
    timeoutDuration: ISSUER_TIMEOUT_MS,
    [customFetch]: fetchTwice,
  });
}

/** A connection kept from before the issuer restarted fails once; the second one is new. */
async function fetchTwice(url: string, options: RequestInit): Promise<Response> {
  try {
    return await fetch(url, options);
  } catch (cause) {
    if ((cause as Error).name !== 'TypeError') throw cause; // late, not cut off
    return fetch(url, options);
  }
}

class IssuerUnreachable extends Error {}

/** What is wrong with the token is 401; that the issuer's keys cannot be had is not the caller's fault. */
function asGatewayError(cause: unknown): GatewayError {
  if (cause instanceof GatewayError) return cause;
  if (cause instanceof errors.JWTExpired) return new GatewayError('GW_UNAUTHENTICATED', 'the token has expired');
  if (cause instanceof errors.JWTClaimValidationFailed) {
    // The name is one of those asked for; whoever connects a system needs it.
    return new GatewayError(
      'GW_UNAUTHENTICATED',
      `the token's \`${cause.claim}\` is missing or not the one expected here`,
    );
  }
  const ofToken =
    cause instanceof errors.JWTInvalid ||
    cause instanceof errors.JWSInvalid ||
    cause instanceof errors.JWSSignatureVerificationFailed ||
    cause instanceof errors.JOSEAlgNotAllowed ||
    cause instanceof errors.JOSENotSupported ||
    cause instanceof errors.JWKSNoMatchingKey;
  if (cause instanceof errors.JWKSMultipleMatchingKeys) {
    return new GatewayError('GW_UNAUTHENTICATED', 'the token names no key, and its issuer has several');
  }
  return ofToken
    ? new GatewayError('GW_UNAUTHENTICATED', 'the token is none that the issuer trusted here has signed')
    : new GatewayError('GW_UNAVAILABLE', 'the token issuer cannot be asked');
}
