// Several intakes at once: none settles another's work while it lives, and what a dead one left is settled by the living.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes, randomUUID } from 'node:crypto';
import type { DataSource } from '#postgres';
import { createLogger, createPseudonyms } from '#process';
import { openIntake, type OpenIntake } from '../../apps/intake/src/open-intake.ts';
import { recordOf } from './intake-given.ts';
import { openIntakeHouse, until, type IntakeHouse } from './intake-house.ts';

let intake: IntakeHouse;
let other: OpenIntake;
const D001 = 'dealer-D001';

beforeAll(async () => {
  intake = await openIntakeHouse();
  const { house } = intake;
  const config = {
    HOST: '127.0.0.1',
    PORT: 0,
    KAFKA_BROKERS: [...house.kafkaAdmin.brokers],
    KAFKA_TLS: '0' as const,
    KAFKA_USERNAME: 'app-intake',
    KAFKA_PASSWORD: house.secrets.kafka.apps.intake,
    DATABASE_URL: house.databaseUrl,
    OIDC_ISSUER: house.credentials.issuer,
    OIDC_AUDIENCE: 'joint-use-gateway',
    PSEUDONYM_SECRET: house.secrets.pseudonymSecret,
    INTAKE_SLOT: 'intake-1',
  };
  other = openIntake(config, createLogger('intake', { level: 'fatal' }));
  await until('the other intake is ready', async () => {
    const answers = await Promise.all(Object.values(other.checks).map(async (check) => check()));
    return answers.every(Boolean);
  });
}, 120_000);
afterAll(async () => {
  await other?.close();
  await intake?.close();
}, 60_000);

const bytesOf = (record: object): Buffer => Buffer.from(JSON.stringify(record));
const storedOf = async (prefix: string) =>
  (await intake.stored()).filter(({ recordId }) => recordId.startsWith(prefix));
const rowOf = async (database: DataSource, acceptance: string) => {
  const [row] = await database.query<Record<string, unknown>[]>(
    'SELECT state, slot, partition, "offset" FROM intake.accepted WHERE acceptance = $1',
    [acceptance],
  );
  return row;
};

describe('two intakes', () => {
  it('sent the same at once, accept it once', async () => {
    const rounds = Array.from({ length: 20 }, (_, round) => recordOf('D001', `both-${round}`));
    const answers = await Promise.all(
      rounds.map(async (record) => {
        const one = intake.post(D001, record).then(async (response) => (await response.json()) as { status: string });
        const two = other.desk.acceptOne('D001', bytesOf(record));
        return (await Promise.all([one, two])).map(({ status }) => status).sort();
      }),
    );
    expect(answers).toEqual(rounds.map(() => ['accepted', 'duplicate']));
    expect(await storedOf('both-')).toHaveLength(rounds.length);
  });

  it('cannot both hold one slot', async () => {
    const [held] = await intake.database.query<{ count: string }[]>(
      `SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted AND classid = 710420171`,
    );
    expect(Number(held?.count)).toBe(2);
  });
});

describe('what a slot left that nobody holds any more', () => {
  it('is made durable where its message is on the topic', async () => {
    await intake.post(D001, recordOf('D001', 'orphan'));
    const [stored] = await storedOf('orphan');
    await intake.database.query(
      `UPDATE intake.accepted SET state = 'pending', slot = 'gone', look_from = '{}', partition = NULL, "offset" = NULL,
              at = now() - interval '20 seconds' WHERE acceptance = $1`,
      [stored!.acceptance],
    );
    const isSettled = async () => (await rowOf(intake.database, stored!.acceptance))?.state === 'durable';
    await until('the row is durable', isSettled, 15_000);
    expect(await rowOf(intake.database, stored!.acceptance)).toMatchObject({
      partition: stored!.partition,
      offset: String(stored!.offset),
    });
  }, 30_000);

  it('is given up where it is not, and the dealer can send again', async () => {
    const record = recordOf('D001', 'unsent');
    const pseudonyms = createPseudonyms(intake.house.secrets.pseudonymSecret);
    const acceptance = randomUUID();
    await intake.database.query(
      `INSERT INTO intake.accepted (dealer, record, revision, content, state, acceptance, slot, look_from, at)
       VALUES ('D001', $1, 1, $2, 'pending', $3, 'gone', '{}', now() - interval '20 seconds')`,
      [Buffer.from(pseudonyms.recordKey('D001', 'unsent'), 'base64url'), randomBytes(32), acceptance],
    );
    expect((await intake.post(D001, record)).status).toBe(503);
    await until('the row is gone', async () => (await rowOf(intake.database, acceptance)) === undefined, 20_000);
    expect(await (await intake.post(D001, record)).json()).toMatchObject({ status: 'accepted' });
    expect(await storedOf('unsent')).toHaveLength(1);
  }, 40_000);
});
