// Who calls, as the token says it, and what a caller must be.
import { GatewayError, isDealerCode, recipientKindOf } from '#wire';

/** Roles of the data protection desk. */
export const ROLES = ['dpo', 'dpo-approver', 'auditor'] as const;

export type Role = (typeof ROLES)[number];

export interface Caller {
  readonly clientId: string;
  /** Who signed in, where a person did. */
  readonly person?: string;
  /** Recipient id the client acts for, such as `dealer:D001`; `null` for a client of the desk. */
  readonly party: string | null;
  readonly roles: readonly Role[];
}

/** Claims of an access token that say who calls. */
export interface CallerClaims {
  readonly client_id?: unknown;
  readonly gw_person?: unknown;
  readonly gw_party?: unknown;
  readonly gw_roles?: unknown;
}

/**
 * The caller of a verified token's claims. A party outside the table of recipients and a role nobody knows give nothing.
 * Throws `GW_UNAUTHENTICATED` without a `client_id`.
 */
export function callerOfClaims({ client_id, gw_person, gw_party, gw_roles }: CallerClaims): Caller {
  if (typeof client_id !== 'string' || client_id === '') {
    throw new GatewayError('GW_UNAUTHENTICATED', 'the token names no `client_id`');
  }
  const party = typeof gw_party === 'string' && recipientKindOf(gw_party) !== 'unknown' ? gw_party : null;
  const person = typeof gw_person === 'string' && gw_person !== '' ? { person: gw_person } : {};
  const named: unknown[] = Array.isArray(gw_roles) ? gw_roles : [];
  return { clientId: client_id, ...person, party, roles: ROLES.filter((role) => named.includes(role)) };
}

/** Throws `GW_FORBIDDEN` unless the caller has one of the roles. */
export function requireRole(caller: Caller, ...roles: readonly Role[]): void {
  if (!roles.some((role) => caller.roles.includes(role))) {
    throw new GatewayError('GW_FORBIDDEN', `needs the role ${roles.map((role) => `\`${role}\``).join(' or ')}`);
  }
}

/** The code of the dealer that calls: the dealer is who the token says. Throws `GW_FORBIDDEN` for anyone else. */
export function requireDealer(caller: Caller): string {
  const code = caller.party?.startsWith('dealer:') ? caller.party.slice('dealer:'.length) : undefined;
  if (!isDealerCode(code)) throw new GatewayError('GW_FORBIDDEN', 'only a dealer may do this');
  return code;
}
