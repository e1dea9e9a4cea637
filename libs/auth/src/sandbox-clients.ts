// The sandbox's clients: what each one's token says, read from the credentials file the house wrote.
import { readFileSync } from 'node:fs';
import { clientIdOf, recipientKindOf } from '#wire';
import { ROLES, type Role } from './caller.js';

/** The part of `sandbox-credentials.json` an issuer reads. */
export interface SandboxCredentials {
  readonly issuer: string;
  readonly clients: Readonly<Record<string, SandboxClient>>;
  /** Who signs in to the desk; none in a file of before. */
  readonly people?: Readonly<Record<string, SandboxPerson>>;
}

export interface SandboxClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** A client people sign in through: where they come back to. It gets no token of its own. */
  readonly redirectUris?: readonly string[];
}

/** Somebody of the desk; the name is the role. */
export interface SandboxPerson {
  readonly username: string;
  readonly password: string;
}

const CODED = /^(dealer|insurer|subcontractor|authority)-(.+)$/;

/** Reads the credentials file. Throws when it cannot be read or is of another shape, without its content. */
export function readSandboxCredentials(file: string): SandboxCredentials {
  let parsed: Partial<SandboxCredentials>;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8')) as Partial<SandboxCredentials>;
  } catch {
    throw new Error('the file named by `SANDBOX_CREDENTIALS_FILE` cannot be read as JSON');
  }
  const clients = Object.values(parsed.clients ?? {});
  const whole = clients.every(({ clientId, clientSecret }) => Boolean(clientId) && Boolean(clientSecret));
  if (typeof parsed.issuer !== 'string' || clients.length === 0 || !whole) {
    throw new Error('the file named by `SANDBOX_CREDENTIALS_FILE` has no issuer or no whole clients');
  }
  return parsed as SandboxCredentials;
}

/** The recipient a client acts for: `dealer-D001` for `dealer:D001`; `null` for a client of the desk. Never throws. */
export function partyOf(clientId: string): string | null {
  if (rolesOf(clientId).length > 0) return null;
  const id = clientId.replace(CODED, '$1:$2');
  const kind = recipientKindOf(id);
  return kind === 'unknown' || kind === 'dealer-network' || clientIdOf(id) !== clientId ? null : id;
}

/** The roles of a client or a person of the desk: the id is the one role. Never throws. */
export function rolesOf(clientId: string): readonly Role[] {
  return ROLES.filter((role) => role === clientId);
}
