// How an app reaches Kafka: its variables, what must hold between them, and the connection they make.
import { X509Certificate } from 'node:crypto';
import { type Static, type TObject, Type } from 'typebox';
import { isLoopback } from '../loopback.js';
import type { Beside } from './read-config.js';

const BEGIN = '-----BEGIN CERTIFICATE-----';

const brokersBesideTls: Beside = ({ KAFKA_BROKERS, KAFKA_TLS }) =>
  KAFKA_TLS === '1' || (KAFKA_BROKERS as string[]).every((broker) => isLoopback(broker.split(':')[0]!))
    ? null
    : 'names a broker outside loopback, which needs TLS: set `KAFKA_TLS` to 1, and `KAFKA_CA_FILE` if its authority is your own';

const authorityBesideTls: Beside = ({ KAFKA_CA, KAFKA_TLS }) => {
  if (KAFKA_TLS !== '1') return 'is of use with TLS alone: set `KAFKA_TLS` to 1';
  return areCertificates(KAFKA_CA as string) ? null : 'holds a certificate that cannot be read';
};

/** Node.js passes over what it cannot read among authorities, and then trusts nobody without saying why. */
function areCertificates(pem: string): boolean {
  try {
    for (const rest of pem.split(BEGIN).slice(1)) new X509Certificate(BEGIN + rest);
    return true;
  } catch {
    return false;
  }
}

/**
 * The Kafka cluster. `KAFKA_BROKERS` is a list parted by commas; outside loopback it needs `KAFKA_TLS`. `KAFKA_CA` (PEM; mostly as
 * `KAFKA_CA_FILE`) is whom to trust instead of the authorities Node.js trusts.
 */
export const KAFKA_CLUSTER_ENV = {
  KAFKA_BROKERS: Type.Array(Type.String({ pattern: '^[^\\s:,]+:[0-9]{1,5}$' }), {
    minItems: 1,
    description: 'host:port, several parted by commas',
    beside: brokersBesideTls,
  }),
  KAFKA_TLS: Type.Enum(['0', '1'], { default: '0', description: '1 for TLS, else 0' }),
  KAFKA_CA: Type.Optional(
    Type.String({
      pattern: BEGIN,
      description: 'PEM certificates of authorities',
      beside: authorityBesideTls,
    }),
  ),
};

/** The cluster and this app's own user (SCRAM-SHA-256). */
export const KAFKA_ENV = {
  ...KAFKA_CLUSTER_ENV,
  KAFKA_USERNAME: Type.String({ minLength: 1, description: 'a SCRAM user' }),
  KAFKA_PASSWORD: Type.String({ minLength: 1, description: 'the password of that user' }),
};

/** The cluster and who may make topics, users and rights in it. */
export const KAFKA_ADMIN_ENV = {
  ...KAFKA_CLUSTER_ENV,
  KAFKA_ADMIN_USERNAME: Type.String({ minLength: 1, description: 'a superuser, for topics, users and rights' }),
  KAFKA_ADMIN_PASSWORD: Type.String({ minLength: 1, description: 'the password of that superuser' }),
};

/** The connection an app's configuration makes: a `KafkaConnection` of libs/kafka. */
export function kafkaConnection(config: Readonly<Static<TObject<typeof KAFKA_ENV>>>) {
  return connect(config, config.KAFKA_USERNAME, config.KAFKA_PASSWORD);
}

/** The same as the superuser. */
export function kafkaAdminConnection(config: Readonly<Static<TObject<typeof KAFKA_ADMIN_ENV>>>) {
  return connect(config, config.KAFKA_ADMIN_USERNAME, config.KAFKA_ADMIN_PASSWORD);
}

function connect(
  { KAFKA_BROKERS: brokers, KAFKA_TLS, KAFKA_CA: ca }: Readonly<Static<TObject<typeof KAFKA_CLUSTER_ENV>>>,
  username: string,
  password: string,
) {
  // A broker at loopback may tell that the others are elsewhere.
  const [tls, isAllowed] = KAFKA_TLS === '1' ? [{ ca }, undefined] : [undefined, isLoopback];
  return { brokers, username, password, tls, isAllowed };
}
