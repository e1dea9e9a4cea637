// A broker that dies while somebody signs in is a fault of that call, and ends no process.
import { createServer, type AddressInfo, type Server } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openConsumer } from './clients.js';

describe('a client whose connection is reset while it signs in', () => {
  let server: Server | undefined;
  afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

  it('rejects what was asked, and lives', async () => {
    let resets = 0;
    server = createServer((socket) => {
      socket.once('data', () => {
        resets += 1;
        socket.resetAndDestroy();
      });
    });
    await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const connection = { brokers: [`127.0.0.1:${port}`], username: 'app-ledger', password: 'none' };
    const client = openConsumer(connection, 'spec', { groupId: 'nobody', retries: 1, retryDelay: 1 });
    await expect(client.metadata({ topics: [] })).rejects.toThrow();
    await client.close();
    expect(resets).toBeGreaterThan(0);
  });
});
