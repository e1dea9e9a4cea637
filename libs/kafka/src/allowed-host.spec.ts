// Wherever a broker sends its clients, a host that is not allowed is not even looked up; both say why.
import { afterEach, describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { openConsumer } from './clients.js';
import type { KafkaConnection } from './connection.js';
import { codeOf } from './kafka-fault.js';
import { kafkajsOptions } from './kafkajs-client.js';

/** Nobody listens there. */
const PORT = 1;
const connection: KafkaConnection = {
  brokers: [`127.0.0.1:${PORT}`],
  ...{ username: 'app-intake', password: 'none', isAllowed: (host) => host === '127.0.0.1' },
};
const FAULT = 'a broker names itself `broker.invalid`, which is not gone to without TLS';

const closing: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(closing.splice(0).map((close) => close())));

const clients: readonly (readonly [string, (host: string, to: KafkaConnection) => Promise<unknown>])[] = [
  [
    '@platformatic/kafka',
    (host, to) => {
      const client = openConsumer(to, 'spec', { groupId: 'nobody' });
      closing.push(() => client.close());
      return client.connections.get({ host, port: PORT });
    },
  ],
  [
    'kafkajs',
    (host, to) => {
      const brokers = [`${host}:${PORT}`];
      const admin = new kafkajs.Kafka({ ...kafkajsOptions(to, 'spec'), brokers, retry: { retries: 0 } }).admin();
      closing.push(() => admin.disconnect());
      return admin.connect();
    },
  ],
];

describe.each(clients)('%s', (_name, goTo) => {
  const failed = (host: string, to = connection) =>
    goTo(host, to).then(
      () => null,
      (error: unknown) => error as Error,
    );

  it('goes to a host that is allowed', async () => {
    expect(codeOf(await failed('127.0.0.1'))).toBe('ECONNREFUSED');
  });

  it('goes to no other one', async () => {
    const error = await failed('broker.invalid');
    expect(codeOf(error)).toBe('GW_BROKER_NOT_ALLOWED');
    expect(error!.message).toContain(FAULT);
  });

  it('goes to every one where no rule is given', async () => {
    const { isAllowed: _, ...anywhere } = connection;
    expect(codeOf(await failed('localhost', anywhere))).toBe('ECONNREFUSED');
  });
});
