// Administration of the cluster by a superuser: streams' topics, users and their rights, and the fence.
import kafkajs from 'kafkajs';
import {
  Admin,
  type alterUserScramCredentialsV0,
  type API,
  type Connection,
  kGetApi,
  kGetBootstrapConnection,
} from '@platformatic/kafka';
import { GATEKEEPER_SLOT_PREFIX, topicOf, type Stream } from '#wire';
import { planMemberAcls, type AclEntry } from './acl-plan.js';
import { answer } from './answer.js';
import { openAdmin } from './clients.js';
import type { KafkaConnection, KafkaLog } from './connection.js';
import { fenceTransactions } from './fence-transactions.js';
import { createKafkajs } from './kafkajs-client.js';
import { KafkaFault } from './kafka-fault.js';
import { randomPassword, scramCredential } from './scram.js';
import { EVERY_TOPIC_RIGHT, straysIn, userOf } from './stray-rights.js';
import { toFilter, toKafkajsAcl } from './kafkajs-acl.js';
import { planStreamTopic, type PlannedTopic } from './topic-plan.js';

export interface ClusterAdmin {
  /** Creates a topic or corrects its settings; an existing partition count is left as it is. Idempotent. */
  ensureTopic(plan: PlannedTopic): Promise<void>;
  /** The topic of a stream, as the table of topics has it. Idempotent; gives the topic's name. */
  ensureStreamTopic(stream: Pick<Stream, 'id'>, partitions?: number): Promise<string>;
  /** Gives a user this password, whether or not it exists. Open connections of the user stay. */
  upsertUser(username: string, password: string): Promise<void>;
  /** Grants exactly these rights beside what stands. Idempotent. */
  grant(entries: readonly AclEntry[]): Promise<void>;
  /** A member may read one topic, in groups that begin with its name and a dot. Idempotent. */
  grantStream(user: string, topic: string): Promise<void>;
  /** Takes one topic from a member; its open consumers lose it at their next request. */
  revokeStream(user: string, topic: string): Promise<void>;
  /**
   * Takes every right on streams' topics that is neither the house's own nor `mayRead`'s: whoever granted it, by name, by
   * the beginning of a name or for all names, to allow or to deny. Gives the users it was taken from, each once, sorted.
   */
  revokeStrays(mayRead: (user: string, topic: string) => boolean): Promise<string[]>;
  /** Takes every right from a member and gives it a password nobody knows. A user is never deleted: record-path, trap 11. */
  revokeUser(user: string): Promise<void>;
  /** Aborts what any gatekeeper has open and fences it, see {@link fenceTransactions}. Gives the slots fenced. */
  fenceGatekeepers(): Promise<string[]>;
  /** Offset behind the last message of each partition of a topic. Rejects when the cluster does not answer. */
  endOffsets(topic: string): Promise<ReadonlyMap<number, bigint>>;
  close(): Promise<void>;
}

const FENCE_WITHIN_MS = 10_000;
const NAME = /^[A-Za-z0-9._-]{1,200}$/;

/** Opens the administration. `connection` must be that of a superuser. Connects at the first call. */
export function createAdmin(connection: KafkaConnection, log?: KafkaLog): ClusterAdmin {
  const client = openAdmin(connection, 'admin');
  const admin = createKafkajs(connection, 'admin', log).admin();
  let connected: Promise<void> | undefined;
  const connectedAdmin = async () => {
    connected ??= admin.connect();
    try {
      await connected;
    } catch (error) {
      connected = undefined;
      throw error;
    }
    return admin;
  };

  const ensureTopic = async ({ topic, partitions, settings }: PlannedTopic): Promise<void> => {
    const configEntries = Object.entries(settings).map(([name, value]) => ({ name, value }));
    const kafkajsAdmin = await connectedAdmin();
    const created = (await kafkajsAdmin.listTopics()).includes(topic)
      ? false
      : await kafkajsAdmin.createTopics({
          waitForLeaders: true,
          topics: [{ topic, numPartitions: partitions, replicationFactor: -1, configEntries }],
        });
    if (!created) await setTopic(client, topic, settings);
  };

  const setPassword = async (username: string, password: string): Promise<void> => {
    const credential = await scramCredential(named(username), password);
    const bootstrap = await answer<Connection>((callback) => client[kGetBootstrapConnection](callback));
    const api = await answer<
      API<
        alterUserScramCredentialsV0.AlterUserScramCredentialsRequest,
        alterUserScramCredentialsV0.AlterUserScramCredentialsResponse
      >
    >((callback) => client[kGetApi]('AlterUserScramCredentials', callback as never));
    await api.async(bootstrap, [], [credential]);
  };

  const grant = async (entries: readonly AclEntry[]): Promise<void> => {
    for (const entry of entries) {
      named(entry.user);
      named(entry.name);
    }
    if (entries.length > 0) await (await connectedAdmin()).createAcls({ acl: entries.map(toKafkajsAcl) });
  };

  return {
    ensureTopic,
    async ensureStreamTopic(stream, partitions) {
      await ensureTopic(planStreamTopic(stream, partitions));
      return topicOf(stream.id);
    },
    upsertUser: setPassword,
    grant,
    grantStream: (user, topic) => grant(planMemberAcls(user, topic)),
    async revokeStream(user, topic) {
      refuseOwn(user, connection);
      await (await connectedAdmin()).deleteAcls({ filters: [toFilter(named(user), named(topic))] });
    },
    async revokeStrays(mayRead) {
      const kafkajsAdmin = await connectedAdmin();
      const { resources } = await kafkajsAdmin.describeAcls(EVERY_TOPIC_RIGHT);
      const strays = straysIn(resources, (user) => isOwn(user, connection), mayRead);
      if (strays.length > 0) await kafkajsAdmin.deleteAcls({ filters: strays });
      return [...new Set(strays.map(({ principal }) => userOf(principal)))].sort();
    },
    async revokeUser(user) {
      refuseOwn(user, connection);
      await (await connectedAdmin()).deleteAcls({ filters: [toFilter(named(user))] });
      await setPassword(user, randomPassword());
    },
    fenceGatekeepers: () => fenceTransactions(client, GATEKEEPER_SLOT_PREFIX, FENCE_WITHIN_MS),
    async endOffsets(topic) {
      const ends = await (await connectedAdmin()).fetchTopicOffsets(named(topic));
      return new Map(ends.map(({ partition, high }) => [partition, BigInt(high)]));
    },
    async close() {
      await admin.disconnect();
      await client.close();
    },
  };
}

async function setTopic(client: Admin, topic: string, settings: PlannedTopic['settings']): Promise<void> {
  const configs = Object.entries(settings).map(([name, value]) => ({ name, value, configOperation: 0 as const }));
  await client.incrementalAlterConfigs({
    resources: [{ resourceType: kafkajs.ConfigResourceTypes.TOPIC, resourceName: topic, configs }],
    validateOnly: false,
  });
}

/** A name as it stands in rights: `*` would mean everybody, or everything. */
function named(name: string): string {
  if (!NAME.test(name)) throw new KafkaFault('GW_KAFKA_NAME', 'a user or topic has a name Kafka gives another meaning');
  return name;
}

/** Members can lose their rights; the house's own users cannot. */
function refuseOwn(user: string, connection: KafkaConnection): void {
  if (isOwn(user, connection)) {
    throw new KafkaFault('GW_OWN_USER', `\`${user}\` is a user of the house`);
  }
}

function isOwn(user: string, { username }: KafkaConnection): boolean {
  return user === username || user === 'broker' || user.startsWith('app-');
}
