// The reader runs in one ledger at a time: whoever holds the sequencer's lock reads, the others wait for it.
import type { CommittedReader } from '#kafka';
import { takeSequencer, type DataSource, type SessionLock } from '#postgres';
import type { Logger } from '#process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface KeptReading {
  /** True while this process reads without a fault, or waits because another one reads. */
  ready(): boolean;
  /** Stops reading, then lets another one read. Never rejects. */
  stop(): Promise<void>;
}

const LOOK_EVERY_MS = 1_000;

/**
 * Starts and goes on through every fault until `stop`. A lock lost with its session ends the reading until it is held again.
 * `onStopped`: a reader has ended, with or without what it had in hand.
 */
export function keepReading(
  dataSource: DataSource,
  open: () => CommittedReader,
  { logger, onStopped }: { readonly logger: Logger; readonly onStopped: () => void },
): KeptReading {
  const ended = new AbortController();
  let lock: SessionLock | null = null;
  let reader: CommittedReader | null = null;
  let isWaiting = false;
  let isFailing = false;

  const letGo = async (): Promise<void> => {
    if (reader !== null) {
      await reader.stop();
      onStopped();
    }
    reader = null;
    await lock?.release();
    lock = null;
  };

  const look = async (): Promise<void> => {
    if (lock !== null && !(await lock.check())) {
      logger.warn({ event: 'sequencer-lost' });
      await letGo();
    }
    if (lock !== null) return;
    lock = await takeSequencer(dataSource);
    if (lock === null && !isWaiting) logger.info({ event: 'sequencer-held-elsewhere' });
    isWaiting = lock === null;
    if (lock !== null) reader = open();
  };

  const keeping = (async () => {
    while (!ended.signal.aborted) {
      try {
        await look();
        isFailing = false;
      } catch (err) {
        isWaiting = false;
        if (!isFailing) logger.warn({ event: 'sequencer-fault', err });
        isFailing = true;
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal: ended.signal }).catch(() => undefined);
    }
    await letGo();
  })();

  return {
    ready: () => reader?.ready() ?? isWaiting,
    async stop() {
      ended.abort();
      await keeping;
    },
  };
}
