// From the outbox to `control`, by one process at a time; then all that an answer promises. What must be made at the broker first
// keeps no other fact waiting (ADR 0029).
import type { Outbox, OutboxRow } from '#postgres';
import { type ControlFact, type FactPayloads, isNarrowing } from '#wire';
import { changesNoRights } from '../access/changes-no-rights.js';
import { inTurns } from './in-turns.js';

export interface PublisherTools {
  readonly outbox: Pick<Outbox, 'publishing' | 'unsettled' | 'markPublished' | 'markSettled'>;
  /** Sends one fact; resolves with its offset once every replica has it. */
  readonly send: (fact: ControlFact) => Promise<bigint>;
  /** True for a stream that stands open on `control`: its topic is there. */
  readonly isOpen: (stream: string) => boolean;
  /** Makes a stream's topic, users and rights, before its fact appears. */
  readonly prepareStream: (stream: FactPayloads['stream-opened']) => Promise<void>;
  /** After this no gatekeeper can commit under the older state. */
  readonly fence: () => Promise<void>;
  /** Reads what has been published, so that whoever asks next is answered by it. */
  readonly catchUp: () => Promise<void>;
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
  /**
   * Publishes every fact of the outbox but those of streams whose topic must be made first, fences once for up to a hundred of
   * them, and settles those that ask no more. Throws when a step fails: call again.
   */
  publish(): Promise<void>;
  /** The same, then makes what is left to be made and publishes and settles all; resolves when the outbox is empty. */
  drain(): Promise<void>;
}

const BATCH = 100;

export function createPublisher(tools: PublisherTools): Publisher {
  const { outbox } = tools;
  /** Openings, by their facts' ids, that wait for nothing any more. */
  const prepared = new Set<string>();
  /** Narrowing facts that were fenced and are not settled yet: another fence would only hold up the gatekeepers. */
  const fenced = new Set<string>();

  const needsTopic = ({ factId, type, data }: OutboxRow): boolean =>
    type === 'stream-opened' && !prepared.has(factId) && !tools.isOpen(data.stream as string);

  /** Of one stream nothing passes what waits. */
  const mustWait = (row: OutboxRow, waiting: Set<unknown>): boolean => {
    if (row.type !== 'stream-opened' && row.type !== 'stream-closed') return false;
    if (needsTopic(row)) waiting.add(row.data.stream);
    return waiting.has(row.data.stream);
  };

  const fence = async (rows: readonly OutboxRow[]): Promise<void> => {
    const due = rows.filter(({ factId, type }) => isNarrowing(type) && !fenced.has(factId));
    if (due.length === 0) return;
    await tools.fence();
    for (const { factId } of due) fenced.add(factId);
    tools.reached('fenced');
  };

  /** `rows` are on `control`. What has not been fenced stays. */
  const settle = async (rows: readonly OutboxRow[]): Promise<void> => {
    const done = rows
      .filter(({ factId, type }) => !isNarrowing(type) || fenced.has(factId))
      .map(({ factId }) => factId);
    await outbox.markSettled(done);
    for (const id of done) {
      fenced.delete(id);
      prepared.delete(id);
    }
    tools.reached('settled');
  };

  const tellOldest = async (): Promise<void> => {
    const [oldest] = await outbox.unsettled(1);
    tools.onWaiting(oldest?.recordedAt ?? null);
  };

  const publish = inTurns(() =>
    outbox.publishing(async () => {
      const waiting = new Set<unknown>();
      const attempts = createAttempts();
      await tellOldest();
      for await (const rows of unsettledOf(outbox)) {
        const published: OutboxRow[] = [];
        for (const row of rows) {
          if (row.controlOffset === null) {
            if (mustWait(row, waiting)) continue;
            await publishOne(row, tools);
          }
          published.push(row);
        }
        await attempts.make(() => fence(published));
        const done = published.filter(({ type }) => changesNoRights(type));
        if (done.length === 0) continue;
        await tools.catchUp();
        await settle(done);
      }
      await tellOldest();
      attempts.throwFault();
    }),
  );

  /** Gives whether a stream's facts can be published now that could not before; else throws what failed, if anything did. */
  const administer = inTurns(async () => {
    const attempts = createAttempts();
    let isMore = false;
    for await (const rows of unsettledOf(outbox)) {
      const published = rows.filter(({ controlOffset }) => controlOffset !== null);
      if (published.length === 0) continue;
      await attempts.make(async () => {
        await tools.reconcile();
        tools.reached('reconciled');
        await settle(published);
      });
    }
    for await (const rows of unsettledOf(outbox)) {
      for (const row of rows) {
        if (row.controlOffset !== null || row.type !== 'stream-opened') continue;
        await attempts.make(async () => {
          if (needsTopic(row)) await tools.prepareStream(row.data as unknown as FactPayloads['stream-opened']);
          if (!prepared.has(row.factId)) isMore = true;
          prepared.add(row.factId);
          tools.reached('prepared');
        });
      }
    }
    await tellOldest();
    if (!isMore) attempts.throwFault();
    return isMore;
  });

  return {
    publish,
    async drain() {
      do await publish();
      while (await administer());
    },
  };
}

/** A crash after the send publishes the fact again, under the same id: at least once, in order; readers deduplicate. */
async function publishOne(row: OutboxRow, tools: PublisherTools): Promise<void> {
  const offset = await tools.send(factOf(row));
  tools.reached('published');
  await tools.outbox.markPublished(row.factId, offset);
  tools.reached('marked');
}

/** Pages in the order of the outbox, each as it is when it is asked for. */
async function* unsettledOf({ unsettled }: PublisherTools['outbox']): AsyncGenerator<readonly OutboxRow[]> {
  for (let after = '0'; ; ) {
    const rows = await unsettled(BATCH, after);
    if (rows.length === 0) return;
    after = rows.at(-1)!.position;
    yield rows;
  }
}

/** Goes on after what fails; in the end the first fault is thrown. */
function createAttempts() {
  const faults: unknown[] = [];
  return {
    async make(work: () => Promise<void>): Promise<void> {
      try {
        await work();
      } catch (fault) {
        faults.push(fault);
      }
    },
    throwFault(): void {
      if (faults.length > 0) throw faults[0];
    },
  };
}

export function factOf({ factId, type, recordedAt, data }: OutboxRow): ControlFact {
  return { id: factId, type, at: recordedAt, data } as unknown as ControlFact;
}
