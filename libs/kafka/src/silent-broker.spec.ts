// What waits for a broker that takes connections and answers nothing ends when it is told to.
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCommittedReader } from './committed-reader.js';
import type { KafkaConnection } from './connection.js';
import { createControlReader } from './control-reader.js';
import { createTopicWatch } from './topic-watch.js';

let server: Server;
let connection: KafkaConnection;
const sockets = new Set<Socket>();

beforeEach(async () => {
  server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined).resume());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  connection = { brokers: [`127.0.0.1:${port}`], username: 'nobody', password: 'none' };
});

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});

async function msOf(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}

it('readers and watch end within seconds, and nobody waits on', async () => {
  const control = createControlReader(connection, () => undefined);
  control.follow();
  const watch = createTopicWatch(connection, 'any');
  let woken = false;
  void watch.wait([0n], new AbortController().signal).then(() => (woken = true));
  const reader = createCommittedReader(connection, {
    ...{ group: 'nobody.silent', topics: ['any'], position: () => Promise.resolve(null) },
    eachBatch: () => Promise.resolve(),
  });
  for (let waits = 0; waits < 500 && sockets.size < 3; waits += 1) await sleep(20);
  expect([sockets.size >= 3, woken, reader.ready(), control.caughtUpAt()]).toEqual([true, false, false, 0]);
  const took = await Promise.all([msOf(control.close()), msOf(watch.close()), msOf(reader.stop())]);
  expect(took.map((ms) => ms < 8_000)).toEqual([true, true, true]);
  expect([woken, control.caughtUpAt()]).toEqual([true, 0]);
  // Nor does anything try again that was cut off: it would keep the process from ending.
  const { size } = sockets;
  for (const socket of sockets) socket.destroy();
  await sleep(1_000);
  expect(sockets.size).toBe(size);
}, 120_000);
