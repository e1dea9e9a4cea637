// Where a member begins to read, and what is told of records it can no longer find there.
import type { Consumer } from '@platformatic/kafka';
import { committedPositions, type DisplacedPlace } from './committed-positions.js';
import type { View } from './membership.js';
import { createRecordSource, type RecordSource } from './record-source.js';
import type { Transactions } from './transactions.js';

export interface SourceTools {
  readonly transactions: Transactions;
  readonly fetcher: Consumer;
  readonly input: string;
  readonly onDisplaced: (places: readonly DisplacedPlace[]) => void;
}

/**
 * Opens a producer first, so that what was left of ours is ended, and only then asks where to read on. `null` when the view
 * no longer holds. Throws any fault.
 */
export async function openSource(
  { transactions, fetcher, input, onDisplaced }: SourceTools,
  view: View,
  holds: () => boolean,
): Promise<RecordSource | null> {
  await transactions.open(view);
  const positions = await committedPositions(view, input, fetcher, holds);
  if (positions === null) return null;
  if (positions.displaced.length > 0) onDisplaced(positions.displaced);
  return createRecordSource(fetcher, input, positions);
}
