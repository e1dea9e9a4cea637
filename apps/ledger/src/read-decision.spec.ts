// Messages to rows: whole or not at all, known fields alone.
import { patternId } from '#evidence';
import { describe, expect, it } from '@jest/globals';
import { readDeadLetter } from './read-dead-letter.js';
import { readDecision } from './read-decision.js';
import { readVerdicts } from './read-verdicts.js';

const HASH = 'A'.repeat(43);
const verdicts = [
  { path: '?', item: 'unlisted', outcome: 'withhold', clause: '4(1)', reason: 'unmapped' },
  {
    path: 'work.jobs[].lines[].labourCode',
    item: 'work',
    outcome: 'permit',
    clause: '3(3)+4(1)(b)+4(2)(b)',
    reason: 'joint_use',
  },
] as const;
const decision = {
  id: `${HASH}.1.joint.valuation`,
  stream: 'bmw-japan-finance.joint.valuation',
  pattern: patternId(verdicts),
  leaves: [3, 2],
  policy: '2017-05-30',
  policyHash: HASH,
  at: '2026-11-22T00:00:00.000Z',
  controlOffset: '12',
  source: { partition: 2, offset: '9007199254740993' },
  effect: 'released',
  references: HASH,
  released: HASH,
};
const headers = {
  gw_record: Buffer.from(HASH),
  gw_vehicle: HASH,
  gw_salt: Buffer.from('B'.repeat(22)),
  gw_subject: 'a name',
};
const message = (value: unknown, key = decision.id) => ({
  key: Buffer.from(key),
  value: value === null ? null : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
  headers,
});

describe('readDecision', () => {
  it('takes the known fields, and of the links those of their form', () => {
    expect(readDecision(message(decision))).toEqual({
      decision,
      links: { record: HASH, subject: null, vehicle: HASH, chassis: null, salt: 'B'.repeat(22) },
      verdictsRefused: false,
    });
  });

  it('takes the chassis number’s link beside the VIN’s', () => {
    const read = readDecision({ ...message(decision), headers: { ...headers, gw_chassis: 'C'.repeat(43) } });
    expect(read?.links).toMatchObject({ vehicle: HASH, chassis: 'C'.repeat(43) });
  });

  it('keeps verdicts that are what the pattern id stands for', () => {
    expect(readDecision(message({ ...decision, verdicts }))?.decision.verdicts).toEqual(verdicts);
  });

  it.each([
    ['other verdicts', [verdicts[0]]],
    ['no list', { path: '?' }],
    ['a path that names an unknown key', [{ ...verdicts[0], path: 'customer.nickname' }]],
  ])('keeps the decision without its verdicts: %s', (_name, given) => {
    const read = readDecision(message({ ...decision, verdicts: given }));
    expect(read).toMatchObject({ decision: { id: decision.id }, verdictsRefused: true });
    expect(read?.decision.verdicts).toBeUndefined();
  });

  it('keeps the decision without verdicts that are not as many as its leaves', () => {
    const read = readDecision(message({ ...decision, leaves: [3, 2, 1], verdicts }));
    expect(read).toMatchObject({ decision: { leaves: [3, 2, 1] }, verdictsRefused: true });
    expect(read?.decision.verdicts).toBeUndefined();
  });

  it('takes a pattern of no verdicts', () => {
    const none = { ...decision, pattern: patternId([]), leaves: [], verdicts: [] };
    expect(readDecision(message(none))).toMatchObject({ decision: none, verdictsRefused: false });
  });

  it('never takes a field it does not know', () => {
    const odd = { ...decision, customer: '山田太郎', source: { ...decision.source, value: '山田太郎' } };
    expect(JSON.stringify(readDecision(message(odd)))).not.toContain('山田');
  });

  it.each<[string, unknown]>([
    ['no value', null],
    ['no JSON', '{'],
    ['no object', []],
    ['no id', { ...decision, id: '' }],
    ['a NUL in the id', { ...decision, id: 'a\0' }],
    ['an endless id', { ...decision, id: 'a'.repeat(501) }],
    ['no stream', { ...decision, stream: undefined }],
    ['a pattern of another form', { ...decision, pattern: 'x' }],
    ['no leaves', { ...decision, leaves: undefined }],
    ['leaves that are a number', { ...decision, leaves: 5 }],
    ['leaves of a pattern without verdicts', { ...decision, pattern: patternId([]) }],
    ['verdicts without leaves', { ...decision, leaves: [] }],
    ['a verdict of no leaf', { ...decision, leaves: [3, 0] }],
    ['half a leaf', { ...decision, leaves: [3, 0.5] }],
    ['a count that is text', { ...decision, leaves: [3, '2'] }],
    ['more leaves than an integer', { ...decision, leaves: [3, 2 ** 31] }],
    ['leaves of more verdicts than a pattern has', { ...decision, leaves: new Array<number>(10_001).fill(1) }],
    ['a policy of another form', { ...decision, policy: 'a b' }],
    ['no policy hash', { ...decision, policyHash: null }],
    ['no instant', { ...decision, at: 'yesterday' }],
    ['the year 0', { ...decision, at: '0000-01-01T00:00:00Z' }],
    ['an offset that is a number', { ...decision, controlOffset: 12 }],
    ['an offset beyond 64 bits', { ...decision, controlOffset: '9'.repeat(19) }],
    ['no source', { ...decision, source: null }],
    ['a partition beyond 32 bits', { ...decision, source: { partition: 2 ** 31, offset: '1' } }],
    ['an unknown effect', { ...decision, effect: 'lost' }],
    ['no references', { ...decision, references: undefined }],
    ['released without a commitment', { ...decision, released: null }],
    ['withheld with a commitment', { ...decision, effect: 'withheld' }],
  ])('is no decision: %s', (_name, value) => {
    const id = (value as { id?: string } | null)?.id ?? decision.id;
    expect(readDecision(message(value, id))).toBeNull();
  });

  it('is no decision: under another key', () => {
    expect(readDecision(message(decision, 'other'))).toBeNull();
  });
});

