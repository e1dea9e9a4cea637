// A house with broker and gatekeepers alone: the test speaks for the console and intake, and reads what was committed.
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Admin } from '@platformatic/kafka';
import { parse } from 'yaml';
import { policyHash, signCertificate } from '#evidence';
import { createAdmin, createRecordProducer, type Placed } from '#kafka';
import { createPseudonyms, type Pseudonyms } from '#process';
import {
  CUSTOMER_ITEMS,
  isNarrowing,
  streamIdOf,
  topicOf,
  TOPICS,
  VEHICLE_ITEMS,
  type CertificateFindings,
  type ControlFact,
  type FactPayloads,
  type FactType,
  type JsonObject,
  type Stream,
} from '#wire';
import type { House } from '../../scripts/house/house.ts';
import { ROOT } from '../../scripts/house/paths.ts';
import { findingsOf } from '../house/certified.ts';
import { byItems, type MayReach } from '../house/scan-sinks.ts';
import { openTestHouse, type TestHouse } from '../house/test-house.ts';
import { startRun, type GatekeeperRun } from './gatekeeper-run.js';
import type { Token } from '../house/taint.ts';
import { seeCommitted } from './see-committed.js';
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

/** What may stand on each stream's topic, no consent being there. */
const MAY_REACH: MayReach = byItems(
  Object.fromEntries(
    STREAMS.filter(({ audience }) => !audience.startsWith('insurer:')).map(({ id, audience }) => [
      topicOf(id),
      audience === 'bmw-japan' ? [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS] : VEHICLE_ITEMS,
    ]),
  ),
);

const LATEST = -1n;
const READ_COMMITTED = 1;

/** `<topic>-<partition>` to the last stable offset: no transaction below it is open any more. */
export type StableEnds = ReadonlyMap<string, bigint>;

export interface GateHouse {
  readonly house: House;
  /** Its lines are those of the gatekeepers too. */
  readonly test: TestHouse;
  readonly keys: Pseudonyms;
  /** Says a fact as the console does: acknowledged, and the gatekeepers fenced where it narrows. */
  say<T extends FactType>(type: T, data: FactPayloads[T]): Promise<void>;
  /** The same without the fence, as no console may: to show what the fence is for. */
  sayUnfenced<T extends FactType>(type: T, data: FactPayloads[T]): Promise<void>;
  /** All facts but the policy: parties, contracts, acceptances, streams. */
  sayParties(): Promise<void>;
  sayPolicy(): Promise<void>;
  /** The policy's certificate, as the console states it; `change` makes another one of it before it is signed. */
  sayCertificate(change?: (findings: CertificateFindings) => CertificateFindings): Promise<void>;
  /** Sends as intake does; resolves when durable. */
  send(records: readonly (Sent & { value: string })[]): Promise<void>;
  /** Puts bytes on `service-records` that intake would never let through. */
  sendRaw(value: string): Promise<Placed>;
  /** With `telemetry` it serves `/metrics`, and starts later. */
  startGatekeeper(slot: number, env?: Readonly<Record<string, string>>, telemetry?: boolean): GatekeeperRun;
  /** Kills what still runs: a test that failed must not leave a gatekeeper to the next. */
  killGatekeepers(): Promise<void>;
  /** Where each partition of the streams' topics stands now: what ends below is settled, see {@link StableEnds}. */
  stableEnds(): Promise<StableEnds>;
  /** What a read-committed reader has seen on all streams, `decisions` and `dead-letters`, from the beginning. */
  readonly seen: readonly Seen[];
  /** Writes to any topic as a superuser: for planting faults. */
  plant(message: Pick<Seen, 'topic' | 'key' | 'value' | 'headers'>): Promise<void>;
  /** Asks the oracle, if tokens were given, and ends everything. */
  close(): Promise<void>;
}

