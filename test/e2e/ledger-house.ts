// A house with a ledger and no gatekeeper: the test writes what the gatekeeper and the console would.
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { patternId, sha256 } from '#evidence';
import { createRecordProducer, type OutMessage, type RecordProducer } from '#kafka';
import { createDataSource, type DataSource } from '#postgres';
import { decisionIdOf, HEADERS, TOPICS, type ControlFact, type DecisionRecord, type FactType } from '#wire';
import { openTestHouse, type Answer, type TestHouse } from '../house/test-house.ts';

export const FINANCE = 'bmw-japan-finance.joint.valuation';
export const NETWORK = 'dealer-network.joint.workshop-service';

export const VERDICTS = [
  { path: '?', item: 'unlisted', outcome: 'withhold', clause: '4(1)', reason: 'unmapped' },
  { path: 'customer.name', item: 'name', outcome: 'withhold', clause: '3(1)', reason: 'consent_absent' },
  {
    path: 'vehicle.vin',
    item: 'vin',
    outcome: 'permit',
    clause: '3(3)+4(1)(b)+4(2)(b)',
    reason: 'joint_use',
  },
] as const;
/** How many leaves each of them has, where nothing else is said. */
export const LEAVES = [2, 1, 1] as const;

export interface LedgerHouse {
  readonly test: TestHouse;
  /** As the gatekeeper's user. */
  readonly gatekeeper: RecordProducer;
  /** As the console's user. */
  say(...facts: readonly ControlFact[]): Promise<void>;
  readonly database: DataSource;
  /** A GET of the ledger as a client of the sandbox; `null`: without a token. */
  ask(client: string | null, path: string): Promise<Answer>;
  readonly isReady: () => Promise<boolean>;
  /** Rows of what stands behind FROM. */
  number(sql: string, parameters?: readonly unknown[]): Promise<number>;
  /** Decisions of a stream. */
  stored(stream: string): Promise<number>;
  isStored(id: string): Promise<boolean>;
  /** Everything written so far has been read: a last decision on every partition is stored. */
  untilRead(): Promise<void>;
  close(): Promise<void>;
}

export async function openLedgerHouse(): Promise<LedgerHouse> {
  const test = await openTestHouse({ apps: ['issuer', 'ledger'] });
  const { house } = test;
  const { brokers } = house.kafkaAdmin;
  const producerOf = (app: 'gatekeeper' | 'console') =>
    createRecordProducer({ brokers, username: `app-${app}`, password: house.secrets.kafka.apps[app] });
  const gatekeeper = producerOf('gatekeeper');
  const desk = producerOf('console');
  const database = createDataSource(house.databaseUrl, { applicationName: 'test' });
  await database.initialize();
  const number: LedgerHouse['number'] = async (sql, parameters = []) => {
    const [row] = await database.query<{ n: string }[]>(`SELECT count(*) AS n FROM ${sql}`, [...parameters]);
    return Number(row?.n);
  };
  return {
    ...{ test, gatekeeper, number },
    stored: (stream) => number('ledger.decisions WHERE stream = $1', [stream]),
    isStored: async (id) => (await number('ledger.decisions WHERE id = $1', [id])) === 1,
    isReady: async () => (await test.ask('ledger', '/health/ready')).status === 200,
    async untilRead() {
      const marks = Array.from({ length: 64 }, () => decisionOf('bmw-japan.company.vehicle-notices'));
      const places = await gatekeeper.send(marks.map(messageOf));
      const partitions = new Set(places.map(({ partition }) => partition)).size;
      if (partitions !== TOPICS.decisions.partitions) throw new Error('not every partition has a last decision');
      const ids = marks.map(({ id }) => id);
      await until(
        'all is read',
        async () => (await number('ledger.decisions WHERE id = ANY($1)', [ids])) === ids.length,
      );
    },
    say: async (...facts) => {
      const { name: topic } = TOPICS.control;
      await desk.send(facts.map((fact) => ({ topic, key: fact.id, value: JSON.stringify(fact) })));
    },
    database,
    ask: (client, path) => test.ask('ledger', path, client === null ? {} : { as: client }),
    close: async () => {
      await Promise.all([gatekeeper.close(), desk.close(), database.destroy()]);
      await test.close();
    },
  };
}

/** A fact as the console would say it. */
export function fact(type: FactType, data: unknown): ControlFact {
  return { id: randomBytes(8).toString('hex'), type, at: new Date().toISOString(), data } as ControlFact;
}

let drawn = 0;

/** A decision as the gatekeeper would write it. */
export function decisionOf(stream: string, more: Partial<DecisionRecord> = {}): DecisionRecord {
  drawn += 1;
  const purpose = stream.slice(stream.indexOf('.') + 1);
  return {
    id: decisionIdOf(sha256(`record ${drawn}`), 1, purpose),
    stream,
    pattern: patternId(VERDICTS),
    leaves: LEAVES,
    policy: '2017-05-30',
    policyHash: sha256('policy'),
    at: '2026-11-22T00:00:00.000Z',
    controlOffset: '7',
    source: { partition: drawn % 4, offset: String(drawn) },
    effect: 'released',
    references: sha256('references'),
    released: sha256(`released ${drawn}`),
    ...more,
  };
}

/** The message of a decision, with its links and salt. */
export function messageOf(decision: DecisionRecord): OutMessage {
  const headers = {
    [HEADERS.decision]: decision.id,
    [HEADERS.stream]: decision.stream,
    [HEADERS.policy]: decision.policy,
    [HEADERS.record]: sha256(`record of ${decision.id}`),
    [HEADERS.subject]: sha256(`subject of ${decision.id}`),
    [HEADERS.vehicle]: sha256(`vehicle of ${decision.id}`),
    [HEADERS.chassis]: sha256(`chassis of ${decision.id}`),
    [HEADERS.salt]: randomBytes(16).toString('base64url'),
  };
  return { topic: TOPICS.decisions.name, key: decision.id, value: JSON.stringify(decision), headers };
}

/** Asks until the answer is `true`; throws after the patience. */
export async function until(what: string, is: () => Promise<boolean>, patienceMs = 30_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!(await is().catch(() => false))) {
    if (Date.now() > deadline) throw new Error(`not within ${patienceMs} ms: ${what}`);
    await sleep(50);
  }
}
