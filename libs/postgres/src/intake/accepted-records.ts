// The statements of an acceptance: claim many keys at once, see who holds the rest, make durable, settle what is in doubt.
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';

/** What is unique among accepted records. `record` is base64url of a 32-byte keyed HMAC. */
export interface RecordRevision {
  readonly dealer: string;
  readonly record: string;
  readonly revision: number;
}

/** A revision on its way in. */
export interface Claim extends RecordRevision {
  /** base64url of the keyed HMAC of the content. */
  readonly content: string;
  /** UUID that the message carries too. */
  readonly acceptance: string;
}

/** A claim and the slot it is made for. */
export interface SlotClaim extends Claim {
  readonly slot: string;
}

/** How a revision stands. */
export interface Standing extends RecordRevision {
  readonly content: string;
  readonly acceptance: string;
  readonly slot: string;
  readonly isDurable: boolean;
}

/** Where the message of a claim stands. */
export interface Produced extends Claim {
  readonly partition: number;
  readonly offset: bigint;
}

/** A pending row nobody is working on. */
export interface InDoubt {
  readonly acceptance: string;
  /** Per partition: no message of this acceptance lies below. */
  readonly lookFrom: readonly bigint[];
  /** Milliseconds since it was claimed, by the database's clock, when asked. */
  readonly ageMs: number;
}

/** Sorted by key: two processes that claim the same keys wait for one another in one order and never in a circle. */
const CLAIM = `
  INSERT INTO intake.accepted (dealer, record, revision, content, state, acceptance, slot, look_from, at)
  SELECT dealer, record, revision, content, 'pending', acceptance, slot, $7::bigint[], clock_timestamp()
    FROM unnest($1::text[], $2::bytea[], $3::int[], $4::bytea[], $5::uuid[], $6::text[])
      AS g (dealer, record, revision, content, acceptance, slot)
   ORDER BY dealer, record, revision
  ON CONFLICT DO NOTHING
  RETURNING acceptance`;

const FIND = `
  SELECT a.dealer, a.record, a.revision, a.content, a.acceptance, a.slot, a.state = 'durable' AS is_durable
    FROM intake.accepted a
    JOIN unnest($1::text[], $2::bytea[], $3::int[]) AS g (dealer, record, revision) USING (dealer, record, revision)`;

const MAKE_DURABLE = `
  UPDATE intake.accepted a
     SET state = 'durable', partition = g.partition, "offset" = g."offset", look_from = NULL
    FROM unnest($1::text[], $2::bytea[], $3::int[], $4::uuid[], $5::int[], $6::bigint[])
      AS g (dealer, record, revision, acceptance, partition, "offset")
   WHERE a.dealer = g.dealer AND a.record = g.record AND a.revision = g.revision
     AND a.acceptance = g.acceptance AND a.state = 'pending'
  RETURNING a.acceptance`;

const IN_DOUBT = `
  SELECT acceptance, look_from, extract(epoch FROM clock_timestamp() - at) * 1000 AS age_ms
    FROM intake.accepted
   WHERE slot = $1 AND state = 'pending' AND acceptance <> ALL ($2::uuid[])
   ORDER BY at LIMIT $3`;

const FOUND = `
  UPDATE intake.accepted a
     SET state = 'durable', partition = g.partition, "offset" = g."offset", look_from = NULL
    FROM unnest($2::uuid[], $3::int[], $4::bigint[]) AS g (acceptance, partition, "offset")
   WHERE a.slot = $1 AND a.state = 'pending' AND a.acceptance = g.acceptance`;

const RELEASE = `DELETE FROM intake.accepted WHERE slot = $1 AND state = 'pending' AND acceptance = ANY ($2::uuid[])`;

const bytes = (base64url: string): Buffer => Buffer.from(base64url, 'base64url');

const keysOf = (rows: readonly RecordRevision[]): [string[], Buffer[], number[]] => [
  rows.map(({ dealer }) => dealer),
  rows.map(({ record }) => bytes(record)),
  rows.map(({ revision }) => revision),
];

