import { describe, expect, it } from '@jest/globals';
import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { groupLines } from './line-groups.js';

const LIMITS = { lines: 3, bytes: 20, lineBytes: 100 };
const numbersOf = async (source: Readable): Promise<number[][]> => {
  const groups: number[][] = [];
  for await (const group of groupLines(source, LIMITS, ({ number }) => number)) groups.push(group);
  return groups;
};

describe('groupLines', () => {
  it('ends a group at its bound of lines', async () => {
    expect(await numbersOf(Readable.from([Buffer.from('1\n2\n3\n4\n5\n6')]))).toEqual([[1, 2, 3], [4, 5], [6]]);
  });

  it('ends a group at its bound of bytes, and lets a longer line stand alone', async () => {
    const lines = ['x'.repeat(12), 'x'.repeat(12), 'x'.repeat(50), 'y', 'z'];
    const groups = await numbersOf(Readable.from([Buffer.from(`${lines.join('\n')}\n`)]));
    expect(groups).toEqual([[1], [2], [3], [4, 5]]);
  });

  it('does not wait for the next line', async () => {
    const source = new PassThrough();
    const groups = groupLines(source, LIMITS, (line) => line);
    source.write('1\n2');
    expect((await groups.next()).value).toHaveLength(1);
    source.write('2\n');
    expect((await groups.next()).value).toMatchObject([{ number: 2, bytes: Buffer.from('22') }]);
    source.end();
    expect((await groups.next()).done).toBe(true);
  });

  it('reads the next group while one is worked on, and no further', async () => {
    const numbers: number[] = [];
    const lines = Array.from({ length: 1_000 }, (_, line) => `${line + 1}\n`);
    const source = Readable.from([
      Buffer.from(lines.slice(0, 900).join('')),
      ...lines.slice(900).map((line) => Buffer.from(line)),
    ]);
    const groups = groupLines(source, LIMITS, ({ number }) => numbers.push(number));
    const taken = (await groups.next()).value as number[];
    await sleep(20);
    expect(numbers).toHaveLength(taken.length + LIMITS.lines);
    expect((await groups.next()).value).toHaveLength(LIMITS.lines);
    await groups.return(undefined);
    expect(source.destroyed).toBe(true);
  });

  it('gives all that was read before it throws what the source throws, or reading does', async () => {
    const source = new PassThrough();
    const groups = groupLines(source, LIMITS, ({ number }) => number);
    source.write('1\n');
    expect((await groups.next()).value).toEqual([1]);
    source.write('2\n');
    await sleep(5);
    source.destroy(new Error('cut off'));
    expect((await groups.next()).value).toEqual([2]);
    await expect(groups.next()).rejects.toThrow('cut off');
    const odd = groupLines(Readable.from([Buffer.from('1\n')]), LIMITS, () => {
      throw new Error('odd');
    });
    await expect(odd.next()).rejects.toThrow('odd');
  });

  it('ends when it is given up while it waits', async () => {
    const source = new PassThrough();
    const groups = groupLines(source, LIMITS, ({ number }) => number);
    const waiting = groups.next();
    source.destroy();
    await expect(waiting).rejects.toThrow();
  });
});
