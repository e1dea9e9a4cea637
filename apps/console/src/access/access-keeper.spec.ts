// A member's password is told once, and only the one that counts.
import { describe, expect, it } from '@jest/globals';
import { clientIdOf } from '#wire';
import { type AccessTools, createAccessKeeper } from './access-keeper.js';

const FINANCE = 'bmw-japan-finance';
const USER = clientIdOf(FINANCE);

/** A keeper over a broker that knows passwords alone, and refuses a new one while it is down. */
function open() {
  const passwords = new Map<string, string>();
  const broker = { isDown: false };
  const nothing = () => Promise.resolve();
  const keeper = createAccessKeeper({
    admin: {
      ...{ ensureStreamTopic: nothing, grantStream: nothing, revokeStream: nothing, revokeUser: nothing },
      revokeStrays: () => Promise.resolve([]),
      upsertUser: (username: string, password: string) => {
        passwords.set(username, password);
        return broker.isDown ? Promise.reject(new Error('no answer')) : Promise.resolve();
      },
    },
    members: { all: () => Promise.resolve(new Map()), note: nothing },
    register: { streams: () => [], recipientStands: () => true },
    ...{ recipients: new Set([FINANCE]), streamsEver: new Set<string>(), sandboxPasswords: null },
    ...{ now: () => 0, onStrays: () => undefined },
  } as unknown as AccessTools);
  return { keeper, passwords, broker };
}

describe('the password of a member', () => {
  it('is told once', async () => {
    const { keeper, passwords } = open();
    await keeper.reconcile();
    expect(keeper.takeCredential(FINANCE)).toEqual({ username: USER, password: passwords.get(USER) });
    expect(keeper.takeCredential(FINANCE)).toBeNull();
  });

  it('is told no more once there is a newer one', async () => {
    const { keeper, passwords } = open();
    await keeper.reconcile();
    const renewed = await keeper.renewCredential(FINANCE);
    expect(renewed?.password).toBe(passwords.get(USER));
    expect(keeper.takeCredential(FINANCE)).toBeNull();
  });

  it('is told no more where nobody knows whether there is a newer one', async () => {
    const { keeper, broker } = open();
    await keeper.reconcile();
    broker.isDown = true;
    await expect(keeper.renewCredential(FINANCE)).rejects.toThrow('no answer');
    expect(keeper.takeCredential(FINANCE)).toBeNull();
  });
});
