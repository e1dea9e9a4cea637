import { describe, expect, it } from '@jest/globals';
import type { Claim, SlotClaim, Standing } from '#postgres';
import { createAcceptor, MOST_UNDER_WAY, PATIENCE_MS, type AcceptorTools } from './accept-records.js';
import { createInFlight } from './in-flight.js';
import type { ReadRecord } from './read-record.js';

const RECORD: ReadRecord = { recordId: 'r1', revision: 1, value: '{}', flags: [] };

/** One slot; the table as a map; `onFind` runs after a reading was taken and before it is handed on. */
function setUp({ onFind = () => Promise.resolve(), isSlotHeld = () => Promise.resolve(true) } = {}) {
  const rows = new Map<string, Standing>();
  const gate = { open: (): void => undefined, produced: Promise.resolve() };
  const hold = (): void => {
    gate.produced = new Promise((resolve) => (gate.open = resolve));
  };
  const faults: unknown[] = [];
  const sent: { until: number }[] = [];
  const inFlight = createInFlight(0);
  const records = {
    claim(claims: readonly SlotClaim[]) {
      const mine = new Set<string>();
      for (const claim of claims) {
        if (rows.has(claim.record)) continue;
        rows.set(claim.record, { ...claim, isDurable: false });
        mine.add(claim.acceptance);
      }
      return Promise.resolve(mine);
    },
    async find(keys: readonly { record: string }[]) {
      const found = keys.flatMap(({ record }) => (rows.has(record) ? [{ ...rows.get(record)! }] : []));
      await onFind();
      return found;
    },
    makeDurable(produced: readonly Claim[]) {
      for (const { record } of produced) rows.set(record, { ...rows.get(record)!, isDurable: true });
      return Promise.resolve(new Set(produced.map(({ acceptance }) => acceptance)));
    },
  };
  const tools: AcceptorTools = {
    records: records as unknown as AcceptorTools['records'],
    produce: async (messages, until) => {
      sent.push({ until });
      await gate.produced;
      return messages.map((_, at) => ({ partition: 0, offset: BigInt(at) }));
    },
    slot: () => 's1',
    isSlotHeld,
    ends: { known: () => [0n], learn: () => undefined },
    inFlight,
    pseudonyms: { recordKey: (_dealer, id) => id, contentMac: (content) => content },
    crashAt: () => undefined,
    onFault: (error) => void faults.push(error),
  };
  return { accept: createAcceptor(tools), rows, gate, hold, inFlight, faults, sent };
}

describe('a silent broker', () => {
  it('is waited for with so much under way and no more; nothing else is claimed, and it goes on afterwards', async () => {
    const { accept, gate, hold, rows, faults } = setUp();
    const large = (recordId: string): ReadRecord => ({ ...RECORD, recordId, value: 'x'.repeat(MOST_UNDER_WAY / 2) });
    hold();
    const first = [accept('D001', [large('r1')]), accept('D001', [large('r2')])];
    expect(await accept('D001', [RECORD])).toEqual({ outcomes: ['GW_UNAVAILABLE'], isDown: true });
    expect([[...rows.keys()], faults.length]).toEqual([['r1', 'r2'], 1]);
    gate.open();
    expect((await Promise.all(first)).flatMap(({ outcomes }) => outcomes)).toEqual(['accepted', 'accepted']);
    expect((await accept('D001', [{ ...RECORD, recordId: 'r3' }])).outcomes).toEqual(['accepted']);
  });

  it('is sent nothing any more when the caller has been answered', async () => {
    const { accept, sent } = setUp();
    const before = Date.now();
    await accept('D001', [RECORD]);
    expect(sent[0]!.until - before).toBeGreaterThanOrEqual(PATIENCE_MS);
    expect(sent[0]!.until - Date.now()).toBeLessThanOrEqual(PATIENCE_MS);
  });
});

describe('a revision another request is at work on', () => {
  it('is a duplicate also when that work ends between the reading and the look at the living', async () => {
    let finish = (): Promise<unknown> => Promise.resolve();
    const { accept, gate, hold, inFlight } = setUp({ onFind: () => finish().then(() => undefined) });
    hold();
    const first = accept('D001', [RECORD]);
    await Promise.resolve();
    finish = () => {
      gate.open();
      return first;
    };
    const second = await accept('D001', [RECORD]);
    expect([(await first).outcomes, second.outcomes]).toEqual([['accepted'], ['duplicate']]);
    expect(inFlight.busy()).toEqual([]);
  });

  it('is unavailable when nobody is at work on it any more', async () => {
    const { accept, rows } = setUp({ isSlotHeld: () => Promise.resolve(false) });
    const row = { dealer: 'D001', record: 'r1', revision: 1, content: '{}', acceptance: 'a', slot: 's2' };
    rows.set('r1', { ...row, isDurable: false });
    expect((await accept('D001', [RECORD])).outcomes).toEqual(['GW_UNAVAILABLE']);
  });

  it('is a conflict when it turns out to hold other content', async () => {
    const { accept } = setUp();
    await accept('D001', [RECORD]);
    expect((await accept('D001', [{ ...RECORD, value: '{"a":1}' }])).outcomes).toEqual(['GW_REVISION_CONFLICT']);
  });
});
