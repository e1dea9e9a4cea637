// One message of `service-records` in, every message it causes out: releases, recalls, decisions, or a dead letter. Pure.
import { canonicalJson, commitment, patternId } from '#evidence';
import type { OutMessage } from '#kafka';
import type { CompiledPolicy, Decided, Decider, Law, Register } from '#policy';
import {
  decisionIdOf,
  parseInstant,
  topicOf,
  TOPICS,
  type DeadLetter,
  type DecisionRecord,
  type Effect,
  type Stream,
} from '#wire';
import type { PendingAnnouncements } from './announcements.js';
import { deadLetterOf } from './dead-letter.js';
import { decisionJson } from './decision-json.js';
import { decisionHeaders, releaseHeaders, type OutwardEvent } from './event-headers.js';
import { instantText } from './instant-text.js';
import { readRecord, type Readable } from './read-record.js';
import { linksOf, type RecordKeys, type RecordLinks } from './record-links.js';
import { recallOf, replacesAnother, sentBytes, type Bodies, type Sent } from './sent-bytes.js';
import type { RecordTrace } from './traces.js';

/** A message as consumed. */
export interface SourceMessage {
  readonly partition: number;
  readonly offset: bigint;
  readonly value: Buffer | null | undefined;
  /** W3C trace context of whoever sent the record. */
  readonly traceparent?: string;
}

/** What a batch is judged with. One instant and one state of `control` for all of it. */
export interface Judging {
  readonly register: Pick<Register, 'streams' | 'lawAt' | 'situationsOf'>;
  readonly decider: Decider;
  /** base64url SHA-256 of the policy's canonical document. */
  readonly hashOf: (policy: CompiledPolicy) => string;
  readonly keys: RecordKeys;
  readonly announcements: PendingAnnouncements;
  /** 16 random bytes. */
  readonly newSalt: () => Buffer;
  /** The trace of a record that came with the given one. */
  readonly traceOf: (source: string | undefined) => RecordTrace;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Offset on `control` up to which (exclusive) facts have been applied. */
  readonly controlOffset: bigint;
  /** Told what was thrown at the message of this place. It may hold values, so nothing of it may be told unreduced. Never throws. */
  readonly onFault: (error: unknown, partition: number, offset: bigint) => void;
}

/** Why a message must stay unconsumed: no law to judge it by, or what may have been released of it can be neither judged nor recalled. */
export type Hold = 'GW_NO_POLICY_IN_FORCE' | 'GW_NOT_JUDGED';

/** What one message came to. */
export interface Judged {
  readonly messages: readonly OutMessage[];
  readonly decisions: readonly {
    readonly stream: string;
    readonly effect: Effect;
    readonly pattern: Decided['pattern'];
    readonly leaves: Decided['leaves'];
  }[];
  readonly deadLetter: DeadLetter['reason'] | null;
}

/**
 * Judges one message for every active stream; one decision per stream, in the register's order.
 * What cannot be read, or makes a rule throw, becomes one dead letter; where an earlier revision may have been released,
 * it is recalled from every active stream besides. What was thrown is told to `onFault`. Never throws.
 */
export function judgeRecord(source: SourceMessage, judging: Judging): Judged | Hold {
  const readable = readRecord(source.value);
  if (typeof readable === 'string') return unjudged(source, readable, judging.at);
  const trace = judging.traceOf(source.traceparent);
  try {
    return judgeWith(judgementOf, source, readable, judging, trace);
  } catch (error) {
    judging.onFault(error, source.partition, source.offset);
    const letter = unjudged(source, 'not-judged', judging.at);
    if (!replacesAnother(readable)) return letter;
    try {
      const recalled = judgeWith(nothingOf, source, readable, judging, trace);
      if (typeof recalled === 'string') return recalled;
      return { ...recalled, messages: [...recalled.messages, ...letter.messages], deadLetter: 'not-judged' };
    } catch (recallError) {
      judging.onFault(recallError, source.partition, source.offset);
      return 'GW_NOT_JUDGED';
    }
  }
}

/** What one stream is told, and what is recorded of it. */
interface Outcome {
  readonly pattern: Decided['pattern'];
  readonly leaves: Decided['leaves'];
  readonly references: Decided['references'];
  readonly sent: Sent | null;
}

type JudgeStream = (stream: Stream, outwardId: string) => Outcome;
type OpenRecord = (
  readable: Readable,
  links: RecordLinks,
  law: Law,
  judging: Judging,
  occurredAt: number,
) => JudgeStream;

const judgementOf: OpenRecord = (readable, links, law, { register, decider, at }, occurredAt) => {
  const prepared = decider.prepare(readable.record);
  const bodies: Bodies = new Map();
  const { subject, vehicles } = links;
  const situationOf = register.situationsOf({ dealerCode: readable.dealerCode, subject, vehicles, occurredAt }, at);
  return (stream, outwardId) => {
    const decided = decider.decide(prepared, situationOf(stream), law);
    const { pattern, leaves, references } = decided;
    return { pattern, leaves, references, sent: sentBytes(readable, prepared, decided, outwardId, bodies) };
  };
};

