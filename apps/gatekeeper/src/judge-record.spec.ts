// One record in, everything it causes out: releases, recalls, decisions, dead letters, and what must not be in them.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Kafka, type CloudEvent } from 'cloudevents';
import { parse } from 'yaml';
import { canonicalJson, patternId, sha256 } from '#evidence';
import { scanner } from '#free-text';
import type { OutMessage } from '#kafka';
import { createDecider, Register } from '#policy';
import { createPseudonyms } from '#process';
import {
  CATALOGUE,
  CUSTOMER_ITEMS,
  HEADERS,
  topicOf,
  VEHICLE_ITEMS,
  type ControlFact,
  type DecisionRecord,
  type FactPayloads,
  type FactType,
  type Item,
  type JsonObject,
} from '#wire';
import { createAnnouncements } from './announcements.js';
import { judgeRecord, type Judged, type Judging, type SourceMessage } from './judge-record.js';
import { createPublishedPolicies } from './published-policies.js';

const AT = Date.parse('2026-11-22T00:00:00Z');
const SECRET = Buffer.alloc(32, 1).toString('base64url');
const SALT = Buffer.alloc(16, 9);
const TRACE = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
const ITEMS: Item[] = [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS];
const keys = createPseudonyms(SECRET);
const document = parse(readFileSync('policies/2017-05-30.yaml', 'utf8')) as JsonObject;

const FINANCE = 'bmw-japan-finance.joint.valuation';
const NETWORK = 'dealer-network.joint.workshop-service';
const INSURER = 'insurer:tokyo-demo.company.vehicle-notices';

let facts: ControlFact[] = [];
function fact<T extends FactType>(type: T, data: FactPayloads[T]): ControlFact {
  return { id: `${type}-${facts.length}`, type, at: '2020-01-01T00:00:00Z', data } as ControlFact;
}

beforeAll(() => {
  facts = [];
  const say = <T extends FactType>(type: T, data: FactPayloads[T]) => facts.push(fact(type, data));
  say('policy-published', {
    policy: '2017-05-30',
    effectiveOn: '2017-05-30',
    hash: sha256(canonicalJson(document)),
    document,
  });
  for (const recipient of ['bmw-japan-finance', 'dealer-network', 'insurer:tokyo-demo', 'dealer:D001']) {
    say('recipient-registered', { recipient });
  }
  say('contract-concluded', { id: 'c1', recipient: 'dealer:D001', from: '2012-04-01', to: null });
  say('contract-concluded', { id: 'c2', recipient: 'insurer:tokyo-demo', from: '2019-04-01', to: null });
  say('policy-accepted', { dealer: 'D001', policy: '2017-05-30' });
  const streams: [string, string][] = [
    ['bmw-japan-finance', 'joint.valuation'],
    ['dealer-network', 'joint.workshop-service'],
    ['insurer:tokyo-demo', 'company.vehicle-notices'],
  ];
  for (const [audience, purpose] of streams) {
    say('stream-opened', { stream: `${audience}.${purpose}`, audience, purpose, items: ITEMS });
  }
  say('consent-obtained', {
    subject: keys.subject('D001', 'C-1'),
    id: 'consent-1',
    recipients: ['finance'],
    items: ['name'],
    purposes: ['joint.valuation'],
    form: 'written',
    obtainedAt: '2020-01-01T00:00:00Z',
    basis: '2(9)',
  });
});

function judging(given: readonly ControlFact[] = facts, changes: Partial<Judging> = {}): Judging {
  const register = new Register({ catalogue: CATALOGUE });
  const policies = createPublishedPolicies(register);
  for (const each of given) policies.apply(each);
  return {
    register,
    decider: createDecider({ catalogue: CATALOGUE, scanner, memoEntries: 1000 }),
    hashOf: (policy) => policies.hashOf(policy),
    keys,
    announcements: createAnnouncements().begin(AT),
    newSalt: () => SALT,
    traceOf: () => ({ own: undefined, release: () => TRACE }),
    at: AT,
    controlOffset: BigInt(given.length),
    onFault: () => undefined,
    ...changes,
  };
}

const RECORD: JsonObject = {
  recordId: 'RO-7788',
  revision: 1,
  status: 'closed',
  dealerCode: 'D001',
  occurredAt: '2026-10-05T06:30:00Z',
  channel: 'workshop',
  noticeId: 'notice-2026-04',
  repairOrderNumber: 'taint-ro',
  vehicle: { vin: 'WBA5R12090FH01001', model: 'taint-model' },
  customer: { id: 'C-1', name: '山田 太郎', telephone: ['090-1111-2222'] },
  work: {
    odometerInKm: 41200,
    jobs: [{ jobId: 'job-17', lines: [{ labourCode: '0011223', technicianId: 'taint-tech' }] }],
  },
  'taint key': 'taint-value',
};

