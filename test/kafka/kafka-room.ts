// A broker for the specs of libs/kafka: connections of its users, loops, readers, and what closes them after each test.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, expect } from '@jest/globals';
import { Consumer } from '@platformatic/kafka';
import {
  createAdmin,
  createCommittedReader,
  createControlReader,
  createRecordProducer,
  runExactlyOnce,
  type ClusterAdmin,
  type ExactlyOnceLoop,
  type ExactlyOnceOptions,
  type KafkaConnection,
  type KafkaLog,
  type LoopStep,
  type OutMessage,
  type Placed,
  type RecordProducer,
} from '#kafka';
import { appUserOf, GATE_OUTPUTS, TOPICS, topicOf, type App } from '#wire';
import type { House } from '../../scripts/house/house.ts';
import { withHouse } from '../house/test-house.ts';

export const STREAM = { id: 'bmw-japan-finance.joint.valuation' };

export type OwnApp = Exclude<App, 'delivery'>;

/** A message as a reader of committed ones saw it; `place` and `source` are `<partition>-<offset>`. */
export interface Seen {
  readonly key: string;
  readonly value: string;
  readonly place: string;
  /** Where the record stands that caused it, and the state of control it was decided at. */
  readonly source: string;
  readonly controlOffset: bigint;
}

export interface KafkaRoom {
  house(): House;
  /** Closes the thing after the test, the newest first. */
  keep<T>(thing: T, close: (thing: T) => Promise<unknown>): T;
  superuser(): KafkaConnection;
  asApp(app: OwnApp): KafkaConnection;
  admin(): ClusterAdmin;
  producer(app?: OwnApp): RecordProducer;
  /** A new user that may read the topics, as a member may. */
  member(name: string, topics: readonly string[]): Promise<KafkaConnection>;
  /** The loop as `gatekeeper-0`, deciding nothing but that every record goes to `decisions` and one stream. */
  loop(more?: Partial<ExactlyOnceOptions>): ExactlyOnceLoop;
  /** Everything committed on a topic from its beginning, as it comes. */
  follow(topic: string, connection?: KafkaConnection, log?: KafkaLog): readonly Seen[];
  /** Has the broker die and come back; resolves when it answers. `between` runs while it is away. */
  restartBroker(between?: () => void): Promise<void>;
  /** Where each partition ends, and where it ends for a reader of committed messages. */
  endsOf(topic: string): Promise<{ readonly stable: bigint[]; readonly all: bigint[] }>;
  /** Puts a fact on `control`; gives its offset. */
  say(): Promise<bigint>;
}

const SOURCE = 'x-source';
const AT = 'x-control';