/** `tokens`: what the oracle is to look for at the end, in everything; the spec sends records that hold them. */
export async function openGateHouse(tokens?: readonly Token[]): Promise<GateHouse> {
  const opened = await openTestHouse({
    ...{ apps: [], traces: false },
    ...(tokens ? { oracle: { tokens, mayReach: MAY_REACH, sees: 'records' } } : {}),
  });
  const { house } = opened;
  const { brokers } = house.kafkaAdmin;
  const producerOf = (app: 'console' | 'intake') =>
    createRecordProducer({ brokers, username: `app-${app}`, password: house.secrets.kafka.apps[app] });
  const desk = producerOf('console');
  const intake = producerOf('intake');
  const superuser = createRecordProducer(house.kafkaAdmin);
  const admin = createAdmin(house.kafkaAdmin);
  for (const stream of STREAMS) await admin.ensureStreamTopic(stream);
  const keys = createPseudonyms(house.secrets.pseudonymSecret);
  const runs: GatekeeperRun[] = [];
  const seeing = seeCommitted(house.kafkaAdmin, [
    ...STREAMS.map(({ id }) => topicOf(id)),
    TOPICS.decisions.name,
    TOPICS.deadLetters.name,
  ]);

  const document = parse(readFileSync(join(ROOT, 'policies', '2017-05-30.yaml'), 'utf8')) as JsonObject;

  const sayUnfenced: GateHouse['say'] = async (type, data) => {
    const fact = { id: randomUUID(), type, at: new Date().toISOString(), data } as ControlFact;
    await desk.send([{ topic: TOPICS.control.name, key: fact.id, value: JSON.stringify(fact) }]);
  };
  const say: GateHouse['say'] = async (type, data) => {
    await sayUnfenced(type, data);
    if (isNarrowing(type)) await admin.fenceGatekeepers();
  };
  const offsets = new Admin({
    ...{ clientId: 'test-offsets', bootstrapBrokers: [...brokers] },
    sasl: { mechanism: 'SCRAM-SHA-256', username: house.kafkaAdmin.username, password: house.kafkaAdmin.password },
  });

  return {
    ...{ house, test: opened, keys, seen: seeing.seen, say, sayUnfenced },
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
      const hash = policyHash(document);
      await say('policy-published', { policy: '2017-05-30', effectiveOn: '2017-05-30', hash, document });
    },
    async sayCertificate(change = (findings) => findings) {
      const certificate = signCertificate(change(findingsOf(document)), house.secrets.certificate.privateKey);
      await say('policy-certified', { policy: '2017-05-30', certificate });
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
    startGatekeeper(slot, env = {}, telemetry = false) {
      const port = house.ports.gatekeeper + 20 + slot;
      const kafka = { brokers, password: house.secrets.kafka.apps.gatekeeper };
      const run = startRun({
        ...{ slot, port, kafka, telemetry, env, pseudonymSecret: house.secrets.pseudonymSecret },
        certifier: house.secrets.certificate.publicKey,
        hear: opened.hear,
      });
      runs.push(run);
      return run;
    },
    async killGatekeepers() {
      for (const run of runs) run.kill('SIGKILL');
      await Promise.all(runs.splice(0).map((run) => run.ended));
    },
    async stableEnds() {
      const partitions = Array.from({ length: TOPICS.provision.partitions }, (_, partitionIndex) => partitionIndex);
      const topics = STREAMS.map(({ id }) => ({
        name: topicOf(id),
        partitions: partitions.map((partitionIndex) => ({ partitionIndex, timestamp: LATEST })),
      }));
      const answers = await offsets.listOffsets({ topics, isolationLevel: READ_COMMITTED });
      return new Map(
        answers.flatMap(({ name, partitions: ends }) =>
          ends.map(({ partitionIndex, offset }) => [`${name}-${partitionIndex}`, offset] as const),
        ),
      );
    },
    async plant({ topic, key, value, headers }) {
      await superuser.send([{ topic, key, value, headers }]);
    },
    async close() {
      for (const run of runs) run.kill('SIGKILL');
      await Promise.all([
        seeing.stop(),
        desk.close(),
        intake.close(),
        superuser.close(),
        admin.close(),
        offsets.close(),
      ]);
      await opened.close();
    },
  };
}
