// The sandbox's file is what the API would take.
import { fileURLToPath } from 'node:url';
import { CUSTOMER_ITEMS, VEHICLE_ITEMS } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { readSandboxFacts, statingOf } from './sandbox-facts.js';

const FILE = fileURLToPath(new URL('../../../../scripts/sandbox/facts.yaml', import.meta.url));

describe('the sandbox’s facts', () => {
  it('are all right, with the streams and contracts of the wire', async () => {
    const statings = await readSandboxFacts(FILE);
    const streams = statings.filter(({ type }) => type === 'stream-opened').map(({ body }) => body);
    expect(streams).toHaveLength(5);
    for (const stream of streams)
      expect((stream as { items: unknown }).items).toEqual([...CUSTOMER_ITEMS, ...VEHICLE_ITEMS]);
    const ended = statings.find(({ type }) => type === 'contract-ended');
    expect(ended).toMatchObject({ pathId: 'contract-D009', body: { to: '2026-03-31' } });
    expect(statings.filter(({ type }) => type === 'stop-placed')).toHaveLength(1);
  });

  it('names a wrong entry by its place', () => {
    expect(() =>
      statingOf({ fact: 'contract-concluded', id: 'c', recipient: 'nobody', from: '2020-01-01' }, 4),
    ).toThrow('entry 5 of the sandbox facts is not right in `recipient`');
    expect(() => statingOf({ fact: 'toString' }, 0)).toThrow('entry 1 of the sandbox facts names no type of fact');
  });
});
