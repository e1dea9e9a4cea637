// Steady load from an invented intake: records, their later revisions among others', and now and then something unreadable.
import { setTimeout as sleep } from 'node:timers/promises';
import type { GateHouse } from './gate-house.js';
import type { Sent } from './reconcile.js';
import { smallRecord, type SmallRecord } from './small-records.js';

export interface Load {
  /** Every revision that is durable on `service-records`. */
  readonly sent: readonly Sent[];
  /** The same, with the customer each is of. */
  readonly records: readonly (Sent & { readonly subject: string })[];
  /** Keys of the dead letters it must cause. */
  readonly deadLetters: readonly string[];
  /** Ends the load; resolves when all that was sent is durable. */
  stop(): Promise<void>;
}

const BEAT_MS = 25;
/** A revision follows the one before after this many other records. */
const REVISION_GAP = 7;
const UNREADABLE_EVERY = 90;

/** Sends some `perSecond` revisions a second until stopped. `prefix` keeps its records apart from another load's. */
export function startLoad(house: Pick<GateHouse, 'send' | 'sendRaw'>, prefix: string, perSecond: number): Load {
  const sent: (Sent & { subject: string })[] = [];
  const deadLetters: string[] = [];
  let running = true;
  let next = 1;
  let due = 0;

  let fault: unknown;

  const flow = async () => {
    while (running) {
      due += (perSecond * BEAT_MS) / 1000;
      const records: SmallRecord[] = [];
      let unreadable = 0;
      while (records.length < due) {
        records.push(...turn(prefix, next));
        if (next % UNREADABLE_EVERY === 0) unreadable += 1;
        next += 1;
      }
      due -= records.length;
      await house.send(records);
      for (const { dealerCode, recordId, revision, subject } of records) {
        sent.push({ dealerCode, recordId, revision, subject });
      }
      for (; unreadable > 0; unreadable -= 1) {
        const { partition, offset } = await house.sendRaw('{"recordId": "cut off');
        deadLetters.push(`service-records-${partition}-${offset}`);
      }
      await sleep(BEAT_MS);
    }
  };
  const flowing = flow().catch((error: unknown) => (fault = error));

  return {
    sent,
    records: sent,
    deadLetters,
    async stop() {
      running = false;
      await flowing;
      if (fault !== undefined) throw fault as Error;
    },
  };
}

/** What is sent in turn `n`: the first revision of record `n`, and the later ones of records before it. */
function turn(prefix: string, n: number): SmallRecord[] {
  const first = smallRecord(prefix, n).slice(0, 1);
  const second = n > REVISION_GAP ? smallRecord(prefix, n - REVISION_GAP).slice(1, 2) : [];
  const third = n > 2 * REVISION_GAP ? smallRecord(prefix, n - 2 * REVISION_GAP).slice(2, 3) : [];
  return [...first, ...second, ...third];
}
