import { describe, expect, it } from '@jest/globals';
import { together } from './together.js';

/** Runs end when the test says so. */
function recorded() {
  const runs: { readonly items: readonly number[]; readonly end: (error?: Error) => void }[] = [];
  const run = (items: readonly number[]) =>
    new Promise<string>((resolve, reject) =>
      runs.push({ items, end: (error) => (error ? reject(error) : resolve(`of ${items.join()}`)) }),
    );
  return { runs, run };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('together', () => {
  it('runs the first call at once, and together what came meanwhile, in order', async () => {
    const { runs, run } = recorded();
    const call = together(run, 10);
    const answers = [call([1]), call([2, 3]), call([4])];
    expect(runs.map(({ items }) => items)).toEqual([[1]]);
    runs[0]!.end();
    await turn();
    expect(runs.map(({ items }) => items)).toEqual([[1], [2, 3, 4]]);
    runs[1]!.end();
    expect(await Promise.all(answers)).toEqual(['of 1', 'of 2,3,4', 'of 2,3,4']);
  });

  it('keeps to its bound, but for one call that is larger', async () => {
    const { runs, run } = recorded();
    const call = together(run, 3);
    const answers = [[0], [1, 2], [3], [4], [5, 6, 7, 8], [9]].map(call);
    for (let ended = 0; ended < runs.length; ended += 1) {
      runs[ended]!.end();
      await turn();
    }
    await Promise.all(answers);
    expect(runs.map(({ items }) => items)).toEqual([[0], [1, 2, 3], [4], [5, 6, 7, 8], [9]]);
  });

  it('rejects every call of a run that fails, and goes on', async () => {
    const { runs, run } = recorded();
    const call = together(run, 10);
    const answers = Promise.allSettled([call([1]), call([2]), call([3])]);
    runs[0]!.end();
    await turn();
    runs[1]!.end(new Error('no database'));
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    const later = call([4]);
    runs[2]!.end();
    expect(await later).toBe('of 4');
  });
});
