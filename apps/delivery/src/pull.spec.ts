// A request that waits is answered when its time is over, whatever the garbage collector does meanwhile.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from '@jest/globals';
import type { Place } from '#kafka';
import { createAdmission } from './admission.js';
import { createCursors } from './cursors.js';
import { pull, type PullTools } from './pull.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const STREAM = 'bmw-japan-finance.joint.valuation';
const PARTY = 'bmw-japan-finance';
const PLACE: Place = { topicId: '00000000-0000-0000-0000-000000000001', offsets: [0n] };

/** Of a stream in which nothing comes; between a wait and the next look everything nobody holds is collected. */
function openTools(): PullTools & { waits: number } {
  const never = new AbortController().signal;
  const tools = {
    waits: 0,
    pages: {
      read: () => Promise.resolve({ messages: [], next: PLACE, hasMore: false }),
      async wait(_topic: string, _place: Place, signal: AbortSignal) {
        tools.waits += 1;
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
      close: () => Promise.resolve(),
    },
    membership: {
      async require() {
        await sleep(5);
        collect();
        await sleep(5);
      },
      isKnown: () => true,
      narrowing: () => never,
    },
    cursors: createCursors(randomBytes(32).toString('base64url')),
    admission: createAdmission({
      ...{ ofMember: 8, atOnce: 8, turns: 8, turnsOfMember: 8, firstTurns: 0, turnWithinMs: 1_000 },
    }),
    ending: never,
    onUnreadable: () => undefined,
    onPage: () => undefined,
  };
  return tools;
}

it('a request that waits in vain is answered when its time is over, after one wait', async () => {
  const tools = openTools();
  const exchange = { gone: new AbortController().signal, onEnd: () => undefined };
  const caller = { clientId: PARTY, party: PARTY, roles: [] };
  const began = performance.now();
  const pulled = await pull(tools, caller, STREAM, { wait: '1' }, exchange);
  expect(pulled).toMatchObject({ events: [], hasMore: false });
  expect(performance.now() - began).toBeGreaterThanOrEqual(990);
  expect(tools.waits).toBe(1);
});
