// Where a member begins to read, and what is told of records it can no longer find there.
import type { Consumer } from '@platformatic/kafka';
import type { KafkaLog } from '../connection.js';
import { committedPositions } from './committed-positions.js';
import type { View } from './membership.js';
import { createRecordSource, type RecordSource } from './record-source.js';
import type { Transactions } from './transactions.js';

export interface SourceTools {
  readonly transactions: Transactions;
  readonly fetcher: Consumer;
  readonly input: string;
  readonly log: KafkaLog;
}

/**
 * Opens a producer first, so that what was left of ours is ended, and only then asks where to read on. `null` when the view
 * no longer holds. Throws any fault.
 */
export async function openSource(
  { transactions, fetcher, input, log }: SourceTools,
  view: View,
  holds: () => boolean,
): Promise<RecordSource | null> {
  await transactions.open(view);
  const positions = await committedPositions(view, input, fetcher, holds);
  if (positions === null) return null;
  for (const { partition, reason, committed, from } of positions.displaced) {
    const count = Number(from < committed ? committed - from : from - committed);
    log.warn({ event: 'place-lost', topic: input, partition, reason, offset: String(from), count });
  }
  return createRecordSource(fetcher, input, positions);
}
