// The fence: after it, no transaction that was open before can commit any more.
import { setTimeout as sleep } from 'node:timers/promises';
import type { API, Base, initProducerIdV5, listTransactionsV2 } from '@platformatic/kafka';
import { KafkaFault, codeOf } from './kafka-fault.js';
import { apiOf, connectToCoordinator } from './transaction-coordinator.js';

/** Transaction time-out the fenced id is left with, until its owner sets its own again. */
const TRANSACTION_TIMEOUT_MS = 5_000;
const TRY_AGAIN_AFTER_MS = 4;

/**
 * Calls InitProducerId(-1, -1) on every transactional id that begins with `prefix` and that the brokers know: what is open
 * is aborted, and whoever holds an older epoch can no longer commit. Gives the ids, sorted. Throws when one of them could
 * not be fenced within `withinMs`: then nothing may be taken for fenced.
 */
export async function fenceTransactions(client: Base, prefix: string, withinMs: number): Promise<string[]> {
  const until = Date.now() + withinMs;
  const ids = await insist(until, () => transactionalIds(client, prefix));
  await Promise.all(ids.map((id) => insist(until, () => fenceOne(client, id))));
  return ids;
}

async function transactionalIds(client: Base, prefix: string): Promise<string[]> {
  const api = await apiOf<API<listTransactionsV2.ListTransactionsRequest, listTransactionsV2.ListTransactionsResponse>>(
    client,
    'ListTransactions',
  );
  const connections = await client.connectToBrokers();
  const answers = await Promise.all([...connections.values()].map((one) => api.async(one, [], [], -1n, null)));
  const ids = answers.flatMap(({ transactionStates }) => transactionStates.map((one) => one.transactionalId));
  return [...new Set(ids.filter((id) => id.startsWith(prefix)))].sort();
}

async function fenceOne(client: Base, id: string): Promise<void> {
  const coordinator = await connectToCoordinator(client, id);
  const init = await apiOf<API<initProducerIdV5.InitProducerIdRequest, initProducerIdV5.InitProducerIdResponse>>(
    client,
    'InitProducerId',
  );
  await init.async(coordinator, id, TRANSACTION_TIMEOUT_MS, -1n, -1);
}

/** A transaction being ended answers CONCURRENT_TRANSACTIONS, a coordinator that moves answers others: all pass. */
async function insist<T>(until: number, attempt: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= until || codeOf(error).endsWith('AUTHORIZATION_FAILED')) {
        throw new KafkaFault('GW_FENCE', `a transactional id could not be fenced: ${codeOf(error)}`);
      }
      await sleep(TRY_AGAIN_AFTER_MS);
    }
  }
}
