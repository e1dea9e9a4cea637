// How a controller states a fact: who calls, in which role, under which key.
import { callerOf, requireRole, type Role } from '#auth';
import type { FactType } from '#wire';
import type { AccessKeeper, KafkaCredential } from '../access/access-keeper.js';
import type { FactDesk, Stated } from './fact-desk.js';

/** The request as far as a statement reads it. */
export interface StatingRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** The answer; `credential` once, to the DPO whose statement came first after a member's user came into being. */
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
    ...{ client: caller.clientId, person: caller.person },
    ...(pathId === undefined ? {} : { pathId }),
    ...(key === undefined ? {} : { idempotencyKey: String(key) }),
  });
  // A password is for whoever may also renew it: an approver's statement about the same party must not carry it off.
  const { recipient } = stated.data;
  const isTold = caller.roles.includes('dpo') && typeof recipient === 'string';
  const credential = isTold ? access.takeCredential(recipient) : null;
  return credential === null ? stated : { ...stated, credential };
}
