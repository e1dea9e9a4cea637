// How every client of the room reaches the brokers: SASL/SCRAM-SHA-256, one user per process; none of them ends the process.
import { isIP } from 'node:net';
import {
  Admin,
  Consumer,
  Producer,
  type AdminOptions,
  type Base,
  type BaseOptions,
  type ConsumerOptions,
  type ProducerOptions,
} from '@platformatic/kafka';
import { refuseUnlessAllowed } from './allowed-host.js';
import type { KafkaConnection } from './connection.js';
import { tlsOptionsOf } from './tls.js';

type More<Options> = Options extends unknown ? Omit<Options, 'clientId' | 'bootstrapBrokers' | 'sasl' | 'tls'> : never;

/** `role` tells the clients of one process apart. Connects at the first call, as all of them. */
export function openConsumer(
  connection: KafkaConnection,
  role: string,
  more: More<ConsumerOptions<Buffer, Buffer, Buffer, Buffer>>,
): Consumer {
  return guarded(connection, new Consumer({ ...clientOptions(connection, role), ...more }));
}

export function openProducer(
  connection: KafkaConnection,
  role: string,
  more: More<ProducerOptions<Buffer, Buffer, Buffer, Buffer>>,
): Producer {
  return guarded(connection, new Producer({ ...clientOptions(connection, role), ...more }));
}

export function openAdmin(connection: KafkaConnection, role: string, more: More<AdminOptions> = {}): Admin {
  return guarded(connection, new Admin({ ...clientOptions(connection, role), ...more }));
}

function clientOptions(connection: KafkaConnection, role: string): BaseOptions & { requestTimeout: number } {
  const tls = tlsOptionsOf(connection);
  return {
    clientId: `${connection.clientId ?? connection.username}-${role}`,
    bootstrapBrokers: [...connection.brokers],
    sasl: { mechanism: 'SCRAM-SHA-256', username: connection.username, password: connection.password },
    // The name is verified in any case; a proxy in front of brokers goes by the one that is told, which cannot be an address. The
    // client tells it for all brokers or none: by those named here.
    ...(tls ? { tls, tlsServerName: !connection.brokers.some((broker) => isIP(broker.split(':')[0]!)) } : {}),
    connectTimeout: 3_000,
    requestTimeout: 15_000,
    retries: 3,
    retryDelay: 100,
    autocreateTopics: false,
  };
}

/**
 * A connection that is reset while it signs in says so twice, the second time when nobody listens any more, and what nobody
 * listens to ends the process. Whoever waits for the connection is told by a callback.
 */
function guarded<Client extends Pick<Base, 'connections'>>(to: KafkaConnection, client: Client): Client {
  client.connections.on('connecting', ({ broker, connection }) => {
    connection.on('error', () => undefined);
    refuseUnlessAllowed(to, broker.host, connection);
  });
  return client;
}
