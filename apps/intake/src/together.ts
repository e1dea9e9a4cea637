// Calls made while one is under way go together in the next: a statement then serves as many requests as wait for it.

interface Call<Item, Result> {
  readonly items: readonly Item[];
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs `run` on the items of one call or of several, one run at a time and in the order of the calls. Every call of a run
 * gets the run's result, or its rejection. A run has at most `most` items, unless a single call has more.
 */
export function together<Item, Result>(
  run: (items: readonly Item[]) => Promise<Result>,
  most: number,
): (items: readonly Item[]) => Promise<Result> {
  let waiting: Call<Item, Result>[] = [];
  let isUnderWay = false;

  const takeCalls = (): readonly Call<Item, Result>[] => {
    let items = 0;
    const beyond = waiting.findIndex((call, index) => (items += call.items.length) > most && index > 0);
    const calls = beyond < 0 ? waiting : waiting.slice(0, beyond);
    waiting = waiting.slice(calls.length);
    return calls;
  };

  const work = async (): Promise<void> => {
    isUnderWay = true;
    while (waiting.length > 0) {
      const calls = takeCalls();
      try {
        const result = await run(calls.flatMap(({ items }) => items));
        for (const { resolve } of calls) resolve(result);
      } catch (error) {
        for (const { reject } of calls) reject(error);
      }
    }
    isUnderWay = false;
  };

  return (items) =>
    new Promise((resolve, reject) => {
      waiting.push({ items, resolve, reject });
      if (!isUnderWay) void work();
    });
}
