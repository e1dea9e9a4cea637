// What is said over TLS: to whom alone, and that what was thrown away is never delivered.
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { selfSigned } from '../../../test/house/self-signed.ts';
import { openConsumer } from './clients.js';
import { kafkajsOptions } from './kafkajs-client.js';
import { codeOf } from './kafka-fault.js';
import { resetSocket, tlsOptionsOf } from './tls.js';

const own = selfSigned();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Speaks TLS under the certificate; what each connection comes to is told. */
async function serve(onConnection: (socket: TLSSocket) => void = (socket) => socket.resume()): Promise<number> {
  const server = createServer((raw) => {
    const socket = new TLSSocket(raw, { isServer: true, ...own });
    closing.push(() => raw.destroy());
    raw.on('error', () => undefined);
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  closing.push(() => server.close());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('resetSocket', () => {
  it('throws away over TLS what the other side has not taken yet', async () => {
    let taken = 0;
    let ended = '';
    let resume = (): void => undefined;
    const isReset = new Promise<void>((resolve) => (resume = resolve));
    const port = await serve((socket) => {
      socket.once('data', () => {
        socket.pause();
        void isReset.then(() => socket.on('data', (part: Buffer) => void (taken += part.length)).resume());
      });
      socket.once('end', () => (ended = 'end')).once('error', (error) => (ended = codeOf(error)));
    });
    const socket = connect(port, 'localhost', { ca: own.cert });
    socket.on('error', () => undefined);
    await new Promise((resolve) => socket.once('secureConnect', resolve));
    socket.write('first');
    await sleep(100);
    for (let times = 0; times < 200; times += 1) socket.write(Buffer.alloc(65_536));
    await sleep(100);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    resetSocket(socket);
    await closed;
    resume();
    resetSocket(socket);
    expect(socket.destroyed).toBe(true);
    for (let waits = 0; waits < 200 && ended === ''; waits += 1) await sleep(20);
    // As much as the other side's own buffers held; an orderly end would have brought what lay in ours, some megabytes.
    expect([ended, taken < 1_000_000]).toEqual(['ECONNRESET', true]);
  });

  it('ends a connection that does not stand yet', async () => {
    const socket = connect(await serve(), 'localhost', { ca: own.cert });
    const closed = new Promise((resolve) => socket.once('close', resolve));
    resetSocket(socket);
    await closed;
  });
});

describe('who is spoken to', () => {
  /** What either client comes to. */
  const attempts = async (port: number, host: string, tls: { readonly ca?: string }) => {
    const connection = { brokers: [`${host}:${port}`], username: 'app-ledger', password: 'none', tls };
    const client = openConsumer(connection, 'spec', { groupId: 'nobody', retries: 0 });
    const other = new kafkajs.Kafka({ ...kafkajsOptions(connection, 'spec'), retry: { retries: 0 } }).admin();
    const outcome = (work: Promise<unknown>) => work.then(() => 'connected', codeOf);
    const outcomes = [await outcome(client.metadata({ topics: [] })), await outcome(other.connect())];
    await Promise.all([client.close(), other.disconnect()]);
    return outcomes;
  };

  it('is nobody whose certificate is of an authority that is not trusted', async () => {
    const refused = await attempts(await serve(), 'localhost', {});
    expect(refused).toEqual(['DEPTH_ZERO_SELF_SIGNED_CERT', 'DEPTH_ZERO_SELF_SIGNED_CERT']);
  });

  it('is nobody of another name, though the environment would have it', async () => {
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    closing.push(() => delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']);
    const refused = await attempts(await serve(), '127.0.0.1', { ca: own.cert });
    expect(refused).toEqual(['ERR_TLS_CERT_ALTNAME_INVALID', 'ERR_TLS_CERT_ALTNAME_INVALID']);
  });

  it('is told the name it is asked by', async () => {
    const names: unknown[] = [];
    const port = await serve((socket) =>
      socket.once('secure', () => {
        names.push(socket.servername);
        socket.destroy();
      }),
    );
    await attempts(port, 'localhost', { ca: own.cert });
    expect(names).toEqual(['localhost', 'localhost']);
  });
});

it('without it a connection is in clear', () => {
  expect(tlsOptionsOf({})).toBeNull();
});
