// No message of a batch is lost on its way to the ledger.
import { describe, expect, it } from '@jest/globals';
import { toLedgerBatch, type MessageBatch } from './to-ledger-batch.js';

const HASH = 'A'.repeat(43);
const decision = {
  id: `${HASH}.1.joint.valuation`,
  stream: 's',
  pattern: HASH,
  leaves: [1],
  policy: '2017-05-30',
  policyHash: HASH,
  at: '2026-11-22T00:00:00.000Z',
  controlOffset: '1',
  source: { partition: 0, offset: '5' },
  effect: 'withheld',
  references: HASH,
  released: null,
};
const letter = { topic: 'service-records', partition: 1, offset: '7', reason: 'not-json', at: '2026-11-22T00:00:00Z' };
const AT = Date.parse('2026-11-22T01:00:00Z');
const message = (offset: bigint, value: unknown, key = 'k') => ({
  offset,
  key: Buffer.from(key),
  value: Buffer.from(JSON.stringify(value)),
  headers: {},
});
const batchOf = (topic: string, ...messages: MessageBatch['messages']) =>
  toLedgerBatch({ topic, partition: 3, messages, nextOffset: 12n }, AT);

describe('toLedgerBatch', () => {
  it('makes entries of decisions, and dead letters by coordinates of what is none', () => {
    const given = [message(9n, decision, decision.id), message(10n, { name: '山田' })];
    const { batch, unreadable } = batchOf('decisions', ...given);
    expect(batch).toMatchObject({ topic: 'decisions', partition: 3, nextOffset: 12n });
    expect(batch.entries.map(({ decision: { id } }) => id)).toEqual([decision.id]);
    expect(batch.deadLetters).toEqual([
      { topic: 'decisions', partition: 3, offset: '10', reason: 'not-readable', at: '2026-11-22T01:00:00.000Z' },
    ]);
    expect(unreadable).toBe(1);
  });

  it('counts verdicts that were refused and keeps the decision', () => {
    const { batch, verdictsRefused } = batchOf('decisions', message(9n, { ...decision, verdicts: [] }, decision.id));
    expect(batch.entries).toHaveLength(1);
    expect(verdictsRefused).toBe(1);
  });

  it('takes dead letters from their topic alone', () => {
    expect(batchOf('dead-letters', message(0n, letter)).batch.deadLetters).toEqual([letter]);
    expect(batchOf('decisions', message(0n, letter)).batch.deadLetters).toMatchObject([{ reason: 'not-readable' }]);
    expect(batchOf('dead-letters', message(0n, decision, decision.id)).batch.entries).toEqual([]);
  });

  it('moves on over a batch that holds no message', () => {
    expect(batchOf('decisions').batch).toEqual({
      topic: 'decisions',
      partition: 3,
      nextOffset: 12n,
      entries: [],
      deadLetters: [],
    });
  });
});