describe('readVerdicts', () => {
  it.each<[string, Record<string, unknown>]>([
    ['a key no schema names', { path: 'customer.yamada' }],
    ['a quoted key', { path: 'customer.["x y"]' }],
    ['an unknown item', { item: 'shoe-size' }],
    ['an unknown outcome', { outcome: 'perhaps' }],
    ['a clause that is text', { clause: '山田' }],
    ['an unknown reason', { reason: 'because' }],
  ])('refuses %s', (_name, change) => {
    expect(readVerdicts([{ ...verdicts[1], ...change }])).toBeNull();
  });

  it.each(['?', 'customer.?', 'work.jobs[].?', 'activity.location[]', 'vehicle.chassisNumber'])(
    'takes the path %s',
    (path) => {
      expect(readVerdicts([{ ...verdicts[1], path }])).toHaveLength(1);
    },
  );
});

describe('readDeadLetter', () => {
  const letter = {
    topic: 'service-records',
    partition: 1,
    offset: '7',
    reason: 'not-json',
    at: '2026-11-22T00:00:00Z',
  };
  const read = (value: unknown) => readDeadLetter(Buffer.from(JSON.stringify(value)));

  it('takes coordinates and reason, no other field', () => {
    expect(read({ ...letter, content: '山田太郎' })).toEqual(letter);
  });

  it.each<[string, unknown]>([
    ['no object', 'x'],
    ['a reason that is text', { ...letter, reason: '山田' }],
    ['a topic that is no topic', { ...letter, topic: 'a b' }],
    ['no offset', { ...letter, offset: -1 }],
  ])('is none: %s', (_name, value) => {
    expect(read(value)).toBeNull();
  });

  it('is none: no value at all', () => expect(readDeadLetter(null)).toBeNull());
});