const source = (value: unknown): SourceMessage => ({
  partition: 2,
  offset: 41n,
  value: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
});

function judge(record: unknown, context: Judging = judging()): Judged {
  const judged = judgeRecord(source(record), context);
  if (typeof judged === 'string') throw new Error('held');
  return { ...judged, messages: judged.messages.map(asSent) };
}

/** A message as a reader has it: whether headers were shared shows nowhere. */
const asSent = ({ headers, sharedHeaders, ...message }: OutMessage): OutMessage => ({
  ...message,
  headers: { ...sharedHeaders, ...headers },
});

const on = (judged: Judged, topic: string) => judged.messages.filter((message) => message.topic === topic);
const json = (message: OutMessage | undefined) => JSON.parse(String(message?.value)) as JsonObject;
const decisionsOf = (judged: Judged) =>
  on(judged, 'decisions').map((message) => json(message) as unknown as DecisionRecord);
const effects = (judged: Judged) =>
  Object.fromEntries(decisionsOf(judged).map(({ stream, effect }) => [stream, effect]));
const without = (...types: FactType[]) => facts.filter(({ type }) => !types.includes(type));

describe('a release', () => {
  it('is the golden envelope on the topic of its stream [R4]', () => {
    const [message, ...more] = on(judge(RECORD), topicOf(FINANCE));
    const outwardId = keys.outwardRecordId('bmw-japan-finance', 'D001', 'RO-7788');
    expect(more).toEqual([]);
    expect(message?.key).toBe(outwardId);
    expect(json(message)).toEqual({
      recordId: outwardId,
      revision: 1,
      status: 'closed',
      dealerCode: 'D001',
      occurredAt: '2026-10-05T06:30:00Z',
      vehicle: { vin: 'WBA5R12090FH01001' },
      customer: { name: '山田 太郎' },
      work: { odometerInKm: 41200, jobs: [{ jobId: 'J1', lines: [{ labourCode: '0011223' }] }] },
    });
    expect(message?.headers).toEqual({
      ce_specversion: '1.0',
      ce_id: `${outwardId}.1.joint.valuation`,
      ce_type: 'service-record.released.v1',
      ce_source: 'urn:joint-use-gateway:stream:bmw-japan-finance.joint.valuation',
      ce_time: '2026-11-22T00:00:00.000Z',
      'content-type': 'application/json',
      traceparent: TRACE,
      gw_decision: `${outwardId}.1.joint.valuation`,
      gw_stream: FINANCE,
      gw_policy: '2017-05-30',
      gw_purpose: 'joint.valuation',
      gw_salt: SALT.toString('base64url'),
    });
  });

  it('goes to each stream that permits anything, under ids that cannot be joined', () => {
    const judged = judge(RECORD);
    expect(effects(judged)).toEqual({ [FINANCE]: 'released', [NETWORK]: 'released', [INSURER]: 'withheld' });
    expect(on(judged, topicOf(FINANCE))[0]?.key).not.toBe(on(judged, topicOf(NETWORK))[0]?.key);
    expect(on(judged, topicOf(INSURER))).toEqual([]);
    expect(json(on(judged, topicOf(NETWORK))[0])).not.toHaveProperty('customer');
  });

  it('is a CloudEvent to the SDK, as is a decision', () => {
    for (const { key, value, headers = {} } of judge(RECORD).messages) {
      const message = { key, value, body: value, headers } as unknown as Parameters<typeof Kafka.toEvent>[0];
      const event = Kafka.toEvent(message) as CloudEvent;
      expect(event.validate()).toBe(true);
      expect(event).toMatchObject({
        specversion: '1.0',
        id: headers.ce_id,
        type: headers.ce_type,
        source: headers.ce_source,
        time: '2026-11-22T00:00:00.000Z',
        datacontenttype: 'application/json',
      });
    }
  });

  it('never holds what the record calls itself, an unlisted leaf or an unknown key, in any message [R34]', () => {
    for (const { key, value, headers = {} } of judge(RECORD).messages) {
      const text = [key, String(value), ...Object.entries(headers).flat()].join('\n');
      for (const token of ['RO-7788', 'job-17', 'taint', 'C-1', '090-1111-2222']) expect(text).not.toContain(token);
    }
  });
});

