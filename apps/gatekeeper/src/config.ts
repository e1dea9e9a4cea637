// What the gatekeeper reads from its environment.
import { Type } from 'typebox';
import { HTTP_ENV, KAFKA_ENV, PSEUDONYM_ENV, STEP_ENV } from '#process';
import { GATEKEEPER_SLOT_PREFIX } from '#wire';

export const GATEKEEPER_ENV = Type.Object({
  ...HTTP_ENV,
  ...KAFKA_ENV,
  ...PSEUDONYM_ENV,
  /** Transactional id and static member name: stable across restarts, borne by one process at a time, known to the fence. */
  GATEKEEPER_SLOT: Type.String({
    pattern: `^${GATEKEEPER_SLOT_PREFIX}[0-9]{1,4}$`,
    description: `\`${GATEKEEPER_SLOT_PREFIX}\` and a number`,
  }),
  /** Whose certificates count: those of the console of this installation. */
  CERTIFICATE_PUBLIC_KEY: Type.String({
    pattern: '^[A-Za-z0-9_-]{59}$',
    description: 'an Ed25519 public key, SPKI DER as base64url (59 characters)',
  }),
  /** For tests alone: where the process kills, and where it freezes itself. */
  GATEKEEPER_CRASH_AT: Type.Optional(STEP_ENV),
  GATEKEEPER_FREEZE_AT: Type.Optional(STEP_ENV),
});
