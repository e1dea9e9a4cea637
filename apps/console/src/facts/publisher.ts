// From the outbox to `control`, in outbox order, by one process at a time; then all that an answer promises.
import type { Outbox, OutboxRow } from '#postgres';
import { type ControlFact, type FactPayloads, isNarrowing } from '#wire';

export interface PublisherTools {
  readonly outbox: Outbox;
  /** Sends one fact; resolves with its offset once every replica has it. */
  readonly send: (fact: ControlFact) => Promise<bigint>;
  /** Makes a stream's topic, users and rights, before its fact appears. */
  readonly prepareStream: (stream: FactPayloads['stream-opened']) => Promise<void>;
  /** After this no gatekeeper can commit under the older state. */
  readonly fence: () => Promise<void>;
  /** Brings users and rights to what the facts on `control` say. */
  readonly reconcile: () => Promise<void>;
  /** What the outbox holds: when its oldest fact was stated (RFC 3339); `null`: all are settled. */
  readonly onWaiting: (oldest: string | null) => void;
  /** Named steps between which a test ends the process. */
  readonly reached: (step: PublisherStep) => void;
}

export const PUBLISHER_STEPS = [
  'enqueued',
  'prepared',
  'published',
  'marked',
  'fenced',
  'reconciled',
  'settled',
] as const;
export type PublisherStep = (typeof PUBLISHER_STEPS)[number];

export interface Publisher {
  /** Publishes and settles whatever the outbox holds; resolves when it is empty. Throws when a step fails: call again. */
  drain(): Promise<void>;
}

const BATCH = 100;

export function createPublisher(tools: PublisherTools): Publisher {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  const drainOnce = () =>
    tools.outbox.publishing(async () => {
      for (;;) {
        const rows = await tools.outbox.unsettled(BATCH);
        tools.onWaiting(rows[0]?.recordedAt ?? null);
        if (rows.length === 0) return;
        for (const row of rows) if (row.controlOffset === null) await publish(row, tools);
        await settle(rows, tools);
      }
    });

  return {
    drain() {
      if (running === null) {
        running = drainOnce().finally(() => {
          running = null;
        });
        return running;
      }
      // One run more begins after the present one, however many ask: it sees whatever they have added.
      next ??= running
        .catch(() => undefined)
        .then(() => {
          next = null;
          return this.drain();
        });
      return next;
    },
  };
}

/** A crash after the send publishes the fact again, under the same id: at least once, in order; readers deduplicate. */
async function publish(row: OutboxRow, tools: PublisherTools): Promise<void> {
  const fact = factOf(row);
  if (fact.type === 'stream-opened') {
    await tools.prepareStream(fact.data);
    tools.reached('prepared');
  }
  const offset = await tools.send(fact);
  tools.reached('published');
  await tools.outbox.markPublished(row.factId, offset);
  tools.reached('marked');
}

async function settle(rows: readonly OutboxRow[], tools: PublisherTools): Promise<void> {
  if (rows.some(({ type }) => isNarrowing(type))) {
    await tools.fence();
    tools.reached('fenced');
  }
  await tools.reconcile();
  tools.reached('reconciled');
  await tools.outbox.markSettled(rows.map(({ factId }) => factId));
  tools.reached('settled');
}

export function factOf({ factId, type, recordedAt, data }: OutboxRow): ControlFact {
  return { id: factId, type, at: recordedAt, data } as unknown as ControlFact;
}