describe('a decision', () => {
  it('stands for every stream, keyed by its id, with links and salt in headers', () => {
    const judged = judge(RECORD);
    const outwardId = keys.outwardRecordId('insurer:tokyo-demo', 'D001', 'RO-7788');
    const message = on(judged, 'decisions').find(({ headers }) => headers?.gw_stream === INSURER);
    expect(on(judged, 'decisions')).toHaveLength(3);
    expect(message?.key).toBe(`${outwardId}.1.company.vehicle-notices`);
    expect(message?.headers).toMatchObject({
      ce_id: message?.key,
      ce_type: 'service-record.decided.v1',
      gw_record: keys.recordKey('D001', 'RO-7788'),
      gw_subject: keys.subject('D001', 'C-1'),
      gw_vehicle: keys.vehicle('WBA5R12090FH01001'),
      gw_salt: SALT.toString('base64url'),
    });
    expect(json(message)).toMatchObject({
      id: message?.key,
      stream: INSURER,
      policy: '2017-05-30',
      policyHash: sha256(canonicalJson(document)),
      at: '2026-11-22T00:00:00.000Z',
      controlOffset: String(facts.length),
      source: { partition: 2, offset: '41' },
      effect: 'withheld',
      released: null,
    });
  });

  it('commits to the released bytes and to what they rest on', () => {
    const judged = judge(RECORD);
    const decision = decisionsOf(judged).find(({ stream }) => stream === FINANCE);
    const bytes = on(judged, topicOf(FINANCE))[0]?.value ?? '';
    const salted = (content: string | Buffer) => createHash('sha256').update(SALT).update(content).digest('base64url');
    expect(decision?.released).toBe(salted(bytes));
    expect(decision?.references).toBe(salted('["consent-1"]'));
  });

  it('carries its verdicts once per transaction, named by their own hash, unknown keys as `?`', () => {
    const context = judging();
    const first = decisionsOf(judge(RECORD, context));
    const second = decisionsOf(judge({ ...RECORD, recordId: 'RO-2' }, context));
    for (const { pattern, verdicts } of first) expect(patternId(verdicts ?? [])).toBe(pattern);
    expect(first.flatMap(({ verdicts }) => verdicts ?? []).some(({ path }) => path === '?')).toBe(true);
    expect(second.every(({ verdicts }) => verdicts === undefined)).toBe(true);
    expect(second.map(({ pattern }) => pattern)).toEqual(first.map(({ pattern }) => pattern));
  });

  it('has the pattern of another with more of the same, and its own number of leaves', () => {
    const context = judging();
    const path = 'work.jobs[].lines[].labourCode';
    const withLines = (count: number) => ({
      ...RECORD,
      recordId: `RO-${count}`,
      work: { jobs: [{ jobId: 'J-1', lines: new Array<JsonObject>(count).fill({ labourCode: '1110062' }) }] },
    });
    const [few, many] = [2, 5].map((count) => decisionsOf(judge(withLines(count), context)));
    expect(many!.map(({ pattern }) => pattern)).toEqual(few!.map(({ pattern }) => pattern));
    few!.forEach(({ leaves, verdicts }, stream) => {
      const lines = verdicts!.findIndex((verdict) => verdict.path === path);
      expect(leaves[lines]).toBe(2);
      expect(many![stream]!.leaves).toEqual(leaves.map((leaf, ordinal) => (ordinal === lines ? 5 : leaf)));
    });
  });

  it('names the vehicle by its VIN and by its chassis number, or by the one it has', () => {
    const [vin, chassis] = ['WBA5R12090FH01001', 'ZC6-001234'].map((number) => keys.vehicle(number));
    const headersOf = (vehicle: JsonObject) => on(judge({ ...RECORD, vehicle }), 'decisions')[0]?.headers;
    const both = headersOf({ vin: 'WBA5R12090FH01001', chassisNumber: 'ZC6-001234' });
    expect(both).toMatchObject({ gw_vehicle: vin, gw_chassis: chassis });
    const one = headersOf({ chassisNumber: 'ZC6-001234' });
    expect(one).toMatchObject({ gw_vehicle: chassis });
    expect(one).not.toHaveProperty(HEADERS.chassis);
  });

  it.each(['WBA5R12090FH01001', 'ZC6-001234'])(
    'heeds a stop for a vehicle with two numbers, placed on %s',
    (number) => {
      const stop = fact('stop-placed', {
        id: 's1',
        kind: 'cessation',
        at: '2026-11-01T00:00:00Z',
        subject: keys.subject('D001', 'C-other'),
        vehicles: [{ vehicle: keys.vehicle(number), from: '2020-01-01', to: null }],
      });
      const record = { ...RECORD, vehicle: { vin: 'WBA5R12090FH01001', chassisNumber: 'ZC6-001234' } };
      expect(Object.values(effects(judge(record)))).toContain('released');
      expect(Object.values(effects(judge(record, judging([...facts, stop]))))).toEqual(Array(3).fill('withheld'));
    },
  );

  it('names no subject and no vehicle where the record names none', () => {
    const { customer: _customer, vehicle: _vehicle, ...record } = RECORD;
    for (const { headers } of on(judge(record), 'decisions')) {
      expect(headers).not.toHaveProperty(HEADERS.subject);
      expect(headers).not.toHaveProperty(HEADERS.vehicle);
      expect(headers).not.toHaveProperty(HEADERS.chassis);
      expect(headers).toHaveProperty(HEADERS.record);
    }
  });
});

