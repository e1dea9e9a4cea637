// Access tokens of the sandbox's clients, by OAuth 2.0 client credentials.
import type { House } from '../../scripts/house/house.ts';

/** What is needed of a house to ask its issuer. */
export interface Issued {
  readonly urls: Pick<House['urls'], 'issuer'>;
  readonly credentials: House['credentials'];
}

/** Rejects when the issuer refuses. `scope` and the like are the issuer's defaults. */
export async function fetchToken({ urls, credentials }: Issued, client: string): Promise<string> {
  const known = credentials.clients[client];
  if (!known) throw new Error(`the sandbox has no client \`${client}\``);
  const basic = Buffer.from(`${known.clientId}:${known.clientSecret}`).toString('base64');
  const response = await fetch(`${urls.issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  if (!response.ok) throw new Error(`the issuer refuses \`${client}\` (${response.status})`);
  return ((await response.json()) as { access_token: string }).access_token;
}
