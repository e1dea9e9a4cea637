// A house with broker and gatekeepers alone: the test speaks for the console and intake, and reads what was committed.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import { canonicalJson, sha256 } from '#evidence';
import { createAdmin, createCommittedReader, createRecordProducer, type Placed } from '#kafka';
import { createPseudonyms, type Pseudonyms } from '#process';
import {
  CUSTOMER_ITEMS,
  isNarrowing,
  streamIdOf,
  topicOf,
  TOPICS,
  VEHICLE_ITEMS,
  type ControlFact,
  type FactPayloads,
  type FactType,
  type JsonObject,
  type Stream,
} from '#wire';
import { startHouse, type House } from '../../scripts/house/house.ts';
import { ROOT } from '../../scripts/house/paths.ts';
import { freePortBase } from '../../scripts/house/ports.ts';
import type { Seen, Sent } from './reconcile.js';

/** The sandbox's streams, each asking for all items. */
export const STREAMS: readonly Stream[] = (
  [
    ['bmw-japan-finance', 'joint.valuation'],
    ['bmw-japan-finance', 'joint.product-information'],
    ['dealer-network', 'joint.workshop-service'],
    ['bmw-japan', 'company.vehicle-notices'],
    ['insurer:tokyo-demo', 'company.vehicle-notices'],
  ] as const
).map(([audience, purpose]) => ({
  ...{ id: streamIdOf(audience, purpose), audience, purpose },
  items: [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS],
}));

/** One run of a gatekeeper. */
export interface GatekeeperRun {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** Resolves with how it ended. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  isReady(): Promise<boolean>;
  /** Everything it has written so far. */
  readonly output: () => string;
}

export interface GateHouse {
  readonly house: House;
  readonly keys: Pseudonyms;
  /** Says a fact as the console does: acknowledged, and the gatekeepers fenced where it narrows. */
  say<T extends FactType>(type: T, data: FactPayloads[T]): Promise<void>;
  /** All facts but the policy: parties, contracts, acceptances, streams. */
  sayParties(): Promise<void>;
  sayPolicy(): Promise<void>;
  /** Sends as intake does; resolves when durable. */
  send(records: readonly (Sent & { value: string })[]): Promise<void>;
  /** Puts bytes on `service-records` that intake would never let through. */
  sendRaw(value: string): Promise<Placed>;
  startGatekeeper(slot: number, env?: Readonly<Record<string, string>>): GatekeeperRun;
  /** What a read-committed reader has seen on all streams, `decisions` and `dead-letters`, from the beginning. */
  readonly seen: readonly Seen[];
  /** Writes to any topic as a superuser: for planting faults. */
  plant(message: Pick<Seen, 'topic' | 'key' | 'value' | 'headers'>): Promise<void>;
  close(): Promise<void>;
}

export async function openGateHouse(): Promise<GateHouse> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gate-e2e-'));
  const portBase = await freePortBase();
  const house = await startHouse({ dataDir, portBase, apps: [], fast: true });
  const { brokers } = house.kafkaAdmin;
  const producerOf = (app: 'console' | 'intake') =>
    createRecordProducer({ brokers, username: `app-${app}`, password: house.secrets.kafka.apps[app] });
  const desk = producerOf('console');
  const intake = producerOf('intake');
  const superuser = createRecordProducer(house.kafkaAdmin);
  const admin = createAdmin(house.kafkaAdmin);
  for (const stream of STREAMS) await admin.ensureStreamTopic(stream);
  const keys = createPseudonyms(house.secrets.pseudonymSecret);
  const runs: ChildProcess[] = [];
  const seen: Seen[] = [];
  const reader = createCommittedReader(house.kafkaAdmin, {
    group: `test.${randomUUID()}`,
    topics: [...STREAMS.map(({ id }) => topicOf(id)), TOPICS.decisions.name, TOPICS.deadLetters.name],
    position: () => Promise.resolve(null),
    eachBatch: ({ topic, partition, messages }) => {
      for (const { offset, key, value, headers } of messages) {
        const bytes = value ?? Buffer.alloc(0);
        seen.push({ topic, partition, offset, key: key?.toString() ?? '', value: bytes, headers });
      }
      return Promise.resolve();
    },
  });

  const say: GateHouse['say'] = async (type, data) => {
    const fact = { id: randomUUID(), type, at: new Date().toISOString(), data } as ControlFact;
    await desk.send([{ topic: TOPICS.control.name, key: fact.id, value: JSON.stringify(fact) }]);
    if (isNarrowing(type)) await admin.fenceGatekeepers();
  };

  return {
    ...{ house, keys, seen, say },
    async sayParties() {
      for (const code of ['D001', 'D002', 'D003']) {
        await say('recipient-registered', { recipient: `dealer:${code}` });
        await say('contract-concluded', { id: code, recipient: `dealer:${code}`, from: '2012-04-01', to: null });
        await say('policy-accepted', { dealer: code, policy: '2017-05-30' });
      }
      const insurer = 'insurer:tokyo-demo';
      await say('contract-concluded', { id: 'tokyo', recipient: insurer, from: '2019-04-01', to: null });
      for (const { audience } of STREAMS) await say('recipient-registered', { recipient: audience });
      for (const { id, audience, purpose, items } of STREAMS) {
        await say('stream-opened', { stream: id, audience, purpose, items });
      }
    },
    async sayPolicy() {
      const document = parse(readFileSync(join(ROOT, 'policies', '2017-05-30.yaml'), 'utf8')) as JsonObject;
      const hash = sha256(canonicalJson(document));
      await say('policy-published', { policy: '2017-05-30', effectiveOn: '2017-05-30', hash, document });
    },
    async send(records) {
      await intake.send(
        records.map(({ dealerCode, recordId, value }) => ({
          topic: TOPICS.serviceRecords.name,
          key: keys.recordKey(dealerCode, recordId),
          value,
        })),
      );
    },
    async sendRaw(value) {
      const [placed] = await intake.send([{ topic: TOPICS.serviceRecords.name, key: randomUUID(), value }]);
      return placed!;
    },
    startGatekeeper(slot, env = {}) {
      const port = portBase + 20 + slot;
      const child = spawn(process.execPath, [join(ROOT, 'dist', 'apps', 'gatekeeper', 'src', 'main.js')], {
        cwd: ROOT,
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          PATH: process.env.PATH ?? '',
          PORT: String(port),
          KAFKA_BROKERS: brokers.join(','),
          KAFKA_USERNAME: 'app-gatekeeper',
          KAFKA_PASSWORD: house.secrets.kafka.apps.gatekeeper,
          PSEUDONYM_SECRET: house.secrets.pseudonymSecret,
          GATEKEEPER_SLOT: `gatekeeper-${slot}`,
          ...env,
        },
      });
      runs.push(child);
      return follow(child, port);
    },
    async plant({ topic, key, value, headers }) {
      await superuser.send([{ topic, key, value, headers }]);
    },
    async close() {
      for (const child of runs) child.kill('SIGKILL');
      await Promise.all([reader.stop(), desk.close(), intake.close(), superuser.close(), admin.close()]);
      await house.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

function follow(child: ChildProcess, port: number): GatekeeperRun {
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return {
    pid: child.pid ?? -1,
    kill: (signal) => child.kill(signal),
    ended: new Promise((resolve) => child.once('exit', (code, signal) => resolve({ code, signal }))),
    isReady: async () => {
      const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
      await answer?.body?.cancel();
      return answer?.status === 200;
    },
    output: () => output,
  };
}

/** Asks again every 20 ms until it is so; throws with `what` after `withinMs`. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
    await sleep(20);
  }
}
