// Keeps this process's slot: takes it, notices its loss, takes it again, and settles what is in doubt under it or left by the dead.
import { type AcceptedRecords, type DataSource, type IntakeSlot, takeIntakeSlot } from '#postgres';
import { createSettler, GIVE_UP_AFTER_MS, type Settled, type SettlerTools } from './settle-doubts.js';

const EVERY_MS = 500;
const OTHERS_EVERY_MS = 5_000;
/** Rows of other slots are looked at when no living process can still be at work on them. */
const OTHERS_AGE_MS = 2 * GIVE_UP_AFTER_MS;

export interface SlotKeeper {
  /** The slot's name while it is held. */
  held(): string | null;
  stop(): Promise<void>;
}

export interface SlotKeeperTools extends SettlerTools {
  readonly dataSource: DataSource;
  readonly records: AcceptedRecords;
  /** Asks the broker where the topic ends, so that a later look need not begin at its beginning. */
  readonly learnEnds: () => Promise<void>;
  readonly onSettled: (slot: string, settled: Settled) => void;
  readonly onFault: (error: unknown) => void;
  readonly onHeld: (held: boolean) => void;
}

/** Starts keeping; goes on through every fault until `stop`. */
export function keepSlot(name: string, tools: SlotKeeperTools): SlotKeeper {
  const { dataSource } = tools;
  let slot: IntakeSlot | null = null;
  let othersAt = 0;
  let endsLearnt = false;
  let stopped = false;
  let wake = (): void => undefined;

  const settleDoubts = createSettler(tools);
  const settle = async (of: string, giveUpAfterMs: number): Promise<void> => {
    const settled = await settleDoubts(of, giveUpAfterMs);
    if (settled.found + settled.givenUp > 0) tools.onSettled(of, settled);
  };

  const hold = async (): Promise<void> => {
    if (slot && !(await slot.check())) {
      await slot.release();
      slot = null;
      tools.onHeld(false);
    }
    if (slot) return;
    if (!dataSource.isInitialized) await dataSource.initialize();
    slot = await takeIntakeSlot(dataSource, name);
    if (!slot) return;
    tools.onHeld(true);
  };

  const settleOthers = async (): Promise<void> => {
    othersAt = Date.now();
    for (const other of await tools.records.slotsInDoubt(OTHERS_AGE_MS)) {
      if (other === name) continue;
      const taken = await takeIntakeSlot(dataSource, other);
      try {
        if (taken) await settle(other, OTHERS_AGE_MS);
      } finally {
        await taken?.release();
      }
    }
  };

  const turn = async (): Promise<void> => {
    await hold();
    if (!slot) return;
    if (!endsLearnt) await tools.learnEnds();
    endsLearnt = true;
    await settle(name, GIVE_UP_AFTER_MS);
    if (Date.now() - othersAt >= OTHERS_EVERY_MS) await settleOthers();
  };

  const keeping = (async () => {
    while (!stopped) {
      await turn().catch(tools.onFault);
      if (stopped) break;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, EVERY_MS);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    await (slot as IntakeSlot | null)?.release();
    slot = null;
  })();

  return {
    held: () => (slot?.isHeld() ? name : null),
    async stop() {
      stopped = true;
      wake();
      await keeping;
    },
  };
}
