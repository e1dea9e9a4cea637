// Signing people in: OpenID Connect, authorization code with PKCE, by openid-client.
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretBasic,
  type Configuration,
  discovery,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';

export interface PersonSignInOptions {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where the issuer sends people back to. */
  readonly redirectUri: string;
}

/** What must be remembered between leaving and coming back. */
export interface SignInUnderWay {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export interface PersonSignIn {
  /** Where to send the browser. Rejects when the issuer cannot be asked. */
  begin(language: string): Promise<{ readonly url: URL; readonly underWay: SignInUnderWay }>;
  /** The access token, and how long it holds in seconds. Rejects for whatever does not fit what was begun. */
  finish(cameBackTo: URL, underWay: SignInUnderWay): Promise<{ readonly token: string; readonly ttlS: number }>;
}

const SCOPE = 'openid gateway';
const DEFAULT_TTL_S = 3_600;
const ISSUER_TIMEOUT_S = 5;

/** Asks the issuer's discovery document at first use. A password is asked for each time: signing out is signing out. */
export function createPersonSignIn({ issuer, clientId, clientSecret, redirectUri }: PersonSignInOptions): PersonSignIn {
  let known: Promise<Configuration> | undefined;
  const configuration = async (): Promise<Configuration> => {
    known ??= discovery(new URL(issuer), clientId, undefined, ClientSecretBasic(clientSecret), {
      timeout: ISSUER_TIMEOUT_S,
      ...(issuer.startsWith('http:') ? { execute: [allowInsecureRequests] } : {}),
    });
    try {
      return await known;
    } catch (cause) {
      known = undefined;
      throw cause;
    }
  };
  return {
    async begin(language) {
      const underWay = { verifier: randomPKCECodeVerifier(), state: randomState(), nonce: randomNonce() };
      const url = buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope: SCOPE,
        code_challenge: await calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: 'S256',
        state: underWay.state,
        nonce: underWay.nonce,
        prompt: 'login',
        ui_locales: language,
      });
      return { url, underWay };
    },
    async finish(cameBackTo, { verifier, state, nonce }) {
      const tokens = await authorizationCodeGrant(await configuration(), cameBackTo, {
        pkceCodeVerifier: verifier,
        expectedState: state,
        expectedNonce: nonce,
        idTokenExpected: true,
      });
      return { token: tokens.access_token, ttlS: tokens.expires_in ?? DEFAULT_TTL_S };
    },
  };
}