interface StandingRow {
  dealer: string;
  record: Buffer;
  revision: number;
  content: Buffer;
  acceptance: string;
  slot: string;
  is_durable: boolean;
}

/** The table of accepted records in `dataSource`. Every method is one statement and throws a DatabaseFault. */
export function createAcceptedRecords(dataSource: DataSource) {
  const query = <T>(sql: string, parameters: unknown[]): Promise<T> =>
    withoutValues(() => dataSource.query<T>(sql, parameters));
  return {
    /**
     * Claims the revisions nobody holds; gives the acceptances that won. Of equal revisions in one call one wins, in no
     * particular order. `lookFrom`: per partition, no message of these claims lies below.
     */
    async claim(claims: readonly SlotClaim[], lookFrom: readonly bigint[]): Promise<ReadonlySet<string>> {
      const rows = await query<{ acceptance: string }[]>(CLAIM, [
        ...keysOf(claims),
        claims.map(({ content }) => bytes(content)),
        claims.map(({ acceptance }) => acceptance),
        claims.map(({ slot }) => slot),
        lookFrom.map(String),
      ]);
      return new Set(rows.map(({ acceptance }) => acceptance));
    },

    /** How these revisions stand, in no particular order; one nobody holds is absent. */
    async find(keys: readonly RecordRevision[]): Promise<readonly Standing[]> {
      const rows = await query<StandingRow[]>(FIND, keysOf(keys));
      return rows.map(({ record, content, is_durable, ...row }) => ({
        ...row,
        record: record.toString('base64url'),
        content: content.toString('base64url'),
        isDurable: is_durable,
      }));
    },

    /** Makes claims durable; gives the acceptances that were still pending. */
    async makeDurable(produced: readonly Produced[]): Promise<ReadonlySet<string>> {
      const [rows] = await query<[{ acceptance: string }[], number]>(MAKE_DURABLE, [
        ...keysOf(produced),
        produced.map(({ acceptance }) => acceptance),
        produced.map(({ partition }) => partition),
        produced.map(({ offset }) => offset.toString()),
      ]);
      return new Set(rows.map(({ acceptance }) => acceptance));
    },

    /** Pending rows of `slot` but for the acceptances being worked on; the oldest first, at most `limit`. */
    async inDoubt(slot: string, busy: readonly string[], limit: number): Promise<readonly InDoubt[]> {
      const rows = await query<{ acceptance: string; look_from: string[]; age_ms: string }[]>(IN_DOUBT, [
        slot,
        busy,
        limit,
      ]);
      return rows.map(({ acceptance, look_from, age_ms }) => ({
        acceptance,
        lookFrom: look_from.map(BigInt),
        ageMs: Number(age_ms),
      }));
    },

    /** Makes rows of `slot` durable whose messages were found. */
    async settleFound(
      slot: string,
      found: readonly { acceptance: string; partition: number; offset: bigint }[],
    ): Promise<void> {
      await query(FOUND, [
        slot,
        found.map(({ acceptance }) => acceptance),
        found.map(({ partition }) => partition),
        found.map(({ offset }) => offset.toString()),
      ]);
    },

    /** Gives up pending rows of `slot` whose messages are not there and can come no more. */
    async release(slot: string, acceptances: readonly string[]): Promise<void> {
      await query(RELEASE, [slot, acceptances]);
    },

    /** Slots with rows pending longer than `ageMs`. */
    async slotsInDoubt(ageMs: number): Promise<readonly string[]> {
      const rows = await query<{ slot: string }[]>(
        `SELECT DISTINCT slot FROM intake.accepted
          WHERE state = 'pending' AND at < clock_timestamp() - make_interval(secs => $1 / 1000.0)`,
        [ageMs],
      );
      return rows.map(({ slot }) => slot);
    },
  };
}

export type AcceptedRecords = ReturnType<typeof createAcceptedRecords>;
