// A batch is judged whole or held whole, and what it came to is counted.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { canonicalJson, createSalts, sha256 } from '#evidence';
import { scanner } from '#free-text';
import type { OutMessage } from '#kafka';
import { createDecider, Register } from '#policy';
import { createPseudonyms } from '#process';
import {
  CATALOGUE,
  type ControlFact,
  type DecisionRecord,
  type FactPayloads,
  type FactType,
  type JsonObject,
} from '#wire';
import { createAnnouncements } from './announcements.js';
import { judgeBatch } from './judge-batch.js';
import type { Judging, SourceMessage } from './judge-record.js';
import { createPublishedPolicies } from './published-policies.js';

const AT = Date.parse('2026-11-22T00:00:00Z');
const DOCUMENT = parse(readFileSync('policies/2017-05-30.yaml', 'utf8')) as JsonObject;

const STREAM = 'bmw-japan-finance.joint.valuation';

type Said = { [T in FactType]: readonly [T, FactPayloads[T]] }[FactType];
const published = (day: string, document: JsonObject): Said => [
  'policy-published',
  { policy: day, effectiveOn: day, hash: 'as the fact says', document: { ...document, policy: day, effectiveOn: day } },
];
const PARTIES: readonly Said[] = [
  ['policy-accepted', { dealer: 'D001', policy: '2017-05-30' }],
  ['policy-accepted', { dealer: 'D001', policy: '2020-01-01' }],
  [
    'stream-opened',
    {
      ...{ stream: STREAM, audience: 'bmw-japan-finance', purpose: 'joint.valuation' },
      items: ['vin', 'work'],
    },
  ],
];

function judging(said: readonly Said[]): Judging {
  const register = new Register({ catalogue: CATALOGUE });
  const policies = createPublishedPolicies(register);
  said.forEach(([type, data], n) =>
    policies.apply({ id: `${n}`, type, at: '2020-01-01T00:00:00Z', data } as ControlFact),
  );
  return {
    register,
    decider: createDecider({ catalogue: CATALOGUE, scanner }),
    hashOf: policies.hashOf,
    keys: createPseudonyms(Buffer.alloc(32, 1).toString('base64url')),
    announcements: createAnnouncements().begin(AT),
    newSalt: createSalts(),
    traceOf: () => ({ own: undefined, release: () => `00-${'a'.repeat(32)}-${'b'.repeat(16)}-00` }),
    at: AT,
    controlOffset: BigInt(said.length),
    onFault: () => undefined,
  };
}

function batch(...values: readonly unknown[]): SourceMessage[] {
  return values.map((value, n) => ({
    partition: 0,
    offset: BigInt(n),
    value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  }));
}

const record = (recordId: string, more: JsonObject = {}): JsonObject => ({
  ...{ recordId, revision: 1, status: 'closed', dealerCode: 'D001', channel: 'workshop', noticeId: 'N' },
  ...{ occurredAt: '2026-10-05T06:30:00Z', vehicle: { vin: 'WBA5R12090FH01001', model: 'x' } },
  ...more,
});

/** A batch that was judged, with what it emitted. */
function judge(sources: readonly SourceMessage[], context: Judging) {
  const messages: OutMessage[] = [];
  const tally = judgeBatch(sources, context, (message) => void messages.push(message));
  if ('code' in tally) throw new Error('held');
  return { messages, tally };
}

/** What a batch was held for. */
const held = (sources: readonly SourceMessage[], context: Judging) => judgeBatch(sources, context, () => undefined);

describe('a batch', () => {
  const lawful = [published('2017-05-30', DOCUMENT), ...PARTIES];

  it('is judged in order, and counted', () => {
    const messages = batch(record('R-1'), '{', record('R-2', { vehicle: {} }), record('R-3', { status: 'voided' }));
    const judged = judge(messages, judging(lawful));
    expect(judged.messages.map(({ topic }) => topic)).toEqual([
      'provision.bmw-japan-finance.joint.valuation',
      'decisions',
      'dead-letters',
      'decisions',
      'provision.bmw-japan-finance.joint.valuation',
      'decisions',
    ]);
    expect(judged.tally).toEqual({
      records: 4,
      effects: new Map([
        [
          STREAM,
          new Map([
            ['released', 1],
            ['recalled', 1],
            ['withheld', 1],
          ]),
        ],
      ]),
      leaves: new Map([
        ['permit', new Map([['joint_use', 2]])],
        ['withhold', new Map([['unlisted', 2]])],
      ]),
      deadLetters: new Map([['not-json', 1]]),
    });
  });

  it('adds up leaves of decisions of one pattern, each with its own number of them', () => {
    const withLines = (recordId: string, count: number) =>
      record(recordId, {
        work: { jobs: [{ jobId: 'J-1', lines: new Array<JsonObject>(count).fill({ labourCode: '1110062' }) }] },
      });
    const judged = judge(batch(withLines('R-1', 1), withLines('R-2', 3)), judging(lawful));
    expect(judged.tally.leaves).toEqual(
      new Map([
        ['permit', new Map([['joint_use', 6]])],
        ['withhold', new Map([['unlisted', 2]])],
      ]),
    );
  });

  it('is held whole without a policy in force, what cannot be read too', () => {
    const lawless = { code: 'GW_NO_POLICY_IN_FORCE', partition: 0, offset: 0n };
    expect(held(batch('{', record('R-1')), judging(PARTIES))).toEqual(lawless);
    expect(held(batch('{'), judging(PARTIES))).toEqual(lawless);
  });

  it('is held whole where one of its records has no law: none is consumed without a decision', () => {
    const unreadable = published('2018-01-01', { ...DOCUMENT, otherwise: 'permit' });
    const context = () => judging([...lawful, unreadable, published('2020-01-01', DOCUMENT)]);
    const old = record('R-2', { occurredAt: '2019-01-01T00:00:00Z' });
    expect(
      judge(batch(record('R-1'), record('R-3')), context())
        .tally.effects.get(STREAM)
        ?.get('released'),
    ).toBe(2);
    expect(held(batch(record('R-1'), old, record('R-3')), context())).toEqual({
      ...{ code: 'GW_NO_POLICY_IN_FORCE', partition: 0, offset: 1n },
    });
  });

  it('names its policy by the hash of the document, whatever the fact says it is', () => {
    const judged = judge(batch(record('R-1')), judging(lawful));
    const decision = JSON.parse(String(judged.messages[1]?.value)) as DecisionRecord;
    expect(decision.policyHash).toBe(sha256(canonicalJson(DOCUMENT)));
  });
});
