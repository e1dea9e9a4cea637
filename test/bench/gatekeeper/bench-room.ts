// Broker and topics for the gatekeeper's bench: filled once, read again by every run, watched by committed offsets alone.
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
import { STREAMS, type BenchRecord } from './workload.ts';

/** Records committed at an instant (`performance.now()`). */
export interface Progress {
  readonly at: number;
  readonly records: number;
  /** Processor time used so far, in milliseconds: by those watched, and by the broker. */
  readonly busyMs: number;
  readonly brokerBusyMs: number;
}

export interface BenchRoom {
  readonly house: House;
  readonly keys: Pseudonyms;
  say(facts: readonly ControlFact[]): Promise<void>;
  send(records: readonly BenchRecord[]): Promise<void>;
  /** Records sent so far. */
  sent(): number;
  /** Records a group has committed of `service-records`. */
  committed(group: string): Promise<number>;
  /** Puts a group that nobody is in any more at the beginning, or at the end, of `service-records`. */
  rewind(group: string, to: 'beginning' | 'end'): Promise<void>;
  /** Watches a group until it has committed `until` records; rejects when one of its processes has ended. */
  watch(group: string, until: number, children: readonly Child[]): Promise<readonly Progress[]>;
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
  const as = (app: 'console' | 'intake') =>
    createRecordProducer({ brokers, username: `app-${app}`, password: house.secrets.kafka.apps[app] });
  const desk = as('console');
  const intake = as('intake');
  const rights = createAdmin(house.kafkaAdmin);
  for (const stream of STREAMS) await rights.ensureStreamTopic(stream);
  await rights.close();
  const offsets = new Admin({
    ...{ clientId: 'bench', bootstrapBrokers: [...brokers] },
    sasl: { mechanism: 'SCRAM-SHA-256', username, password },
  });
  const keys = createPseudonyms(house.secrets.pseudonymSecret);
  const topic = TOPICS.serviceRecords.name;
  const partitionIndexes = Array.from({ length: TOPICS.serviceRecords.partitions }, (_, index) => index);

  let sent = 0;

  const sendAll = async (producer: typeof desk, messages: readonly OutMessage[]): Promise<void> => {
    for (let from = 0; from < messages.length; from += SEND_AT_ONCE) {
      signal.throwIfAborted();
      await producer.send(messages.slice(from, from + SEND_AT_ONCE));
    }
  };
  const committed = async (group: string): Promise<number> => {
    const groups = [{ groupId: group, topics: [{ name: topic, partitionIndexes }] }];
    const [answer] = await offsets.listConsumerGroupOffsets({ groups });
    const of = answer?.topics.flatMap(({ partitions }) => partitions) ?? [];
    return of.reduce((sum, { committedOffset }) => sum + Math.max(0, Number(committedOffset)), 0);
  };

  return {
    ...{ house, keys, committed },
    say: (facts) =>
      sendAll(
        desk,
        facts.map((fact) => ({ topic: TOPICS.control.name, key: fact.id, value: JSON.stringify(fact) })),
      ),
    async send(records) {
      const messages = records.map(({ dealerCode, recordId, value }) => {
        return { topic, key: keys.recordKey(dealerCode, recordId), value };
      });
      await sendAll(intake, messages);
      sent += records.length;
    },
    sent: () => sent,
    async rewind(group, to) {
      const partitions = partitionIndexes.map((partitionIndex) => ({
        partitionIndex,
        timestamp: to === 'end' ? -1n : -2n,
      }));
      const [ends] = await offsets.listOffsets({ topics: [{ name: topic, partitions }] });
      const partitionOffsets = ends!.partitions.map(({ partitionIndex, offset }) => ({
        partition: partitionIndex,
        offset,
      }));
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        signal.throwIfAborted();
        try {
          await offsets.alterConsumerGroupOffsets({ groupId: group, topics: [{ name: topic, partitionOffsets }] });
          return;
        } catch (error) {
          // Its members' session has not ended yet.
          if (performance.now() > deadline) throw error;
          await sleep(250);
        }
      }
    },
    async watch(group, until, children) {
      const seen: Progress[] = [];
      let deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        signal.throwIfAborted();
        const records = await committed(group);
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
      await Promise.allSettled([desk.close(), intake.close(), offsets.close()]);
      await house.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
