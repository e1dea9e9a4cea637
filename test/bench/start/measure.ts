// How long a house takes from nothing running to every app ready: with an empty data folder, and again on what it left.
import { kafkaJars } from '../../../scripts/house/kafka-jars.ts';
import { spreadOf } from '../pairs.ts';
import type { Part } from '../part.ts';

const MOST = 5;

export const part: Part = {
  takes: { quick: 25, full: 110 },
  prepare: async ({ onProgress, signal }) => void (await kafkaJars(onProgress, signal)),
  async measure({ quick, pairs, house, onProgress }) {
    const first: number[] = [];
    const again: number[] = [];
    for (let round = 1; round <= (quick ? 1 : Math.min(pairs, MOST)); round += 1) {
      first.push(await house.startNew());
      again.push(await house.startAgain());
      onProgress(`round ${round}: ${first.at(-1)!.toFixed(1)} s, again ${again.at(-1)!.toFixed(1)} s`);
    }
    return {
      ratios: {},
      figures: { 'start.first': { ...spreadOf(first), unit: 's' }, 'start.again': { ...spreadOf(again), unit: 's' } },
    };
  },
};
