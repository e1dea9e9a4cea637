// What the outbox and `control` learn of who states a fact, and what that one is told when nothing answers.
import { setTimeout as sleep } from 'node:timers/promises';
import { createPseudonyms } from '#process';
import { describe, expect, it } from '@jest/globals';
import { createFactDesk, type FactDeskTools, namedClient } from './fact-desk.js';

const pseudonyms = createPseudonyms(Buffer.alloc(32, 7).toString('base64url'));

describe('who states a fact', () => {
  it('is a client by its id', () => {
    expect(namedClient({ client: 'dpo' }, pseudonyms)).toBe('dpo');
  });

  it('is a person by a pseudonym, whatever the client they signed in through', () => {
    const named = namedClient({ client: 'desk', person: 'taro.example' }, pseudonyms);
    expect(named).toMatch(/^person:[A-Za-z0-9_-]{43}$/);
    expect(named).not.toContain('taro');
    expect(namedClient({ client: 'other', person: 'taro.example' }, pseudonyms)).toBe(named);
    expect(namedClient({ client: 'desk', person: 'hanako.example' }, pseudonyms)).not.toBe(named);
  });
});

describe('a statement that takes too long', () => {
  const late: object[] = [];
  const logger = { warn: (fields: object) => void late.push(fields) };
  const silent = () => new Promise<never>(() => undefined);
  const told = (outbox: object) => {
    const publisher = { publish: silent, drain: silent };
    const tools = { outbox, publisher, pseudonyms, logger, reached: () => undefined, withinMs: 20 };
    const desk = createFactDesk(tools as unknown as FactDeskTools);
    const body = { recipient: 'dealer:D001' };
    return desk.state({ type: 'recipient-registered', body, client: 'dpo' });
  };

  it('is kept, where only its publication waits', async () => {
    const enqueue = () => Promise.resolve([{ isNew: true, row: {} }]);
    await expect(told({ enqueue })).rejects.toMatchObject({
      code: 'GW_UNAVAILABLE',
      detail: expect.stringMatching('is kept'),
    });
  });

  it('may have been kept, where the database said nothing', async () => {
    const detail = 'whether the statement was kept is not known yet';
    await expect(told({ enqueue: silent })).rejects.toMatchObject({ code: 'GW_UNAVAILABLE', detail });
  });

  it('is not kept once its turn comes after its answer, and that is logged', async () => {
    const kept: boolean[] = [];
    const enqueue = async (_facts: unknown, isLate: () => boolean) => {
      await sleep(40);
      kept.push(!isLate());
      return isLate() ? [] : [{ isNew: true, row: {} }];
    };
    await expect(told({ enqueue })).rejects.toMatchObject({ code: 'GW_UNAVAILABLE' });
    late.length = 0;
    await sleep(60);
    expect(kept).toEqual([false]);
    expect(late).toMatchObject([{ event: 'late-statement-failed', err: { code: 'GW_UNAVAILABLE' } }]);
  });
});
