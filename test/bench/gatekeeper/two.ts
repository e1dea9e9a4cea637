// One gatekeeper beside two, by turns, with nobody else standing by: two fill both cores, and whoever idles takes a share of them.
import { takeTurns } from '../pairs.ts';
import type { BenchRoom } from './bench-room.ts';
import { workOff, type Contender } from './contender.ts';
import { GATE_READING, startGatekeeper } from './gatekeeper-contender.ts';
import type { Size } from './size.ts';
import type { BenchRecord } from './workload.ts';

export interface TwoOptions {
  readonly room: BenchRoom;
  readonly size: Size;
  /** As many as either gets at a time. */
  readonly records: readonly BenchRecord[];
  readonly pairs: number;
  readonly signal: AbortSignal;
  readonly onProgress: (message: string) => void;
}

/**
 * Records per second of one and of two gatekeepers, and faults of either, by pair. The second is a new process each time, warmed
 * up as the first was. Each has half of the partitions; a run ends before either is done with its own, else the slower one alone
 * would tell.
 */
export async function measureTwo(
  options: TwoOptions,
): Promise<Readonly<Record<'one' | 'two' | 'faults', readonly number[]>>> {
  const { room, size, records, pairs, signal, onProgress } = options;
  const { leadIn, warm } = size;
  const { measured, leadOut } = size.two;
  const faults: number[] = [];
  const children = [await startGatekeeper(room)];
  const rateOf = async (contender: Contender): Promise<number> =>
    (await workOff(room, contender, records.slice(0, leadIn + measured + leadOut), { leadIn, leadOut })).rate;
  try {
    const one: Contender = { ...GATE_READING, children };
    await workOff(room, one, records.slice(0, warm.gatekeeper), { leadIn: 0 });
    room.takeFaults();
    const rates = await takeTurns({
      ...{ rounds: pairs, signal },
      runs: {
        one: () => rateOf(one),
        async two() {
          const second = await startGatekeeper(room, 1);
          try {
            const two: Contender = { ...one, children: [...children, second] };
            await workOff(room, two, records.slice(0, size.two.warm), { leadIn: 0 });
            return await rateOf(two);
          } finally {
            await second.stop();
          }
        },
      },
      onRound(round, { one: ofOne, two: ofTwo }) {
        faults.push(room.takeFaults());
        const each = `one ${ofOne.toFixed(0)}, two ${ofTwo.toFixed(0)} records/s`;
        onProgress(`${round}/${pairs}: ${each}; ${faults.at(-1)} faults`);
      },
    });
    return { ...rates, faults };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}
