// Why an issuer gave no token: an OAuth error answer in words.
import { bodyOf, DeliveryProblem, problemIn } from './delivery-problem.js';

/** By `error`. Its `error_description` is the issuer's free text and stays out. @clause RFC 6749 5.2 */
const SENTENCES: ReadonlyMap<unknown, string> = new Map([
  ['invalid_client', 'the issuer refused the client id or secret: see that both are the ones it gave'],
  ['unauthorized_client', 'the issuer lets this client have no token by client credentials'],
  ['unsupported_grant_type', 'the issuer gives no tokens by client credentials'],
  ['invalid_request', 'the issuer cannot read the request: see that `tokenUrl` is its token endpoint'],
  ['invalid_scope', 'the issuer gives this client no token without a scope, and none is asked for'],
  ['invalid_grant', 'the issuer does not accept client credentials from this client'],
]);

/**
 * `OAUTH_<ERROR>` (`OAUTH_INVALID_CLIENT`) where the answer is one of OAuth; else the problem it holds; else `HTTP_<status>`.
 * Never throws.
 */
export async function tokenRefusalOf(response: Response): Promise<DeliveryProblem> {
  const body = await bodyOf(response);
  const sentence = SENTENCES.get(body['error']);
  if (sentence === undefined)
    return problemIn(body, response, 'the issuer gave no token: see that `tokenUrl` is its token endpoint');
  return new DeliveryProblem(response.status, `OAUTH_${String(body['error']).toUpperCase()}`, sentence);
}
