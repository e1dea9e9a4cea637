// The loop: committed messages of `decisions` and `dead-letters` into PostgreSQL, offsets in the same transaction.
import { createCommittedReader, type CommittedBatch, type CommittedReader, type KafkaConnection } from '#kafka';
import { appendBatch, readerOffset, type DataSource } from '#postgres';
import { endBatchSpan, startBatchSpan, type Logger } from '#process';
import { groupOf, HEADERS, TOPICS } from '#wire';
import type { Meters } from './meters.js';
import { toLedgerBatch } from './to-ledger-batch.js';

export interface Reading {
  readonly connection: KafkaConnection;
  readonly dataSource: DataSource;
  readonly logger: Logger;
  readonly meters: Meters;
}

/**
 * Starts reading and never gives up until `stop`: while PostgreSQL does not answer, the batch at hand is offered again
 * and again. Where to read on is asked of PostgreSQL, never of Kafka.
 */
export function readIntoLedger({ connection, dataSource, logger, meters }: Reading): CommittedReader {
  return createCommittedReader(connection, {
    group: groupOf(connection.username, 'store'),
    topics: [TOPICS.decisions.name, TOPICS.deadLetters.name],
    log: logger,
    position: (topic, partition) => readerOffset(dataSource, topic, partition),
    onGap: ({ topic, partition, from, to }) => {
      const count = Number(to - from);
      logger.error({ event: 'messages-lost', topic, partition, offset: from, count });
      meters.lost(count);
    },
    eachBatch: (batch) => storeBatch(batch, dataSource, logger, meters),
  });
}

async function storeBatch(
  given: CommittedBatch,
  dataSource: DataSource,
  logger: Logger,
  meters: Meters,
): Promise<void> {
  const { topic, partition, messages } = given;
  meters.began(topic, partition, messages[0]?.timestamp ?? Date.now());
  const beganAt = performance.now();
  const traces = messages.map(({ headers }) => headers[HEADERS.traceparent]);
  const span = startBatchSpan(topic, messages.length, traces);
  const { batch, unreadable, verdictsRefused } = toLedgerBatch(given, Date.now());
  const decisions = await appendBatch(dataSource, batch).catch((error: unknown) => {
    endBatchSpan(span, 'abandoned');
    throw error;
  });
  endBatchSpan(span, 'committed');
  const duplicates = batch.entries.length - decisions;
  meters.ended(topic, partition);
  meters.stored(topic, messages.length, performance.now() - beganAt, { decisions, duplicates, unreadable });
  const coordinates = { topic, partition, offset: batch.nextOffset };
  if (unreadable > 0) logger.error({ event: 'messages-unreadable', ...coordinates, count: unreadable });
  if (verdictsRefused > 0) logger.error({ event: 'verdicts-refused', ...coordinates, count: verdictsRefused });
  logger.debug({ event: 'batch-stored', ...coordinates, count: decisions, duplicates });
}
