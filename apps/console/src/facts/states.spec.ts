// Who is told a member's new password when a fact is stated.
import { BearerGuard, type Caller, type Role } from '#auth';
import type { ExecutionContext } from '@nestjs/common';
import { describe, expect, it } from '@jest/globals';
import type { AccessKeeper } from '../access/access-keeper.js';
import type { FactDesk } from './fact-desk.js';
import { stateFact, type StatingRequest } from './states.js';

const CREDENTIAL = { username: 'insurer-x', password: 'told once' };

async function requestOf(role: Role): Promise<StatingRequest> {
  const request: StatingRequest = { headers: {} };
  const caller: Caller = { clientId: role, party: null, roles: [role] };
  const context = { switchToHttp: () => ({ getRequest: () => request }) } as unknown as ExecutionContext;
  await new BearerGuard(() => Promise.resolve(caller)).canActivate(context);
  return request;
}

const tools = () => {
  let issued: typeof CREDENTIAL | null = CREDENTIAL;
  const access = {
    takeCredential() {
      const taken = issued;
      issued = null;
      return taken;
    },
  };
  const desk = { state: () => Promise.resolve({ data: { recipient: 'insurer:x' } }) };
  return { desk: desk as unknown as FactDesk, access: access as unknown as AccessKeeper };
};

describe('a password that waits to be told', () => {
  it('is not carried off by an approval, and goes with the next statement of the DPO, once', async () => {
    const given = tools();
    const roles: readonly Role[] = ['dpo', 'dpo-approver'];
    const approver = await requestOf('dpo-approver');
    const dpo = await requestOf('dpo');
    expect(await stateFact(given, approver, 'order-approved', {}, { roles })).not.toHaveProperty('credential');
    expect(await stateFact(given, dpo, 'order-approved', {}, { roles })).toHaveProperty('credential', CREDENTIAL);
    expect(await stateFact(given, dpo, 'order-approved', {}, { roles })).not.toHaveProperty('credential');
  });
});