/** Of a record that cannot be judged nothing is permitted: what was released of it before is taken back. */
const nothingOf: OpenRecord = (readable) => (_stream, outwardId) => ({
  pattern: [],
  leaves: [],
  references: [],
  sent: recallOf(readable, outwardId),
});

function judgeWith(
  open: OpenRecord,
  source: SourceMessage,
  readable: Readable,
  judging: Judging,
  trace: RecordTrace,
): Judged | Hold {
  const { dealerCode, recordId } = readable;
  const occurredAt = parseInstant(readable.record.occurredAt);
  const law = judging.register.lawAt(judging.at, occurredAt);
  if (law === null) return 'GW_NO_POLICY_IN_FORCE';
  const links = linksOf(readable, judging.keys);
  const judge = open(readable, links, law, judging, occurredAt);
  const common = commonOf(source, law, judging);
  const outwardIds = new Map<string, string>();
  const announced = new Set<string>();
  const messages: OutMessage[] = [];
  const decisions: Judged['decisions'][number][] = [];
  for (const stream of judging.register.streams()) {
    let outwardId = outwardIds.get(stream.audience);
    if (outwardId === undefined) {
      outwardId = judging.keys.outwardRecordId(stream.audience, dealerCode, recordId);
      outwardIds.set(stream.audience, outwardId);
    }
    const salt = judging.newSalt();
    const id = decisionIdOf(outwardId, readable.revision, stream.purpose);
    const event = { id, stream, law, salt: salt.toString('base64url'), at: judging.at };
    const outcome = judge(stream, outwardId);
    const { sent } = outcome;
    if (sent) {
      messages.push({
        topic: topicFor(stream),
        key: outwardId,
        value: sent.bytes,
        ...releaseHeaders(event, sent.type, trace.release(stream.id)),
      });
    }
    const decision = decisionRecord(common, outcome, event, salt, announced);
    messages.push({
      topic: TOPICS.decisions.name,
      key: event.id,
      value: decisionJson(decision),
      ...decisionHeaders(event, links, trace.own),
    });
    const { pattern, leaves } = outcome;
    decisions.push({ stream: stream.id, effect: effectOf(sent), pattern, leaves });
  }
  // Only now: a record that makes a rule throw further on announces nothing.
  for (const pattern of announced) judging.announcements.announced(pattern);
  return { messages, decisions, deadLetter: null };
}

const topics = new WeakMap<Stream, string>();

/** The stream's topic, worked out once. */
function topicFor(stream: Stream): string {
  let topic = topics.get(stream);
  if (topic === undefined) topics.set(stream, (topic = topicOf(stream.id)));
  return topic;
}

/** What the decisions of one record have in common. */
interface Common extends Pick<DecisionRecord, 'policy' | 'policyHash' | 'at' | 'controlOffset' | 'source'> {
  readonly announcements: PendingAnnouncements;
}

function commonOf({ partition, offset }: SourceMessage, { judged }: Law, judging: Judging): Common {
  return {
    policy: judged.id,
    policyHash: judging.hashOf(judged),
    at: instantText(judging.at),
    controlOffset: judging.controlOffset.toString(),
    source: { partition, offset: offset.toString() },
    announcements: judging.announcements,
  };
}

function decisionRecord(
  { policy, policyHash, at, controlOffset, source, announcements }: Common,
  { pattern: verdicts, leaves, references, sent }: Outcome,
  { id, stream }: OutwardEvent,
  salt: Buffer,
  announced: Set<string>,
): DecisionRecord {
  const pattern = patternId(verdicts);
  const isDue = !announced.has(pattern) && announcements.isDue(pattern);
  if (isDue) announced.add(pattern);
  return {
    id,
    stream: stream.id,
    pattern,
    leaves,
    policy,
    policyHash,
    at,
    controlOffset,
    source,
    effect: effectOf(sent),
    references: commitment(salt, references.length === 0 ? NO_REFERENCES : canonicalJson(references)),
    released: sent === null ? null : commitment(salt, sent.bytes),
    ...(isDue ? { verdicts } : {}),
  };
}

/** Of what rests on no consent, entrustment or order, as most decisions do: the canonical JSON of `[]`. */
const NO_REFERENCES = '[]';

const effectOf = (sent: Sent | null): Effect => sent?.effect ?? 'withheld';

function unjudged(source: SourceMessage, reason: DeadLetter['reason'], at: number): Judged {
  return { messages: [deadLetterOf(source, reason, at)], decisions: [], deadLetter: reason };
}
