// Broker and topics for the gatekeeper's bench: contenders have an input each, and are watched by committed offsets alone.
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Admin } from '@platformatic/kafka';
import { createAdmin, createRecordProducer, type OutMessage } from '#kafka';
import { createPseudonyms, type Pseudonyms } from '#process';
import { TOPICS, type ControlFact } from '#wire';
import type { Child } from '../../../scripts/house/child.ts';
import { startHouse, type House } from '../../../scripts/house/house.ts';
import { freePortBase } from '../../../scripts/house/ports.ts';
import type { Progress } from './pace.ts';
import { STREAMS, type BenchRecord } from './workload.ts';

/** Whose progress is meant: a consumer group, and the one topic it reads. */
export interface Reading {
  readonly group: string;
  readonly input: string;
}

export interface BenchRoom {
  readonly house: House;
  readonly keys: Pseudonyms;
  /** One more topic like `service-records`. */
  createInput(name: string): Promise<void>;
  say(facts: readonly ControlFact[]): Promise<void>;
  send(input: string, records: readonly BenchRecord[]): Promise<void>;
  /** Records sent to an input so far. */
  sent(input: string): number;
  /** Watches a group until it has committed all that was sent; rejects when one of its processes has ended. */
  watch(reading: Reading, children: readonly Child[]): Promise<readonly Progress[]>;
  /** A gatekeeper has begun to recover from a fault. */
  faulted(): void;
  /** How often that was since it was asked for last. */
  takeFaults(): number;
  close(): Promise<void>;
}

const EVERY_MS = 20;
const SEND_AT_ONCE = 2_000;
const PATIENCE_MS = 120_000;
const TICK_MS = 10;

/** Processor time of a process, all its threads, since its start. */
function busyMsOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

export async function openBenchRoom(signal: AbortSignal): Promise<BenchRoom> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  chmodSync(dataDir, 0o755);
  const house = await startHouse({ portBase: await freePortBase(), apps: [], fast: true, dataDir, signal });
  // Nothing here has a table: the database would only take its share of the machine.
  await house.process('postgres').stop();
  const { brokers, username, password } = house.kafkaAdmin;
  const desk = createRecordProducer({
    ...{ brokers, username: 'app-console', password: house.secrets.kafka.apps.console },
  });
  const intake = createRecordProducer({ brokers, username, password });
  const rights = createAdmin(house.kafkaAdmin);
  for (const stream of STREAMS) await rights.ensureStreamTopic(stream);
  await rights.close();
  const admin = new Admin({
    ...{ clientId: 'bench', bootstrapBrokers: [...brokers] },
    sasl: { mechanism: 'SCRAM-SHA-256', username, password },
  });
  const keys = createPseudonyms(house.secrets.pseudonymSecret);
  const { partitions } = TOPICS.serviceRecords;
  const partitionIndexes = Array.from({ length: partitions }, (_, index) => index);
  const sent = new Map<string, number>();

  const sendAll = async (producer: typeof desk, messages: readonly OutMessage[]): Promise<void> => {
    for (let from = 0; from < messages.length; from += SEND_AT_ONCE) {
      signal.throwIfAborted();
      await producer.send(messages.slice(from, from + SEND_AT_ONCE));
    }
  };
  const committed = async ({ group, input }: Reading): Promise<number> => {
    const groups = [{ groupId: group, topics: [{ name: input, partitionIndexes }] }];
    const [answer] = await admin.listConsumerGroupOffsets({ groups });
    const of = answer?.topics.flatMap((topic) => topic.partitions) ?? [];
    return of.reduce((sum, { committedOffset }) => sum + Math.max(0, Number(committedOffset)), 0);
  };

  let faults = 0;
  return {
    ...{ house, keys },
    faulted: () => (faults += 1),
    takeFaults() {
      const taken = faults;
      faults = 0;
      return taken;
    },
    async createInput(name) {
      await admin.createTopics({ topics: [name], partitions, replicas: 1 });
    },
    say: (facts) =>
      sendAll(
        desk,
        facts.map((fact) => ({ topic: TOPICS.control.name, key: fact.id, value: JSON.stringify(fact) })),
      ),
    async send(input, records) {
      const messages = records.map(({ dealerCode, recordId, value }) => {
        return { topic: input, key: keys.recordKey(dealerCode, recordId), value };
      });
      await sendAll(intake, messages);
      sent.set(input, (sent.get(input) ?? 0) + records.length);
    },
    sent: (input) => sent.get(input) ?? 0,
    async watch(reading, children) {
      const until = sent.get(reading.input) ?? 0;
      const seen: Progress[] = [];
      let deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        signal.throwIfAborted();
        const records = await committed(reading);
        const at = performance.now();
        if (records !== seen.at(-1)?.records) {
          const busyMs = children.reduce((sum, { pid }) => sum + busyMsOf(pid), 0);
          seen.push({ at, records, busyMs, brokerBusyMs: busyMsOf(house.process('kafka').pid()) });
          deadline = at + PATIENCE_MS;
        }
        if (records >= until) return seen;
        if (!children.every((child) => child.isRunning())) throw new Error('it ended before its work was done');
        if (at > deadline) throw new Error('it does not get on with its work');
        await sleep(EVERY_MS);
      }
    },
    async close() {
      await Promise.allSettled([desk.close(), intake.close(), admin.close()]);
      await house.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
