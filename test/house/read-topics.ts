// Reads topics from outside, with kafkajs alone and none of the house's own code: what a member, or the admin, can see.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import kafkajs, { type Consumer, type IHeaders, type Kafka } from 'kafkajs';
import type { House } from '../../scripts/house/house.ts';

kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
  compress: ({ buffer }: { buffer: Buffer }) => Promise.resolve(zstdCompressSync(buffer)),
  decompress: (buffer: Buffer) => Promise.resolve(zstdDecompressSync(buffer)),
});

/** What is needed of a house to read its topics. */
export type Readable = Pick<House, 'kafkaAdmin' | 'credentials' | 'secrets'>;

export interface ReadMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly key: Buffer | null;
  readonly value: Buffer | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Reader {
  /** What has come so far, in the order of each partition. */
  readonly messages: readonly ReadMessage[];
  /** Resolves with what made the reader end by itself, such as an authorization error. */
  readonly failed: Promise<Error>;
  /** Resolves when `enough` holds of what has come; rejects after `patienceMs` (20 s) or when the reader failed. */
  until(enough: (messages: readonly ReadMessage[]) => boolean, patienceMs?: number): Promise<readonly ReadMessage[]>;
  close(): Promise<void>;
}

/** As `admin`, an app's user (`app-ledger`) or a client of the sandbox. */
export function connectAs({ kafkaAdmin, credentials, secrets }: Readable, user: string): Kafka {
  const app = /^app-(.+)$/.exec(user)?.[1] as keyof typeof secrets.kafka.apps | undefined;
  const password =
    user === kafkaAdmin.username
      ? kafkaAdmin.password
      : app
        ? secrets.kafka.apps[app]
        : credentials.clients[user]?.kafka?.password;
  if (password === undefined) throw new Error(`there is no Kafka user \`${user}\``);
  return new kafkajs.Kafka({
    clientId: `test-${user}`,
    brokers: [...kafkaAdmin.brokers],
    sasl: { mechanism: 'scram-sha-256', username: user, password },
    logLevel: kafkajs.logLevel.NOTHING,
    retry: { initialRetryTime: 50, retries: 5 },
  });
}

export interface ReaderOptions {
  readonly as: string;
  readonly topics: readonly string[];
  /** Also what was never committed; only committed unless told. */
  readonly uncommitted?: boolean;
  /** Called with the consumer before it runs. */
  readonly onConsumer?: (consumer: Consumer) => void;
}

/**
 * A consumer in a group of its own, from the first message on. Rejects when the user may not subscribe.
 * A broker's first group has it settle who coordinates and load its groups: it is asked again for up to 10 s.
 */
export async function openReader(house: Readable, options: ReaderOptions): Promise<Reader> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    try {
      return await openOnce(house, options);
    } catch (error) {
      if (!isSettling(error) || Date.now() > deadline) throw error;
      await sleep(200);
    }
  }
}

/** What a broker says of a group it is about to coordinate. */
const SETTLING = ['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP'];

const isSettling = (error: unknown): boolean => {
  const { type = '', cause } = (error ?? {}) as { type?: string; cause?: unknown };
  return SETTLING.includes(type) || (cause !== undefined && isSettling(cause));
};

async function openOnce(house: Readable, options: ReaderOptions): Promise<Reader> {
  const { as, topics, uncommitted = false, onConsumer } = options;
  const consumer = connectAs(house, as).consumer({
    groupId: `${as}.${randomUUID()}`,
    readUncommitted: uncommitted,
    maxWaitTimeInMs: 100,
    // A member's authorization error must be seen, not retried away.
    retry: { initialRetryTime: 50, retries: 2, restartOnFailure: () => Promise.resolve(false) },
  });
  onConsumer?.(consumer);
  const messages: ReadMessage[] = [];
  let failure: Error | undefined;
  const failed = new Promise<Error>((resolve) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => resolve((failure ??= payload.error)));
  });
  const start = async () => {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      eachMessage: ({ topic, partition, message }) => {
        const { key, value, offset, headers } = message;
        messages.push({ topic, partition, offset, key, value, headers: textsOf(headers) });
        return Promise.resolve();
      },
    });
    // A join that fails crashes the consumer, and `run` resolves all the same.
    if (failure && isSettling(failure)) throw failure;
  };
  await start().catch(async (error: unknown) => {
    await consumer.disconnect();
    throw error;
  });
  return {
    messages,
    failed,
    until: async (enough, patienceMs = 20_000) => {
      const deadline = Date.now() + patienceMs;
      while (!enough(messages)) {
        if (failure) throw failure;
        if (Date.now() > deadline) throw new Error(`not enough after ${patienceMs} ms: ${messages.length} messages`);
        await sleep(20);
      }
      return messages;
    },
    close: () => consumer.disconnect(),
  };
}

/** Everything in the topics now. Rejects when the user may not read. An open transaction's records are not waited for. */
export async function readAll(house: Readable, options: ReaderOptions): Promise<readonly ReadMessage[]> {
  const admin = connectAs(house, house.kafkaAdmin.username).admin();
  await admin.connect();
  const ends = new Map<string, bigint>();
  try {
    for (const topic of options.topics) {
      for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
        if (BigInt(high) > BigInt(low)) ends.set(`${topic}/${partition}`, BigInt(high));
      }
    }
  } finally {
    await admin.disconnect();
  }
  if (ends.size === 0) return [];
  return drain(house, options, ends);
}

/** So many fetches that bring nothing say that nobody may have what is left; each waits 100 ms. */
const ENOUGH_FETCHES = 20;

async function drain(
  house: Readable,
  options: ReaderOptions,
  ends: Map<string, bigint>,
): Promise<readonly ReadMessage[]> {
  const reached = new Map<string, bigint>();
  let fetchedSince = 0;
  const onConsumer = (consumer: Consumer) => {
    consumer.on(consumer.events.FETCH, () => void (fetchedSince += 1));
    consumer.on(consumer.events.END_BATCH_PROCESS, ({ payload }) => {
      reached.set(`${payload.topic}/${payload.partition}`, BigInt(payload.lastOffset) + 1n);
      fetchedSince = 0;
    });
  };
  const reader = await openReader(house, { ...options, onConsumer });
  try {
    const isDone = () => [...ends].every(([at, end]) => (reached.get(at) ?? 0n) >= end);
    await reader.until(() => isDone() || fetchedSince >= ENOUGH_FETCHES, 60_000);
    return reader.messages;
  } finally {
    await reader.close();
  }
}

function textsOf(headers: IHeaders | undefined): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers ?? {}))
    texts[name] = String(Array.isArray(value) ? value[0] : value);
  return texts;
}
