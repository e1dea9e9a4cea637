// Ranges, cursors and progress: what is odd is refused, what is not known is said.
import { GatewayError } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { behindOf, countedOf, createEnds } from './count-progress.js';
import { readCursor, writeCursor } from './cursor.js';
import { judgedRecordOf } from './judged-record.js';
import { rangeOf } from './range.js';

const NOW = Date.parse('2026-11-22T15:30:00Z');

describe('a range', () => {
  it('is today in Tokyo unless told', () => {
    expect(rangeOf({}, NOW)).toEqual({ from: '2026-11-23', to: '2026-11-23' });
    expect(rangeOf({ from: '2026-11-01' }, NOW)).toEqual({ from: '2026-11-01', to: '2026-11-01' });
  });
  it.each([{ from: '2026-11-02', to: '2026-11-01' }, { from: '2020-01-01', to: '2026-11-01' }, { from: '0000-01-01' }])(
    'that is none is refused: %j',
    (given) => {
      expect(() => rangeOf(given, NOW)).toThrow(GatewayError);
    },
  );
});

describe('a cursor', () => {
  it('is read as it was written', () => {
    const position = { at: '2026-11-22 03:04:05.123456+00', id: 'x.1.joint.valuation' };
    expect(readCursor(writeCursor(position))).toEqual(position);
    expect(readCursor(undefined)).toBeNull();
  });
  it.each([
    'x',
    ...['{"at":"now","id":"x"}', '{"at":"2026-99-99 03:00:00+00","id":"x"}', 'null'].map((text) =>
      Buffer.from(text).toString('base64url'),
    ),
  ])('of nobody’s writing is refused: %s', (cursor) => expect(() => readCursor(cursor)).toThrow(GatewayError));
});

describe('progress', () => {
  it('is what lies between the place and the end, and all of a partition that was never read', () => {
    expect([behindOf(10n, 11n), behindOf(10n, 10n), behindOf(10n, 9n), behindOf(undefined, 5n)]).toEqual([1, 0, 0, 5]);
  });
  it('is unknown where Kafka does not say', async () => {
    const progress = { newestAt: null, deadLetters: 0, unread: 0, offsets: new Map([[0, 4n]]) };
    expect(countedOf(progress, null)).toMatchObject({ behind: null, current: null, partitions: 1 });
    expect(
      countedOf(
        progress,
        new Map([
          [0, 4n],
          [1, 9n],
        ]),
      ),
    ).toMatchObject({ behind: 9, current: 1, partitions: 2 });
    const silent = createEnds(() => new Promise(() => undefined), { keepMs: 0, patienceMs: 5 });
    expect(await silent(NOW)).toBeNull();
    expect(await createEnds(() => Promise.reject(new Error('down')), { keepMs: 0, patienceMs: 50 })(NOW)).toBeNull();
  });
});

it('a record’s decisions come newest revision first', () => {
  const kept = (id: string, stream: string) => ({ id, stream }) as never;
  const told = judgedRecordOf('r.1.p', {
    record: null,
    decisions: [kept('r.1.p', 'b.p'), kept('s.2.p', 'b.p'), kept('t.2.q', 'a.q')],
  });
  expect(told.decisions.map(({ id, revision }) => [id, revision])).toEqual([
    ['t.2.q', 2],
    ['s.2.p', 2],
    ['r.1.p', 1],
  ]);
});

it('what a release sent is gone 15 days and an hour later; of what sent nothing nothing is to go', () => {
  const at = '2026-11-22T03:00:00Z';
  const goneBy = (more: object) =>
    judgedRecordOf('r.1.p', { record: null, decisions: [{ id: 'r.1.p', stream: 'b.p', at, ...more } as never] })
      .decisions[0]?.goneBy;
  expect(goneBy({ effect: 'released' })).toBe('2026-12-07T04:00:00.000Z');
  expect([
    goneBy({ effect: 'recalled' }),
    goneBy({ effect: 'withheld' }),
    goneBy({ effect: 'released', at: '' }),
  ]).toEqual([null, null, null]);
});
