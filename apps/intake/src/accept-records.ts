// The acceptance of records: claimed, produced, durable; each revision once, however often and by whomever it is sent.
import { randomUUID } from 'node:crypto';
import type { AcceptedRecords, Claim, Produced, SlotClaim, Standing } from '#postgres';
import { GatewayError, HEADERS, type ProblemCode, TOPICS } from '#wire';
import type { InFlight } from './in-flight.js';
import type { ReadRecord } from './read-record.js';
import { together } from './together.js';

/** Where an acceptance stands; between any two the process may die. */
export type Step = 'inserted' | 'produced' | 'durable';

/** What became of one record. */
export type Outcome = 'accepted' | 'duplicate' | Extract<ProblemCode, 'GW_REVISION_CONFLICT' | 'GW_UNAVAILABLE'>;

export interface Message {
  readonly topic: string;
  readonly key: string;
  readonly value: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface AcceptorTools {
  readonly records: AcceptedRecords;
  /** Resolves when all are on every in-sync replica; after a rejection nobody knows. Not begun any more after `until` (epoch ms). */
  readonly produce: (
    messages: readonly Message[],
    until: number,
  ) => Promise<readonly { partition: number; offset: bigint }[]>;
  /** The name under which pending rows are this process's to settle; `null` while it holds no slot. */
  readonly slot: () => string | null;
  readonly isSlotHeld: (slot: string) => Promise<boolean>;
  /** Lower bounds of where the next message can stand, per partition; and what was learnt of them. */
  readonly ends: { known(): readonly bigint[]; learn(partition: number, next: bigint): void };
  readonly inFlight: InFlight;
  readonly pseudonyms: { recordKey(dealer: string, recordId: string): string; contentMac(content: string): string };
  readonly crashAt: (step: Step) => void;
  /** Told of whatever kept records from being accepted. */
  readonly onFault: (error: unknown) => void;
}

/** How long a caller is kept waiting for the broker, or for another's work on the same revision. */
export const PATIENCE_MS = 5_000;
const POLL_MS = 50;
/** Text of records under way at a time, in UTF-16 units; what comes beyond is told to try again. It bounds the memory. */
export const MOST_UNDER_WAY = 64 * 1024 * 1024;
/** Of one statement that serves several requests. */
const MOST_ROWS = 500;

type Entry = Claim & { readonly read: ReadRecord };
type Settled = { readonly outcome: Outcome; readonly content: string | null };

export interface Accepted {
  /** In the order of the records given. */
  readonly outcomes: readonly Outcome[];
  /** True where database or broker failed: the next records will hardly fare better. */
  readonly isDown: boolean;
}

/** Accepts records of one dealer. Equal (recordId, revision) may occur among them. Never rejects. */
export type AcceptRecords = (dealer: string, reads: readonly ReadRecord[], trace?: string) => Promise<Accepted>;

const keyOf = ({ record, revision }: { record: string; revision: number }): string => `${record}.${revision}`;
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function createAcceptor(tools: AcceptorTools): AcceptRecords {
  const { records, inFlight, pseudonyms, crashAt } = tools;
  const claim = together<SlotClaim, ReadonlySet<string>>(
    (claims) => records.claim(claims, tools.ends.known()),
    MOST_ROWS,
  );
  let underWay = 0;
  const makeDurable = together<Produced, ReadonlySet<string>>((produced) => records.makeDurable(produced), MOST_ROWS);

  const messageOf = (entry: Entry, trace: string | undefined): Message => ({
    topic: TOPICS.serviceRecords.name,
    key: entry.record,
    value: entry.read.value,
    headers: {
      [HEADERS.contentType]: 'application/json',
      [HEADERS.acceptance]: entry.acceptance,
      ...(entry.read.flags.length > 0 ? { [HEADERS.flags]: entry.read.flags.join(',') } : {}),
      ...(trace === undefined ? {} : { [HEADERS.traceparent]: trace }),
    },
  });

  /** The three steps for the first of each key. What fails between them leaves claims pending, in doubt. */
  const claimAndProduce = async (
    leaders: readonly Entry[],
    trace: string | undefined,
  ): Promise<{ durable: ReadonlySet<string>; lost: readonly Entry[] }> => {
    const slot = tools.slot();
    if (slot === null) throw new GatewayError('GW_UNAVAILABLE', 'the intake holds no slot');
    const deadline = Date.now() + PATIENCE_MS;
    const mine = await claim(leaders.map((leader) => ({ ...leader, slot })));
    crashAt('inserted');
    const won = leaders.filter(({ acceptance }) => mine.has(acceptance));
    const lost = leaders.filter(({ acceptance }) => !mine.has(acceptance));
    if (won.length === 0) return { durable: new Set(), lost };
    if (tools.slot() !== slot || Date.now() > deadline)
      throw new GatewayError('GW_UNAVAILABLE', 'the slot was lost, or the time to use it');

    const places = await tools.produce(
      won.map((entry) => messageOf(entry, trace)),
      deadline,
    );
    crashAt('produced');
    const produced = won.map((entry, index) => ({ ...entry, ...places[index]! }));
    for (const { partition, offset } of produced) tools.ends.learn(partition, offset + 1n);
    const durable = await makeDurable(produced);
    crashAt('durable');
    return { durable, lost };
  };

  /** How a revision stands that someone else claimed: waits for the living, not for the dead. */
  const settleLost = async (entries: readonly Entry[]): Promise<Map<string, Settled>> => {
    const settled = new Map<string, Settled>();
    const deadline = Date.now() + PATIENCE_MS;
    // Whoever is given up must have been seen idle before the row was read: between a reading and a look at the living,
    // work may have ended well.
    const idle = new Set<string>();
    let open = entries;
    while (open.length > 0) {
      const standing = new Map((await records.find(open)).map((row) => [keyOf(row), row]));
      const living = await livingSlots([...standing.values()]);
      const isWorkedOn = (row: Standing): boolean =>
        row.slot === tools.slot() ? inFlight.has(row.acceptance) : living.has(row.slot);
      const waiting: Entry[] = [];
      for (const entry of open) {
        const row = standing.get(keyOf(entry));
        const isOpen = row && !row.isDurable && Date.now() < deadline && !idle.has(row.acceptance);
        if (!isOpen) settled.set(keyOf(entry), settle(entry, row));
        else {
          if (!isWorkedOn(row)) idle.add(row.acceptance);
          waiting.push(entry);
        }
      }
      open = waiting;
      const local = open.map((entry) => standing.get(keyOf(entry))!).find(({ acceptance }) => inFlight.has(acceptance));
      if (local) await inFlight.ended(local.acceptance, Math.max(0, deadline - Date.now()));
      else if (open.length > 0) await pause(POLL_MS);
    }
    return settled;
  };

  /** Other processes' slots that are held, of those with a pending row among these. */
  const livingSlots = async (rows: readonly Standing[]): Promise<ReadonlySet<string>> => {
    const others = new Set(rows.filter(({ isDurable }) => !isDurable).map(({ slot }) => slot));
    others.delete(tools.slot() ?? '');
    const living = new Set<string>();
    for (const slot of others) if (await tools.isSlotHeld(slot)) living.add(slot);
    return living;
  };

  const settle = (entry: Entry, row: Standing | undefined): Settled => {
    if (!row?.isDurable) return { outcome: 'GW_UNAVAILABLE', content: null };
    return { outcome: row.content === entry.content ? 'duplicate' : 'GW_REVISION_CONFLICT', content: row.content };
  };

  /** Callers are answered in time, but where database or broker is silent their work goes on: there is a limit to it. */
  const bounded = async <T>(reads: readonly ReadRecord[], work: () => Promise<T>): Promise<T> => {
    const size = reads.reduce((sum, { value }) => sum + value.length, 0);
    if (underWay + size > MOST_UNDER_WAY) throw new GatewayError('GW_UNAVAILABLE', 'too many records are under way');
    underWay += size;
    try {
      return await work();
    } finally {
      underWay -= size;
    }
  };

  return async (dealer, reads, trace) => {
    const entries = reads.map(
      (read): Entry => ({
        dealer,
        record: pseudonyms.recordKey(dealer, read.recordId),
        revision: read.revision,
        content: pseudonyms.contentMac(read.value),
        acceptance: randomUUID(),
        read,
      }),
    );
    const leaders = new Map<string, Entry>();
    for (const entry of entries) if (!leaders.has(keyOf(entry))) leaders.set(keyOf(entry), entry);

    const settled = new Map<string, Settled>();
    let isDown = false;
    try {
      const work = bounded(reads, () => claimAndProduce([...leaders.values()], trace));
      inFlight.add(
        [...leaders.values()].map(({ acceptance }) => acceptance),
        work,
      );
      const { durable, lost } = await inTime(work);
      for (const [key, { acceptance, content }] of leaders)
        if (durable.has(acceptance)) settled.set(key, { outcome: 'accepted', content });
      for (const [key, answer] of await settleLost(lost)) settled.set(key, answer);
    } catch (error) {
      isDown = true;
      tools.onFault(error);
    }
    const outcomes = entries.map((entry): Outcome => {
      const { outcome, content } = settled.get(keyOf(entry)) ?? { outcome: 'GW_UNAVAILABLE', content: null };
      if (leaders.get(keyOf(entry)) === entry || content === null) return outcome;
      return content === entry.content ? 'duplicate' : 'GW_REVISION_CONFLICT';
    });
    return { outcomes, isDown };
  };
}

/** Gives up waiting, not the work: that goes on and is in flight until it ends. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new GatewayError('GW_UNAVAILABLE', 'the broker did not answer')), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
