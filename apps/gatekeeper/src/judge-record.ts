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
  type JsonObject,
  type Recall,
  type Stream,
} from '#wire';
import type { PendingAnnouncements } from './announcements.js';
import { decisionHeaders, releaseHeaders, type RecordLinks } from './event-headers.js';
import { readRecord, type Readable } from './read-record.js';

/** A message as consumed. */
export interface SourceMessage {
  readonly partition: number;
  readonly offset: bigint;
  readonly value: Buffer | null | undefined;
  /** W3C trace context of whoever sent the record. */
  readonly traceparent?: string;
}

/** The keyed HMACs (base64url) under which records, subjects and vehicles are named outside the record. */
export interface RecordKeys {
  recordKey(dealerCode: string, recordId: string): string;
  outwardRecordId(audience: string, dealerCode: string, recordId: string): string;
  subject(dealerCode: string, customerId: string): string;
  vehicle(vinOrChassis: string): string;
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
  if (typeof readable === 'string') return deadLetter(source, readable, judging.at);
  try {
    const occurredAt = parseInstant(readable.record.occurredAt);
    const law = judging.register.lawAt(judging.at, occurredAt);
    return law === null ? null : judgeForStreams(source, readable, occurredAt, law, judging);
  } catch {
    return deadLetter(source, 'not-judged', judging.at);
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
  const reference = { dealerCode, subject: links.subject, vehicle: links.vehicle, occurredAt };
  const outwardIds = new Map<string, string>();
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
    const effect = sent?.effect ?? 'withheld';
    const decision = decisionRecord(source, stream, decided, event.id, law, salt, sent?.bytes, effect, judging);
    messages.push({
      topic: TOPICS.decisions.name,
      key: event.id,
      value: Buffer.from(JSON.stringify(decision)),
      headers: decisionHeaders(event, links),
    });
    decisions.push({ effect, pattern: decided.pattern });
  }
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
  stream: Stream,
  decided: Decided,
  id: string,
  law: Law,
  salt: Buffer,
  sent: Buffer | undefined,
  effect: Effect,
  judging: Judging,
): DecisionRecord {
  const pattern = patternId(decided.pattern);
  return {
    id,
    stream: stream.id,
    pattern,
    policy: law.judged.id,
    policyHash: judging.hashOf(law.judged),
    at: new Date(judging.at).toISOString(),
    controlOffset: judging.controlOffset.toString(),
    source: { partition: source.partition, offset: source.offset.toString() },
    effect,
    references: commitment(salt, canonicalJson(decided.references)),
    released: sent === undefined ? null : commitment(salt, sent),
    ...(judging.announcements.isDue(pattern) ? { verdicts: decided.pattern } : {}),
  };
}

function linksOf({ record, dealerCode, recordId }: Readable, keys: RecordKeys): RecordLinks {
  const customerId = textIn(record.customer, 'id');
  const vehicle = textIn(record.vehicle, 'vin') ?? textIn(record.vehicle, 'chassisNumber');
  return {
    record: keys.recordKey(dealerCode, recordId),
    subject: customerId === null ? null : keys.subject(dealerCode, customerId),
    vehicle: vehicle === null ? null : keys.vehicle(vehicle),
  };
}

function textIn(container: JsonObject[string] | undefined, key: string): string | null {
  if (typeof container !== 'object' || container === null || Array.isArray(container)) return null;
  const value = Object.hasOwn(container, key) ? container[key] : undefined;
  return typeof value === 'string' && value !== '' ? value : null;
}

function deadLetter({ partition, offset }: SourceMessage, reason: DeadLetter['reason'], at: number): Judged {
  const topic = TOPICS.serviceRecords.name;
  const letter: DeadLetter = {
    topic,
    partition,
    offset: offset.toString(),
    reason,
    at: new Date(at).toISOString(),
  };
  return {
    messages: [
      {
        topic: TOPICS.deadLetters.name,
        key: `${topic}-${partition}-${offset}`,
        value: bytesOf(letter),
        headers: { 'content-type': 'application/json' },
      },
    ],
    decisions: [],
    deadLetter: reason,
  };
}

function bytesOf(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
