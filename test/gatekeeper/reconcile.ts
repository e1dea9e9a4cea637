// Compares what went in with what a read-committed reader saw come out: each (record, revision, stream) exactly once.
import { createHash } from 'node:crypto';
import {
  decisionIdOf,
  HEADERS,
  RECALLED_TYPE,
  RELEASED_TYPE,
  topicOf,
  TOPICS,
  type DecisionRecord,
  type Stream,
} from '#wire';

/** A message a read-committed reader saw. */
export interface Seen {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Sent {
  readonly dealerCode: string;
  readonly recordId: string;
  readonly revision: number;
}

export interface Expectation {
  readonly records: readonly Sent[];
  readonly streams: readonly Stream[];
  /** Keys of the dead letters that must be there: `service-records-<partition>-<offset>`. */
  readonly deadLetters: readonly string[];
  readonly outwardRecordId: (audience: string, dealerCode: string, recordId: string) => string;
}

/** Every list must be empty. Ids only, no value. */
export interface Faults {
  /** Seen more than once. */
  readonly duplicates: string[];
  /** Never seen. */
  readonly missing: string[];
  /** Seen, and nothing that went in asks for it. */
  readonly unwanted: string[];
  /** On a stream's topic without a decision that commits to exactly these bytes. */
  readonly undecided: string[];
  /** A revision after a higher one, or one record on two partitions. */
  readonly outOfOrder: string[];
}

export function reconcile(expectation: Expectation, seen: readonly Seen[]): Faults {
  const faults: Faults = { duplicates: [], missing: [], unwanted: [], undecided: [], outOfOrder: [] };
  const topics = new Set(expectation.streams.map(({ id }) => topicOf(id)));
  const decisions = once(
    seen.filter(({ topic }) => topic === TOPICS.decisions.name),
    faults,
  );
  const released = once(
    seen.filter(({ topic }) => topics.has(topic)),
    faults,
  );
  const deadLetters = once(
    seen.filter(({ topic }) => topic === TOPICS.deadLetters.name),
    faults,
  );

  compare(expectedDecisions(expectation), decisions, faults);
  compare(new Set(expectation.deadLetters.map((key) => `${TOPICS.deadLetters.name} ${key}`)), deadLetters, faults);

  const announced = new Set<string>();
  for (const message of decisions.values()) {
    const decision = JSON.parse(message.value.toString()) as DecisionRecord;
    if (decision.effect === 'withheld') continue;
    const name = `${topicOf(decision.stream)} ${decision.id}`;
    announced.add(name);
    const sent = released.get(name);
    if (!sent) faults.missing.push(name);
    else if (!commitsTo(decision, message, sent)) faults.undecided.push(name);
  }
  for (const name of released.keys()) if (!announced.has(name)) faults.undecided.push(name);
  checkOrder(
    seen.filter(({ topic }) => topics.has(topic)),
    faults,
  );
  return faults;
}

/** True where no list holds anything. */
export function isFaultless(faults: Faults): boolean {
  return Object.values(faults).every((list: string[]) => list.length === 0);
}

function expectedDecisions({ records, streams, outwardRecordId }: Expectation): Set<string> {
  const expected = new Set<string>();
  for (const { dealerCode, recordId, revision } of records) {
    for (const { audience, purpose } of streams) {
      const id = decisionIdOf(outwardRecordId(audience, dealerCode, recordId), revision, purpose);
      expected.add(`${TOPICS.decisions.name} ${id}`);
    }
  }
  return expected;
}

function once(seen: readonly Seen[], faults: Faults): Map<string, Seen> {
  const byName = new Map<string, Seen>();
  for (const message of seen) {
    const name = `${message.topic} ${message.headers[HEADERS.id] ?? message.key}`;
    if (byName.has(name)) faults.duplicates.push(name);
    else byName.set(name, message);
  }
  return byName;
}

function compare(expected: ReadonlySet<string>, seen: ReadonlyMap<string, Seen>, faults: Faults): void {
  for (const name of expected) if (!seen.has(name)) faults.missing.push(name);
  for (const name of seen.keys()) if (!expected.has(name)) faults.unwanted.push(name);
}

function commitsTo(decision: DecisionRecord, decided: Seen, sent: Seen): boolean {
  const salt = Buffer.from(decided.headers[HEADERS.salt] ?? '', 'base64url');
  const type = decision.effect === 'recalled' ? RECALLED_TYPE : RELEASED_TYPE;
  return (
    salt.length === 16 &&
    sent.headers[HEADERS.salt] === decided.headers[HEADERS.salt] &&
    sent.headers[HEADERS.type] === type &&
    decision.released === createHash('sha256').update(salt).update(sent.value).digest('base64url')
  );
}

function checkOrder(released: readonly Seen[], faults: Faults): void {
  const last = new Map<string, { partition: number; revision: number }>();
  const inOrder = [...released].sort(
    (a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition || Number(a.offset - b.offset),
  );
  for (const { topic, key, partition, value } of inOrder) {
    const { revision } = JSON.parse(value.toString()) as { revision: number };
    const name = `${topic} ${key}`;
    const before = last.get(name);
    if (before && (before.partition !== partition || before.revision > revision)) {
      faults.outOfOrder.push(`${name}.${revision}`);
    }
    last.set(name, { partition, revision });
  }
}