describe('a recall', () => {
  const bare = { ...RECORD, vehicle: {}, customer: { id: 'C-1' }, work: {} };

  it.each<[string, JsonObject, Record<string, string>, string | null]>([
    ['revision 1, nothing permitted', bare, { [FINANCE]: 'withheld', [NETWORK]: 'withheld' }, null],
    [
      'revision 2, nothing permitted',
      { ...bare, revision: 2 },
      { [FINANCE]: 'recalled', [INSURER]: 'recalled' },
      'nothing-permitted',
    ],
    ['revision 1, voided', { ...RECORD, status: 'voided' }, { [FINANCE]: 'recalled', [INSURER]: 'recalled' }, 'voided'],
    ['revision 3, voided', { ...RECORD, revision: 3, status: 'voided' }, { [FINANCE]: 'recalled' }, 'voided'],
    ['revision 2, still permitted', { ...RECORD, revision: 2 }, { [FINANCE]: 'released', [INSURER]: 'recalled' }, null],
  ])('%s', (_, record, expected, reason) => {
    const judged = judge(record);
    expect(effects(judged)).toMatchObject(expected);
    const [message] = on(judged, topicOf(FINANCE));
    if (expected[FINANCE] === 'withheld') expect(message).toBeUndefined();
    if (reason === null) return;
    const { revision, status } = record;
    expect(json(message)).toEqual({ recordId: message?.key, revision, status, reason });
    expect(message?.headers?.ce_type).toBe('service-record.recalled.v1');
  });

  it('is withheld in its decision, with its bytes committed to', () => {
    const judged = judge({ ...RECORD, revision: 2, status: 'voided' });
    const decision = decisionsOf(judged).find(({ stream }) => stream === FINANCE);
    const bytes = on(judged, topicOf(FINANCE))[0]?.value ?? '';
    expect(decision?.released).toBe(createHash('sha256').update(SALT).update(bytes).digest('base64url'));
  });

  it('goes out after a stop for a higher revision, and no release does [R43]', () => {
    const stop = fact('stop-placed', {
      id: 's1',
      kind: 'cessation',
      at: '2026-11-01T00:00:00Z',
      subject: keys.subject('D001', 'C-1'),
    });
    const stopped = judging([...facts, stop]);
    expect(Object.values(effects(judge(RECORD, stopped)))).toEqual(['withheld', 'withheld', 'withheld']);
    expect(Object.values(effects(judge({ ...RECORD, revision: 2 }, stopped)))).toEqual([
      'recalled',
      'recalled',
      'recalled',
    ]);
  });
});

