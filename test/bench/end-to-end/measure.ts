// From the intake's answer to the recipient's poll: what a release waits for on the way through the house.
import { setTimeout as sleep } from 'node:timers/promises';
import { createPseudonyms } from '#process';
import { clientCredentials, createDeliveryClient, type StreamEvent } from '#client';
import { fetchToken } from '../../house/tokens.ts';
import { percentile, spreadOf } from '../pairs.ts';
import type { Part } from '../part.ts';
import { DEALER, recordSupply } from '../record-supply.ts';

const STREAM = 'bmw-japan-finance.joint.valuation';
/** Member and audience. */
const RECIPIENT = 'bmw-japan-finance';
const BETWEEN_MS = 50;
const PATIENCE_MS = 15_000;

const APPS = ['issuer', 'console', 'intake', 'gatekeeper', 'delivery'] as const;

export const part: Part = {
  takes: { quick: 14, full: 130 },
  async measure({ quick, pairs, signal, onProgress, ...options }) {
    const house = await options.house.withApps(APPS);
    const token = await fetchToken(house, `dealer-${DEALER}`);
    const next = recordSupply();
    const keys = createPseudonyms(house.secrets.pseudonymSecret);
    /** The number under which the recipient knows a record. */
    const outwardId = (record: string) =>
      keys.outwardRecordId(RECIPIENT, DEALER, (JSON.parse(record) as { recordId: string }).recordId);
    const polledAt = new Map<string, number>();
    const over = new AbortController();
    const polling = poll(house, AbortSignal.any([signal, over.signal]), (event) => {
      if ('recordId' in event.data) polledAt.set(event.data.recordId, performance.now());
    });
    /** When each was answered, by record id; sent one after another. */
    const send = async (records: readonly string[]): Promise<Map<string, number>> => {
      const answeredAt = new Map<string, number>();
      for (const record of records) {
        signal.throwIfAborted();
        const response = await fetch(`${house.urls.intake}/v1/service-records`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
          body: record,
        });
        answeredAt.set(outwardId(record), performance.now());
        if (response.status !== 202) throw new Error(`a record was answered with ${response.status}`);
        await response.arrayBuffer();
        await sleep(BETWEEN_MS);
      }
      return answeredAt;
    };
    /** Milliseconds from answer to poll; a record that was polled before its answer was read counts as 0. */
    const waits = async (count: number): Promise<number[]> => {
      const answeredAt = await send(next(count));
      const deadline = performance.now() + PATIENCE_MS;
      const missing = () => [...answeredAt.keys()].filter((id) => !polledAt.has(id)).length;
      while (missing() > 0) {
        if (performance.now() > deadline)
          throw new Error(`${missing()} of ${answeredAt.size} records were not polled in time, ${polledAt.size} were`);
        await Promise.race([sleep(BETWEEN_MS), polling]);
      }
      return [...answeredAt].map(([id, at]) => Math.max(0, polledAt.get(id)! - at));
    };
    try {
      await waits(quick ? 25 : 100);
      const runs: number[][] = [];
      for (let run = 1; run <= pairs; run += 1) {
        runs.push(await waits(quick ? 50 : 300));
        onProgress(`run ${run}: p50 ${percentile(runs.at(-1)!, 50).toFixed(1)} ms`);
      }
      const of = (rank: number) => ({ ...spreadOf(runs.map((run) => percentile(run, rank))), unit: 'ms' });
      return { ratios: {}, figures: { 'endToEnd.answerToPollP50': of(50), 'endToEnd.answerToPollP99': of(99) } };
    } finally {
      over.abort();
      await polling.catch(() => undefined);
    }
  },
};

async function poll(
  { urls, credentials }: Parameters<typeof fetchToken>[0] & { urls: { delivery: string } },
  signal: AbortSignal,
  onEvent: (event: StreamEvent) => void,
): Promise<void> {
  const { clientId, clientSecret } = credentials.clients[RECIPIENT]!;
  const tokens = clientCredentials({ tokenUrl: `${urls.issuer}/token`, clientId, clientSecret });
  const client = createDeliveryClient({ url: urls.delivery, tokens });
  for await (const { event } of client.records(STREAM, { signal })) onEvent(event);
}
