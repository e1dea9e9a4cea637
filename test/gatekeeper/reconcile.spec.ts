// The checker itself: a faultless run passes, and each planted fault is named.
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { decisionIdOf, HEADERS, RELEASED_TYPE, topicOf, TOPICS, type Stream } from '#wire';
import { isFaultless, reconcile, type Expectation, type Faults, type Seen } from './reconcile.js';

const STREAM: Stream = {
  id: 'bmw-japan.joint.valuation',
  audience: 'bmw-japan',
  purpose: 'joint.valuation',
  items: [],
};
const SALT = Buffer.alloc(16, 7);
const expectation: Expectation = {
  records: [1, 2].map((revision) => ({ dealerCode: 'D001', recordId: 'R', revision })),
  streams: [STREAM],
  deadLetters: ['service-records-0-9'],
  outwardRecordId: (audience, dealerCode, recordId) => `${audience}/${dealerCode}/${recordId}`,
};
const OUTWARD = 'bmw-japan/D001/R';

let offset = 0n;
function message(topic: string, key: string, value: string, headers: Record<string, string>): Seen {
  return { topic, partition: 0, offset: offset++, key, value: Buffer.from(value), headers };
}

function released(revision: number): Seen {
  const id = decisionIdOf(OUTWARD, revision, STREAM.purpose);
  const headers = { [HEADERS.id]: id, [HEADERS.salt]: SALT.toString('base64url'), [HEADERS.type]: RELEASED_TYPE };
  return message(topicOf(STREAM.id), OUTWARD, JSON.stringify({ revision }), headers);
}

function decision(revision: number): Seen {
  const id = decisionIdOf(OUTWARD, revision, STREAM.purpose);
  const hash = createHash('sha256').update(SALT).update(JSON.stringify({ revision })).digest('base64url');
  const value = { id, stream: STREAM.id, effect: 'released', released: hash };
  const headers = { [HEADERS.id]: id, [HEADERS.salt]: SALT.toString('base64url') };
  return message(TOPICS.decisions.name, id, JSON.stringify(value), headers);
}

const letter = message(TOPICS.deadLetters.name, 'service-records-0-9', '{}', {});
const run = [released(1), decision(1), released(2), decision(2), letter];
const id = (revision: number) => decisionIdOf(OUTWARD, revision, STREAM.purpose);
const provision = (revision: number) => `${topicOf(STREAM.id)} ${id(revision)}`;
const decisions = (revision: number) => `decisions ${id(revision)}`;

describe('reconcile', () => {
  it('finds no fault in a faultless run', () => {
    expect(isFaultless(reconcile(expectation, run))).toBe(true);
  });

  it.each<[string, Seen[], Partial<Faults>]>([
    ['a release twice', [...run, released(2)], { duplicates: [provision(2)] }],
    ['a decision twice', [...run, decision(1)], { duplicates: [decisions(1)] }],
    ['a dead letter twice', [...run, letter], { duplicates: ['dead-letters service-records-0-9'] }],
    ['a release missing', run.slice(1), { missing: [provision(1)] }],
    ['a decision missing', [...run.slice(0, 3), letter], { missing: [decisions(2)], undecided: [provision(2)] }],
    ['a dead letter missing', run.slice(0, 4), { missing: ['dead-letters service-records-0-9'] }],
    ['what nobody sent', [...run, released(3)], { undecided: [provision(3)] }],
    ['a decision nobody asked for', [...run, released(3), decision(3)], { unwanted: [decisions(3)] }],
    [
      'revisions swapped',
      [released(2), decision(2), released(1), decision(1), letter],
      { outOfOrder: [`${topicOf(STREAM.id)} ${OUTWARD}.1`] },
    ],
    [
      'other bytes than were decided',
      run.map((seen) => (seen === run[0] ? { ...seen, value: Buffer.from('{"revision":1,"more":1}') } : seen)),
      { undecided: [provision(1)] },
    ],
  ])('names %s', (_, seen, expected) => {
    const none: Faults = { duplicates: [], missing: [], unwanted: [], undecided: [], outOfOrder: [] };
    expect(reconcile(expectation, seen)).toEqual({ ...none, ...expected });
  });
});
