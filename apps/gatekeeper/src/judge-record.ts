// One message of `service-records` in, every message it causes out: releases, recalls, decisions, or a dead letter. Pure.
import { canonicalJson, commitment, patternId } from '#evidence';
import type { OutMessage } from '#kafka';
import {
  project,
  type CompiledPolicy,
  type Decided,
  type Decider,
  type Law,
  type PreparedRecord,
  type Register,
} from '#policy';
import {
  decisionIdOf,
  parseInstant,
  RECALLED_TYPE,
  RELEASED_TYPE,
  topicOf,
  TOPICS,
  type DeadLetter,
  type DecisionRecord,
  type Effect,
  type Recall,
} from '#wire';
import type { PendingAnnouncements } from './announcements.js';
import { deadLetterOf } from './dead-letter.js';
import { decisionHeaders, releaseHeaders, type OutwardEvent } from './event-headers.js';
import { instantText } from './instant-text.js';
import { readRecord, type Readable } from './read-record.js';
import { linksOf, type RecordKeys } from './record-links.js';

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
  readonly register: Pick<Register, 'streams' | 'lawAt' | 'situation'>;
  readonly decider: Decider;
  /** base64url SHA-256 of the policy's canonical document. */
  readonly hashOf: (policy: CompiledPolicy) => string;
  readonly keys: RecordKeys;
  readonly announcements: PendingAnnouncements;
  /** 16 random bytes. */
  readonly newSalt: () => Buffer;
  /** A new trace, linked to the given one. */
  readonly newTrace: (source: string | undefined) => string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Offset on `control` up to which (exclusive) facts have been applied. */
  readonly controlOffset: bigint;
}

/** What one message came to. */
export interface Judged {
  readonly messages: readonly OutMessage[];
  readonly decisions: readonly { readonly effect: Effect; readonly pattern: Decided['pattern'] }[];
  readonly deadLetter: DeadLetter['reason'] | null;
}

/**
 * Judges one message for every active stream; one decision per stream, in the register's order.
 * What cannot be read, or makes a rule throw, becomes one dead letter and nothing else. `null`: no policy is in force
 * at this instant, so the message must stay unconsumed. Never throws.
 */
export function judgeRecord(source: SourceMessage, judging: Judging): Judged | null {
  const readable = readRecord(source.value);
  if (typeof readable === 'string') return unjudged(source, readable, judging.at);
  try {
    const occurredAt = parseInstant(readable.record.occurredAt);
    const law = judging.register.lawAt(judging.at, occurredAt);
    return law === null ? null : judgeForStreams(source, readable, occurredAt, law, judging);
  } catch {
    return unjudged(source, 'not-judged', judging.at);
  }
}

function judgeForStreams(
  source: SourceMessage,
  readable: Readable,
  occurredAt: number,
  law: Law,
  judging: Judging,
): Judged {
  const { dealerCode, recordId } = readable;
  const prepared = judging.decider.prepare(readable.record);
  const links = linksOf(readable, judging.keys);
  const reference = { dealerCode, subject: links.subject, vehicles: links.vehicles, occurredAt };
  const outwardIds = new Map<string, string>();
  const announced = new Set<string>();
  const messages: OutMessage[] = [];
  const decisions: Judged['decisions'][number][] = [];
  for (const stream of judging.register.streams()) {
    const situation = judging.register.situation(stream, reference, judging.at);
    const decided = judging.decider.decide(prepared, situation, law);
    let outwardId = outwardIds.get(stream.audience);
    if (outwardId === undefined) {
      outwardId = judging.keys.outwardRecordId(stream.audience, dealerCode, recordId);
      outwardIds.set(stream.audience, outwardId);
    }
    const salt = judging.newSalt();
    const event = { id: decisionIdOf(outwardId, readable.revision, stream.purpose), stream, law, salt, at: judging.at };
    const sent = sentBytes(readable, prepared, decided, outwardId);
    if (sent) {
      messages.push({
        topic: topicOf(stream.id),
        key: outwardId,
        value: sent.bytes,
        headers: releaseHeaders(event, sent.type, judging.newTrace(source.traceparent)),
      });
    }
    const decision = decisionRecord(source, decided, event, sent, judging, announced);
    messages.push({
      topic: TOPICS.decisions.name,
      key: event.id,
      value: Buffer.from(JSON.stringify(decision)),
      headers: decisionHeaders(event, links),
    });
    decisions.push({ effect: effectOf(sent), pattern: decided.pattern });
  }
  // Only now: a record that makes a rule throw further on announces nothing.
  for (const pattern of announced) judging.announcements.announced(pattern);
  return { messages, decisions, deadLetter: null };
}

interface Sent {
  readonly effect: Exclude<Effect, 'withheld'>;
  readonly type: string;
  readonly bytes: Buffer;
}

/** What goes to the stream's topic: a release, a recall of what earlier revisions released, or nothing. */
function sentBytes(readable: Readable, prepared: PreparedRecord, decided: Decided, outwardId: string): Sent | null {
  const { revision, status } = readable;
  const voided = status === 'voided';
  const released = voided ? null : project(prepared, decided, outwardId);
  if (released !== null) return { effect: 'released', type: RELEASED_TYPE, bytes: bytesOf(released) };
  if (!voided && revision === 1) return null;
  const recall: Recall = {
    recordId: outwardId,
    revision,
    status,
    reason: voided ? 'voided' : 'nothing-permitted',
  };
  return { effect: 'recalled', type: RECALLED_TYPE, bytes: bytesOf(recall) };
}

function decisionRecord(
  source: SourceMessage,
  decided: Decided,
  { id, stream, law, salt }: OutwardEvent,
  sent: Sent | null,
  judging: Judging,
  announced: Set<string>,
): DecisionRecord {
  const pattern = patternId(decided.pattern);
  const isDue = !announced.has(pattern) && judging.announcements.isDue(pattern);
  if (isDue) announced.add(pattern);
  return {
    id,
    stream: stream.id,
    pattern,
    policy: law.judged.id,
    policyHash: judging.hashOf(law.judged),
    at: instantText(judging.at),
    controlOffset: judging.controlOffset.toString(),
    source: { partition: source.partition, offset: source.offset.toString() },
    effect: effectOf(sent),
    references: commitment(salt, canonicalJson(decided.references)),
    released: sent === null ? null : commitment(salt, sent.bytes),
    ...(isDue ? { verdicts: decided.pattern } : {}),
  };
}

const effectOf = (sent: Sent | null): Effect => sent?.effect ?? 'withheld';

function unjudged(source: SourceMessage, reason: DeadLetter['reason'], at: number): Judged {
  return { messages: [deadLetterOf(source, reason, at)], decisions: [], deadLetter: reason };
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
