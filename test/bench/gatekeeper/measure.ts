// The part `gatekeeper`: the built gatekeeper against Kafka Streams, its own I/O ceiling, a second gatekeeper; its memory.
import { join } from 'node:path';
import type { ControlFact } from '#wire';
import { kafkaJars } from '../../../scripts/house/kafka-jars.ts';
import { buildJavaApp } from '../java-app.ts';
import { ratioOf, spreadOf, takeTurns, type Figure } from '../pairs.ts';
import type { MeasureOptions, Part, PartResult } from '../part.ts';
import { openBenchRoom } from './bench-room.ts';
import { workOff } from './contender.ts';
import { CEILING_READING } from './gatekeeper-contender.ts';
import { measureLatency, type Latency } from './latency.ts';
import type { Pace } from './pace.ts';
import { residentMb } from './resident.ts';
import { openSittings, type Sitting } from './sitting.ts';
import { QUICK, WHOLE } from './size.ts';
import { STREAMS_READING } from './streams-contender.ts';
import { measureTwo } from './two.ts';
import { benchRecords, consentFacts, CUSTOMERS, manyConsents, partyFacts } from './workload.ts';

const STREAMS_APP = join(import.meta.dirname, '..', 'kafka-streams');

async function measure({ quick, pairs, signal, onProgress }: MeasureOptions): Promise<PartResult> {
  const size = quick ? QUICK : WHOLE;
  const room = await openBenchRoom(signal);
  let sitting: Sitting | undefined;
  try {
    const ofTwo = size.two.measured + size.two.leadOut;
    const most = Math.max(...Object.values(size.warm), size.two.warm, size.measured, size.measuredOfCeiling, ofTwo);
    const records = benchRecords(most + size.leadIn);
    const facts: readonly ControlFact[] = [
      ...partyFacts(room.house.secrets.certificate.privateKey),
      ...consentFacts(records.slice(0, CUSTOMERS), room.keys),
    ];
    for (const { input } of [STREAMS_READING, CEILING_READING]) await room.createInput(input);
    await room.say(facts);
    const classPath = buildJavaApp(STREAMS_APP, onProgress);
    const begin = openSittings({ room, size, classPath, facts, records, onProgress });

    const paces = { gatekeeper: [] as Pace[], streams: [] as Pace[], ceiling: [] as Pace[] };
    const faults: number[] = [];
    const took = { gatekeeper: [] as Latency[], streams: [] as Latency[] };
    const { leadIn, measured } = size;
    const paceOf = async (name: keyof typeof paces, count = measured): Promise<number> => {
      const pace = await workOff(room, sitting![name], records.slice(0, leadIn + count), { leadIn });
      paces[name].push(pace);
      return pace.rate;
    };
    const latencyOf = async (name: keyof typeof took): Promise<void> => {
      took[name].push(await measureLatency(room, sitting![name].input, size.perSecond, size.seconds));
    };
    const rates = await takeTurns({
      ...{ rounds: pairs, signal },
      async beforeRound(round) {
        if ((round - 1) % size.roundsPerSitting !== 0) return;
        await sitting?.end();
        sitting = undefined;
        sitting = await begin();
        room.takeFaults();
      },
      runs: {
        streams: () => paceOf('streams').then(async (rate) => (await latencyOf('streams'), rate)),
        gatekeeper: () => paceOf('gatekeeper').then(async (rate) => (await latencyOf('gatekeeper'), rate)),
        ceiling: () => paceOf('ceiling', size.measuredOfCeiling),
      },
      onRound(round, { gatekeeper, streams, ceiling }) {
        const each = `gatekeeper ${gatekeeper.toFixed(0)}, Kafka Streams ${streams.toFixed(0)}`;
        const p99 = `p99 ${took.gatekeeper.at(-1)!.p99.toFixed(0)} and ${took.streams.at(-1)!.p99.toFixed(0)} ms`;
        faults.push(room.takeFaults());
        onProgress(
          `${round}/${pairs}: ${each}, ceiling ${ceiling.toFixed(0)} records/s; ${p99}; ${faults.at(-1)} faults`,
        );
      },
    });
    await sitting?.end();
    sitting = undefined;

    const two = await measureTwo({ room, size, records, pairs, signal, onProgress });

    onProgress(`memory with ${size.subjects} subjects with consents`);
    await room.say(manyConsents(size.subjects, room.keys));
    const resident: number[] = [];
    for (let run = 0; run < size.memoryRuns; run += 1)
      resident.push(await residentMb(room, records.slice(0, measured)));

    const figureOf = <T>(of: readonly T[], pick: (each: T) => number, unit: string): Figure => ({
      ...spreadOf(of.map(pick)),
      unit,
    });
    const rate = (of: readonly number[]) => figureOf(of, (each) => each, 'records/s');
    const p50 = (of: readonly Latency[]) => figureOf(of, (each) => each.p50, 'ms');
    const p99 = (of: readonly Latency[]) => figureOf(of, (each) => each.p99, 'ms');
    const micros = (of: readonly Pace[]) => figureOf(of, (each) => each.micros, 'µs');
    const brokerMicros = (of: readonly Pace[]) => figureOf(of, (each) => each.brokerMicros, 'µs');
    const between = (of: readonly Pace[]) => figureOf(of, (each) => each.betweenCommitsMs, 'ms');
    return {
      ratios: {
        'gatekeeper.vsKafkaStreams': ratioOf(rates.gatekeeper, rates.streams),
        'gatekeeper.vsCeiling': ratioOf(rates.gatekeeper, rates.ceiling),
        'gatekeeper.twoVsOne': ratioOf(two.two, two.one),
        'gatekeeper.p99VsKafkaStreams': ratioOf(
          took.gatekeeper.map((each) => each.p99),
          took.streams.map((each) => each.p99),
        ),
      },
      figures: {
        'gatekeeper.recordsPerSecond': rate(rates.gatekeeper),
        'gatekeeper.kafkaStreamsRecordsPerSecond': rate(rates.streams),
        'gatekeeper.ceilingRecordsPerSecond': rate(rates.ceiling),
        'gatekeeper.twoRecordsPerSecond': rate(two.two),
        'gatekeeper.p50': p50(took.gatekeeper),
        'gatekeeper.p99': p99(took.gatekeeper),
        'gatekeeper.kafkaStreamsP50': p50(took.streams),
        'gatekeeper.kafkaStreamsP99': p99(took.streams),
        'gatekeeper.recordMicros': micros(paces.gatekeeper),
        'gatekeeper.kafkaStreamsRecordMicros': micros(paces.streams),
        'gatekeeper.ceilingRecordMicros': micros(paces.ceiling),
        'gatekeeper.brokerRecordMicros': brokerMicros(paces.gatekeeper),
        'gatekeeper.kafkaStreamsBrokerRecordMicros': brokerMicros(paces.streams),
        'gatekeeper.betweenCommits': between(paces.gatekeeper),
        'gatekeeper.kafkaStreamsBetweenCommits': between(paces.streams),
        'gatekeeper.faults': figureOf([...faults, ...two.faults], (each) => each, 'faults'),
        'gatekeeper.residentMb': figureOf(resident, (each) => each, 'MB'),
      },
    };
  } finally {
    await sitting?.end();
    await room.close();
  }
}

export const part: Part = {
  takes: { quick: 140, full: 700 },
  async prepare({ signal, onProgress }) {
    await kafkaJars(onProgress, signal);
    buildJavaApp(STREAMS_APP, onProgress);
  },
  measure,
};