describe('what cannot be judged', () => {
  it.each([
    ['not-json', '{"recordId":'],
    ['not-a-record', '[1]'],
    ['not-a-record', JSON.stringify({ ...RECORD, revision: 'taint-revision' })],
  ])('%s: %s', (reason, value) => {
    const judged = judge(value);
    expect(judged.messages.map(({ topic }) => topic)).toEqual(['dead-letters']);
    const [letter] = judged.messages;
    expect(letter?.key).toBe('service-records-2-41');
    expect(json(letter)).toEqual({
      topic: 'service-records',
      partition: 2,
      offset: '41',
      reason,
      at: '2026-11-22T00:00:00.000Z',
    });
  });

  it('a rule that throws on the last stream releases nothing on the first', () => {
    const base = judging();
    let streams = 0;
    const register: Judging['register'] = {
      streams: () => base.register.streams(),
      lawAt: (at, occurredAt) => base.register.lawAt(at, occurredAt),
      situationsOf(ref, at) {
        const situationOf = base.register.situationsOf(ref, at);
        return (stream) => {
          if (++streams === 3) throw new Error('taint');
          return situationOf(stream);
        };
      },
    };
    const faults: unknown[] = [];
    const onFault: Judging['onFault'] = (...told) => faults.push(told);
    const judged = judge(RECORD, { ...base, register, onFault });
    expect(faults).toEqual([[new Error('taint'), 2, 41n]]);
    expect(judged.messages.map(({ topic }) => topic)).toEqual(['dead-letters']);
    expect(json(judged.messages[0])).toMatchObject({ reason: 'not-judged' });
    const next = decisionsOf(judge(RECORD, base));
    expect(next.filter(({ verdicts }) => verdicts !== undefined).length).toBeGreaterThan(1);
    expect(String(judged.messages[0]?.value)).not.toContain('taint');
  });

  describe.each<[string, JsonObject]>([
    ['nothing-permitted', { ...RECORD, revision: 2 }],
    ['voided', { ...RECORD, status: 'voided' }],
  ])('a rule that throws for a record that may replace a released one', (reason, record) => {
    const throwing = (): Judging => {
      const base = judging();
      const situationsOf = () => () => {
        throw new Error('taint');
      };
      const { register } = base;
      const streams = () => register.streams();
      return { ...base, register: { streams, lawAt: (...at) => register.lawAt(...at), situationsOf } };
    };

    it(`recalls it from every stream (${reason}), says so in its decisions, and leaves a dead letter`, () => {
      const judged = judge(record, throwing());
      expect(judged.deadLetter).toBe('not-judged');
      expect(on(judged, 'dead-letters').map((letter) => json(letter).reason)).toEqual(['not-judged']);
      for (const stream of [FINANCE, NETWORK, INSURER]) {
        const [recall, ...more] = on(judged, topicOf(stream));
        expect(more).toEqual([]);
        expect(recall?.headers?.ce_type).toBe('service-record.recalled.v1');
        const { revision, status } = record;
        expect(json(recall)).toEqual({ recordId: recall?.key, revision, status, reason });
      }
      expect(judged.decisions.map(({ effect, pattern }) => [effect, pattern])).toEqual(Array(3).fill(['recalled', []]));
      const decisions = decisionsOf(judged);
      expect(decisions.map(({ stream }) => stream)).toEqual([FINANCE, NETWORK, INSURER]);
      expect(decisions[0]).toMatchObject({ effect: 'recalled', pattern: patternId([]), leaves: [], verdicts: [] });
      expect(judged.messages.map(({ value }) => String(value)).join()).not.toContain('taint');
    });

    it('holds it where it can be neither judged nor recalled', () => {
      const broken = { ...keys, outwardRecordId: () => Buffer.from('x').toString('nonsense' as never) };
      const faults: unknown[] = [];
      const onFault: Judging['onFault'] = (error, partition, offset) =>
        faults.push([(error as Error).name, partition, offset]);
      expect(judgeRecord(source(record), { ...throwing(), keys: broken, onFault })).toBe('GW_NOT_JUDGED');
      expect(faults).toEqual([
        ['TypeError', 2, 41n],
        ['TypeError', 2, 41n],
      ]);
    });

    it('holds it while no policy is in force', () => {
      expect(judgeRecord(source(record), judging(without('policy-published')))).toBe('GW_NO_POLICY_IN_FORCE');
    });
  });

  it('a record nested without end never throws, and releases nothing of its depth', () => {
    const depth = 100_000;
    const text = JSON.stringify(RECORD).replace('"taint-value"', `${'['.repeat(depth)}"taint"${']'.repeat(depth)}`);
    const judged = judge(text);
    expect(judged.deadLetter).toBe('not-judged');
    expect(judged.messages).toHaveLength(1);
    const later = judge(text.replace('"revision":1', '"revision":2'));
    expect(later.messages.map(({ topic }) => topic)).toContain('dead-letters');
    expect(Object.values(effects(later))).toEqual(['recalled', 'recalled', 'recalled']);
  });

  it('nothing is said of a record while no policy is in force', () => {
    expect(judgeRecord(source(RECORD), judging(without('policy-published')))).toBe('GW_NO_POLICY_IN_FORCE');
  });

  it('a message that is no record is a dead letter with or without a policy', () => {
    expect(judge('{', judging(without('policy-published'))).deadLetter).toBe('not-json');
  });

  it.each<[string, FactType[], unknown]>([
    ['an absent acceptance', ['policy-accepted'], RECORD],
    ['a record without an instant', [], { ...RECORD, occurredAt: undefined }],
    ['a record without a channel', [], { ...RECORD, channel: undefined, occurredAt: 7 }],
  ])('%s releases nothing', (_, types, record) => {
    const judged = judge(record, judging(without(...types)));
    expect(Object.values(effects(judged))).toEqual(['withheld', 'withheld', 'withheld']);
  });
});
