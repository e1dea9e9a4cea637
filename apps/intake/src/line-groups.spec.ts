import { describe, expect, it } from '@jest/globals';
import { PassThrough, Readable } from 'node:stream';
import { groupLines } from './line-groups.js';

const LIMITS = { lines: 3, bytes: 20, lineBytes: 100 };
const numbersOf = async (source: Readable): Promise<number[][]> => {
  const groups: number[][] = [];
  for await (const group of groupLines(source, LIMITS)) groups.push(group.map(({ number }) => number));
  return groups;
};

describe('groupLines', () => {
  it('ends a group at its bound of lines', async () => {
    expect(await numbersOf(Readable.from([Buffer.from('1\n2\n3\n4\n5')]))).toEqual([[1, 2, 3], [4], [5]]);
  });

  it('ends a group at its bound of bytes, and lets a longer line stand alone', async () => {
    const lines = ['x'.repeat(12), 'x'.repeat(12), 'x'.repeat(50), 'y', 'z'];
    const groups = await numbersOf(Readable.from([Buffer.from(`${lines.join('\n')}\n`)]));
    expect(groups).toEqual([[1], [2], [3], [4, 5]]);
  });

  it('does not wait for the next line', async () => {
    const source = new PassThrough();
    const groups = groupLines(source, LIMITS);
    source.write('1\n2');
    expect((await groups.next()).value).toHaveLength(1);
    source.write('2\n');
    expect((await groups.next()).value).toMatchObject([{ number: 2, bytes: Buffer.from('22') }]);
    source.end();
    expect((await groups.next()).done).toBe(true);
  });

  it('throws what the source throws', async () => {
    const source = new PassThrough();
    const groups = groupLines(source, LIMITS);
    source.destroy(new Error('cut off'));
    await expect(groups.next()).rejects.toThrow('cut off');
  });
});
