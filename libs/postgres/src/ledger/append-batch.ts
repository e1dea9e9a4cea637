// Appends a batch and moves the reader on, in one transaction: killed anywhere, nothing is missing nor doubled.
import type { DataSource } from 'typeorm';
import { withoutValues } from '../database-fault.js';
import { deadLetterColumns, decisionColumns, firstOfEach, patternsIn, verdictColumns } from './columns.js';
import type { LedgerBatch } from './entries.js';
import { COUNT_WAITING, countStored } from './keep-tallies.js';

const STORE_PATTERNS = 'INSERT INTO ledger.patterns (id) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING';

const STORE_VERDICTS = `
  INSERT INTO ledger.pattern_verdicts (pattern, ordinal, path, item, outcome, clause, reason)
  SELECT * FROM unnest($1::text[], $2::int[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])
  ON CONFLICT DO NOTHING`;

const STORE_DECISIONS = `
  WITH given AS (
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::int[],
                         $10::bigint[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[],
                         $18::text[])
      AS g (id, stream, pattern, leaves, policy, policy_hash, at, control_offset, source_partition,
            source_offset, effect, reference_commitment, release_commitment, record, subject, vehicle, chassis, salt)
  ), stored AS (
    INSERT INTO ledger.decisions (id, stream, pattern, leaves, policy, policy_hash, at, made_at, control_offset,
                                  source_partition, source_offset, effect, reference_commitment, release_commitment)
    SELECT id, stream, pattern, leaves::integer[], policy, policy_hash, at, at::timestamptz, control_offset,
           source_partition, source_offset, effect, reference_commitment, release_commitment
      FROM given
    ON CONFLICT (id) DO NOTHING
    RETURNING id, stream, pattern, leaves, policy, policy_hash, effect, made_at
  ), linked AS (
    INSERT INTO ledger.links (decision, record, subject, vehicle, chassis, salt)
    SELECT id, record, subject, vehicle, chassis, salt FROM given JOIN stored USING (id)
  ), ${countStored('$19')}
  SELECT count(*)::int AS stored FROM stored`;

const STORE_DEAD_LETTERS = `
  INSERT INTO ledger.dead_letters (topic, partition, "offset", reason, at)
  SELECT * FROM unnest($1::text[], $2::int[], $3::bigint[], $4::text[], $5::text[])
  ON CONFLICT DO NOTHING`;

const MOVE_ON = `
  INSERT INTO ledger.reader_offsets (topic, partition, next_offset) VALUES ($1, $2, $3)
  ON CONFLICT (topic, partition) DO UPDATE SET next_offset = greatest(reader_offsets.next_offset, excluded.next_offset)`;

/**
 * Stores what a batch holds and the offset to read next, in one transaction. The first decision of an id wins, for
 * ever: a later one leaves no trace in rows or counts, nor brings back links that were erased. A pattern's verdicts
 * are stored once. Gives the number of decisions that were new. Throws a DatabaseFault; then nothing of the batch is stored, or (the
 * connection lost at the commit) all of it: calling again is right in both cases.
 */
export function appendBatch(dataSource: DataSource, batch: LedgerBatch): Promise<number> {
  const entries = firstOfEach(batch.entries);
  const patterns = patternsIn(batch.entries);
  return withoutValues(() =>
    dataSource.transaction(async (manager) => {
      let stored = 0;
      if (patterns.length > 0) {
        await manager.query(STORE_PATTERNS, [patterns.map(({ id }) => id)]);
        await manager.query(STORE_VERDICTS, verdictColumns(patterns));
      }
      if (entries.length > 0) {
        const [row] = await manager.query<{ stored: number }[]>(STORE_DECISIONS, [
          ...decisionColumns(entries),
          batch.partition,
        ]);
        stored = row?.stored ?? 0;
        await manager.query(COUNT_WAITING, [batch.partition]);
      }
      if (batch.deadLetters.length > 0) await manager.query(STORE_DEAD_LETTERS, deadLetterColumns(batch.deadLetters));
      await manager.query(MOVE_ON, [batch.topic, batch.partition, batch.nextOffset.toString()]);
      return stored;
    }),
  );
}

/** The offset a partition is to be read on from; `null` for one never read. Throws a DatabaseFault. */
export async function readerOffset(dataSource: DataSource, topic: string, partition: number): Promise<bigint | null> {
  const [row] = await withoutValues(() =>
    dataSource.query<{ next_offset: string }[]>(
      'SELECT next_offset FROM ledger.reader_offsets WHERE topic = $1 AND partition = $2',
      [topic, partition],
    ),
  );
  return row ? BigInt(row.next_offset) : null;
}
