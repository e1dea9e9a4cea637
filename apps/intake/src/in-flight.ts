// Acceptances this process is working on: nobody settles them meanwhile, and who meets one waits for its end.

export interface InFlight {
  /** The work on these acceptances goes on until `done` settles. */
  add(acceptances: readonly string[], done: Promise<unknown>): void;
  /** True while the work goes on. */
  has(acceptance: string): boolean;
  /** True while the work goes on, and for `quietMs` after it failed: what it sent last may still arrive. */
  isBusy(acceptance: string): boolean;
  /** All busy ones, in no particular order. */
  busy(): readonly string[];
  /** Resolves when the work on it has ended, or after `ms`. Never rejects. */
  ended(acceptance: string, ms: number): Promise<void>;
}

export function createInFlight(quietMs: number): InFlight {
  const work = new Map<string, Promise<void>>();
  const quiet = new Set<string>();
  const coolDown = (acceptances: readonly string[]): void => {
    for (const acceptance of acceptances) quiet.add(acceptance);
    setTimeout(() => acceptances.forEach((acceptance) => quiet.delete(acceptance)), quietMs).unref();
  };
  return {
    add(acceptances, done) {
      const ended = done
        .then(
          () => undefined,
          () => coolDown(acceptances),
        )
        .then(() => acceptances.forEach((acceptance) => work.delete(acceptance)));
      for (const acceptance of acceptances) work.set(acceptance, ended);
    },
    has: (acceptance) => work.has(acceptance),
    isBusy: (acceptance) => work.has(acceptance) || quiet.has(acceptance),
    busy: () => [...work.keys(), ...quiet],
    async ended(acceptance, ms) {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, ms);
      });
      await Promise.race([work.get(acceptance), late]);
      clearTimeout(timer);
    },
  };
}