/** Opens broker and database for the tests of the surrounding `describe`. */
export function withKafka(): KafkaRoom {
  const opened = withHouse({ apps: [], traces: false });
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const room: KafkaRoom = {
    house: () => opened().house,
    keep: (thing, close) => {
      closing.push(() => close(thing));
      return thing;
    },
    superuser: () => ({ ...room.house().kafkaAdmin }),
    asApp: (app) => ({
      brokers: room.house().kafkaAdmin.brokers,
      username: appUserOf(app),
      password: room.house().secrets.kafka.apps[app],
    }),
    admin: () => room.keep(createAdmin(room.superuser()), (one) => one.close()),
    producer: (app) => {
      const connection = app === undefined ? room.superuser() : room.asApp(app);
      return room.keep(createRecordProducer(connection), (one) => one.close());
    },
    async member(name, topics) {
      const admin = room.admin();
      const connection = { brokers: room.house().kafkaAdmin.brokers, username: name, password: randomUUID() };
      await admin.upsertUser(name, connection.password);
      for (const topic of topics) await admin.grantStream(name, topic);
      return connection;
    },
    loop(more = {}) {
      const connection = room.asApp('gatekeeper');
      const control = room.keep(
        createControlReader(connection, () => undefined),
        (one) => one.close(),
      );
      const group = `${connection.username}.spec`;
      const topics = { input: TOPICS.serviceRecords.name, outputs: GATE_OUTPUTS };
      const options = { connection, control, slot: 'gatekeeper-0', group, ...topics };
      return room.keep(runExactlyOnce({ ...options, compute: relay, ...more }), (one) => one.stop());
    },
    async restartBroker(between = () => undefined) {
      const broker = room.house().process('kafka');
      broker.kill('SIGKILL');
      await broker.ended();
      between();
      await broker.start();
      const isUp = () =>
        room.endsOf(TOPICS.control.name).then(
          () => true,
          () => false,
        );
      await until(isUp);
    },
    follow(topic, connection = room.superuser(), log) {
      const seen: Seen[] = [];
      const kept = new Map<number, bigint>();
      const reader = createCommittedReader(connection, {
        group: `${connection.username}.${randomUUID()}`,
        topics: [topic],
        position: (_, partition) => Promise.resolve(kept.get(partition) ?? null),
        eachBatch: ({ partition, messages, nextOffset }) => {
          kept.set(partition, nextOffset);
          for (const { key, value, headers, offset } of messages) {
            const from = { source: headers[SOURCE] ?? '', controlOffset: BigInt(headers[AT] ?? -1) };
            seen.push({ key: String(key), value: String(value), place: `${partition}-${offset}`, ...from });
          }
          return Promise.resolve();
        },
        ...(log ? { log } : {}),
      });
      room.keep(reader, (one) => one.stop());
      return seen;
    },
    async endsOf(topic) {
      const { brokers, username, password } = room.superuser();
      const client = new Consumer({
        ...{ clientId: 'ends', groupId: 'ends', bootstrapBrokers: [...brokers] },
        sasl: { mechanism: 'SCRAM-SHA-256', username, password },
      });
      const ends = async (isolationLevel: 0 | 1) =>
        Array.from((await client.listOffsets({ topics: [topic], isolationLevel })).get(topic)!);
      const found = { stable: await ends(1), all: await ends(0) };
      await client.close();
      return found;
    },
    async say() {
      const fact = { id: randomUUID(), type: 'kill-switch-set', at: new Date().toISOString(), data: { on: false } };
      const message = { topic: TOPICS.control.name, key: fact.id, value: JSON.stringify(fact) };
      return (await room.producer('console').send([message]))[0]!.offset;
    },
  };
  return room;
}

/** Every record causes the same on `decisions` and on one stream. */
export const relay: ExactlyOnceOptions['compute'] = (records, { controlOffset, emit }) => {
  for (const { partition, offset, key, value } of records) {
    const headers = { [SOURCE]: `${partition}-${offset}`, [AT]: String(controlOffset) };
    for (const topic of [TOPICS.decisions.name, topicOf(STREAM.id)])
      emit({ topic, key: key!.toString(), value: value!, headers });
  }
  return {};
};

/** Records of 37 keys. */
export function someRecords(count: number, valueOf = (n: number): string => `{"n":${n}}`): OutMessage[] {
  const topic = TOPICS.serviceRecords.name;
  return Array.from({ length: count }, (_, n) => ({ topic, key: `record-${n % 37}`, value: valueOf(n) }));
}

/** Places as `<partition>-<offset>`. */
export function written(places: readonly Placed[]): string[] {
  return places.map(({ partition, offset }) => `${partition}-${offset}`);
}

/** A step at which a loop stands still, the first time, until it is let go. */
export function freezeAt(step: LoopStep) {
  let reached = false;
  let letGo = (): void => undefined;
  const gone = new Promise<void>((resolve) => (letGo = resolve));
  const onStep = async (at: LoopStep): Promise<void> => {
    if (at !== step || reached) return;
    reached = true;
    await gone;
  };
  return { onStep, letGo: () => letGo(), reached: () => reached };
}

export async function until(what: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await what())) {
    if (Date.now() > end) throw new Error('it did not come to that in time');
    await sleep(20);
  }
}

/** True when each of the sources has been seen. */
export function allSeen(seen: readonly Seen[], sources: readonly string[]): boolean {
  const found = new Set(seen.map(({ source }) => source));
  return sources.every((source) => found.has(source));
}

/** Each source exactly once, and the records of each key in the order they were sent. */
export function expectOnceAndInOrder(seen: readonly Seen[], sources: readonly string[]): void {
  const wanted = new Set(sources);
  const found = seen.map(({ source }) => source).filter((source) => wanted.has(source));
  expect(found.sort()).toEqual([...sources].sort());
  const last = new Map<string, number>();
  for (const { key, source } of seen) {
    const offset = Number(source.split('-')[1]);
    expect(offset).toBeGreaterThan(last.get(key) ?? -1);
    last.set(key, offset);
  }
}
