// A member that cannot join tries again for as long as it takes, and keeps nothing of the joins before.
import { getEventListeners } from 'node:events';
import { afterEach, expect, it, jest } from '@jest/globals';
import { Consumer } from '@platformatic/kafka';
import { setTimeout as sleep } from 'node:timers/promises';
import { joinAndStay } from './membership.js';

afterEach(() => void jest.restoreAllMocks());

it('waits for its end once, however often it joined', async () => {
  const listened = jest.spyOn(AbortSignal.prototype, 'addEventListener');
  // Without a broker each join would try for twelve seconds.
  jest.spyOn(Consumer.prototype, 'joinGroup').mockRejectedValue(new Error('no broker'));
  let faults = 0;
  const membership = joinAndStay({
    connection: { brokers: ['127.0.0.1:1'], username: 'nobody', password: 'none' },
    ...{ topic: 'any', group: 'nobody.any', slot: 'gatekeeper-0', onFault: () => (faults += 1) },
  });
  while (faults < 4) await sleep(20);
  const signals = new Set(listened.mock.contexts as AbortSignal[]);
  const listening = [...signals].map((signal) => getEventListeners(signal, 'abort').length);
  expect([listening.length > 0, Math.max(...listening)]).toEqual([true, 1]);
  await membership.stop();
}, 20_000);
