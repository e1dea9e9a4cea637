// A sitting: gatekeeper, Kafka Streams and the ceiling as new processes, warm, each on its own input, side by side until it ends.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlFact } from '#wire';
import type { BenchRoom } from './bench-room.ts';
import { stopAll, workOff, type Contender } from './contender.ts';
import { CEILING_READING, GATE_READING, startCeiling, startGatekeeper } from './gatekeeper-contender.ts';
import { cannedOf, proveSame } from './prove-same.ts';
import type { Size } from './size.ts';
import { startStreams, STREAMS_READING } from './streams-contender.ts';
import { benchRecords, type BenchRecord } from './workload.ts';

export interface Sitting {
  readonly gatekeeper: Contender;
  readonly streams: Contender;
  readonly ceiling: Contender;
  end(): Promise<void>;
}

export interface SittingOptions {
  readonly room: BenchRoom;
  readonly size: Size;
  readonly classPath: string;
  readonly facts: readonly ControlFact[];
  /** The most a contender gets at a time. */
  readonly records: readonly BenchRecord[];
  readonly onProgress: (message: string) => void;
}

/** Gives what begins a sitting. The first proves beforehand that gatekeeper and Kafka Streams write the same. */
export function openSittings(options: SittingOptions): () => Promise<Sitting> {
  const { room, size, classPath, facts, records, onProgress } = options;
  const cannedFile = join(room.house.dataDir, 'canned.json');
  let isProven = false;
  return async () => {
    const streams: Contender = { ...STREAMS_READING, children: [startStreams(room, { classPath, facts })] };
    const standing: Contender[] = [streams];
    try {
      const gatekeeper: Contender = { ...GATE_READING, children: [await startGatekeeper(room)] };
      standing.push(gatekeeper);
      if (!isProven) {
        const written = await proveSame(room, [gatekeeper, streams], benchRecords(size.proof), facts);
        writeFileSync(cannedFile, cannedOf(written));
        isProven = true;
        onProgress(`both wrote the same ${written.length} messages for ${size.proof} records`);
      }
      const ceiling: Contender = { ...CEILING_READING, children: [startCeiling(room, cannedFile)] };
      standing.push(ceiling);
      onProgress('warming up');
      const warmUp = (contender: Contender, count: number) =>
        workOff(room, contender, records.slice(0, count), { leadIn: 0 });
      await Promise.all([
        warmUp(streams, size.warm.streams),
        warmUp(gatekeeper, size.warm.gatekeeper),
        warmUp(ceiling, size.warm.ceiling),
      ]);
      return { gatekeeper, streams, ceiling, end: () => stopAll(standing) };
    } catch (error) {
      await stopAll(standing);
      throw error;
    }
  };
}
