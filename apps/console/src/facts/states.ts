// How a controller states a fact: who calls, in which role, under which key.
import { callerOf, requireRole, type Role } from '#auth';
import type { FactType } from '#wire';
import type { AccessKeeper, KafkaCredential } from '../access/access-keeper.js';
import type { FactDesk, Stated } from './fact-desk.js';

/** The request as far as a statement reads it. */
export interface StatingRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The answer; `credential` once, to whoever made a member's user come into being. */
export type StatedAnswer = Stated & { readonly credential?: KafkaCredential };

/** Who may state facts unless a route says otherwise. */
const DPO: readonly Role[] = ['dpo'];

export async function stateFact(
  { desk, access }: { desk: FactDesk; access: AccessKeeper },
  request: StatingRequest,
  type: FactType,
  body: object,
  { pathId, roles = DPO }: { pathId?: string; roles?: readonly Role[] } = {},
): Promise<StatedAnswer> {
  const caller = callerOf(request);
  requireRole(caller, ...roles);
  const key = request.headers['idempotency-key'];
  const stated = await desk.state({
    type,
    body,
    client: caller.clientId,
    ...(pathId === undefined ? {} : { pathId }),
    ...(key === undefined ? {} : { idempotencyKey: String(key) }),
  });
  const credential = typeof stated.data.recipient === 'string' ? access.takeCredential(stated.data.recipient) : null;
  return credential === null ? stated : { ...stated, credential };
}
