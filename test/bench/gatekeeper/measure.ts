// The part `gatekeeper`: the built gatekeeper against Kafka Streams, its own I/O ceiling, a second gatekeeper; its memory.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HEADERS, TOPICS, type ControlFact, type DecisionRecord } from '#wire';
import type { Child } from '../../../scripts/house/child.ts';
import { buildStreamsApp } from '../kafka-streams/build.ts';
import { alternate, spreadOf, type Figure, type Spread } from '../pairs.ts';
import type { Measure } from '../part.ts';
import { openBenchRoom, type BenchRoom, type Progress } from './bench-room.ts';
import { GATE_GROUP, startGatekeeper } from './gatekeeper-contender.ts';
import { measureLatency, type Latency } from './latency.ts';
import { comparable, differences, endsOf, writtenSince, type Written } from './outputs.ts';
import { startStreams, STREAMS_GROUP, type StreamsSettings } from './streams-contender.ts';
import { benchRecords, consentFacts, manyConsents, partyFacts } from './workload.ts';

/** How much is run. Records before `warm` are not measured: both run times compile while they work. */
interface Size {
  readonly records: number;
  readonly warm: number;
  readonly proof: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly subjects: number;
}

const WHOLE: Size = { records: 30_000, warm: 12_000, proof: 2_000, perSecond: 100, seconds: 10, subjects: 200_000 };
const QUICK: Size = { records: 9_000, warm: 4_500, proof: 1_000, perSecond: 100, seconds: 4, subjects: 200_000 };
/** Kafka Streams' own default with exactly once; the gatekeeper commits after every batch, of 2,000 records at most. */
const COMMIT_INTERVAL_MS = 100;
const STREAM_THREADS = 1;
/** Every run starts a process and lets it compile: more would take longer than a quick bench may. */
const QUICK_PAIRS = 2;

interface Contender {
  readonly group: string;
  readonly start: () => readonly Child[];
}

/** What one run came to, after its warm part. */
interface Pace {
  /** Records per second. */
  readonly rate: number;
  /** Processor microseconds of a record: the contender's, and the broker's. */
  readonly micros: number;
  readonly brokerMicros: number;
}

/** From the first commit after `warm` records to the last: a transaction more or less is the error. */
function paceOf(progress: readonly Progress[], warm: number): Pace {
  const from = progress.find(({ records }) => records >= warm);
  const to = progress.at(-1);
  if (!from || !to || to.records <= from.records) throw new Error('too little was measured to tell a rate');
  const records = to.records - from.records;
  return {
    rate: (records * 1000) / (to.at - from.at),
    micros: ((to.busyMs - from.busyMs) * 1000) / records,
    brokerMicros: ((to.brokerBusyMs - from.brokerBusyMs) * 1000) / records,
  };
}

/** One run from the first record to the last: gives its throughput, and what `then` finds while it is still up and idle. */
async function runThrough<T>(
  room: BenchRoom,
  warm: number,
  { group, start }: Contender,
  then?: (children: readonly Child[]) => T | Promise<T>,
): Promise<Pace & { readonly more: T | undefined }> {
  await room.rewind(group, 'beginning');
  const children = start();
  try {
    const progress = await room.watch(group, room.sent(), children);
    return { ...paceOf(progress, warm), more: await then?.(children) };
  } finally {
    await Promise.all(children.map((child) => child.stop()));
  }
}

/** What a contender wrote of all that was sent. */
async function outputsOf(room: BenchRoom, contender: Contender): Promise<readonly Written[]> {
  const ends = await endsOf(room);
  await runThrough(room, 0, contender);
  return writtenSince(room, ends);
}

/** Each of them with what one record caused: for the ceiling. */
function cannedOf(written: readonly Written[]): string {
  const shared = [
    ...[HEADERS.specVersion, HEADERS.type, HEADERS.source, HEADERS.time, HEADERS.contentType],
    ...[HEADERS.stream, HEADERS.policy, HEADERS.purpose],
  ] as readonly string[];
  const sourceOf = new Map<string, string>();
  for (const { topic, key, value } of written) {
    if (topic !== TOPICS.decisions.name) continue;
    const { source } = JSON.parse(value.toString()) as DecisionRecord;
    sourceOf.set(key, `${source.partition}-${source.offset}`);
  }
  const bySource = new Map<string, object[]>();
  for (const { topic, key, value, headers } of written) {
    const source = sourceOf.get(headers[HEADERS.decision]!)!;
    const pick = (isShared: boolean) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => shared.includes(name) === isShared));
    const message = { topic, key, value: value.toString(), headers: pick(false), sharedHeaders: pick(true) };
    bySource.set(source, [...(bySource.get(source) ?? []), message]);
  }
  return JSON.stringify([...bySource.values()]);
}

const residentMb = (pid: number): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;

const figure = (spread: Spread, unit: string): Figure => ({ ...spread, unit });
const latencies = (of: readonly Latency[], share: 'p50' | 'p99'): Figure =>
  figure(spreadOf(of.map((each) => each[share])), 'ms');

export const measure: Measure = async (options) => {
  const size = options.quick ? QUICK : WHOLE;
  const { signal, onProgress } = options;
  const pairs = options.quick ? Math.min(options.pairs, QUICK_PAIRS) : options.pairs;
  const classPath = buildStreamsApp(onProgress);
  const room = await openBenchRoom(signal);
  try {
    const first = benchRecords(size.proof);
    const facts: readonly ControlFact[] = [...partyFacts(), ...consentFacts(benchRecords(6_000), room.keys)];
    await room.say(facts);
    await room.send(first);
    const settings: StreamsSettings = {
      classPath,
      facts,
      threads: STREAM_THREADS,
      commitIntervalMs: COMMIT_INTERVAL_MS,
    };
    const gatekeeper: Contender = { group: GATE_GROUP, start: () => [startGatekeeper(room)] };
    const two: Contender = {
      group: GATE_GROUP,
      start: () => [startGatekeeper(room), startGatekeeper(room, { slot: 1 })],
    };
    const streams: Contender = { group: STREAMS_GROUP, start: () => [startStreams(room, settings)] };

    onProgress('proving that both write the same');
    const ours = await outputsOf(room, gatekeeper);
    const theirs = await outputsOf(room, streams);
    const consents = new Map(
      facts.flatMap(({ type, data }) => (type === 'consent-obtained' ? [[data.subject, data.id] as const] : [])),
    );
    const different = differences(comparable(ours, consents), comparable(theirs, consents));
    if (different.length > 0) {
      throw new Error(`the two do not write the same: ${different.length} keys, first \`${different[0]}\``);
    }
    onProgress(`both wrote the same ${ours.length} messages for ${size.proof} records`);
    const cannedFile = join(room.house.dataDir, 'canned.json');
    writeFileSync(cannedFile, cannedOf(ours));
    const ceiling: Contender = {
      group: GATE_GROUP,
      start: () => [
        startGatekeeper(room, { entry: join(import.meta.dirname, 'ceiling.ts'), env: { CANNED_FILE: cannedFile } }),
      ],
    };

    await room.send(benchRecords(size.records - size.proof, size.proof));
    const told = (name: string) => (pair: number, a: number, b: number) =>
      onProgress(`${name} ${pair}/${pairs}: ${Math.round(a)} and ${Math.round(b)} records/s`);
    const took = { gatekeeper: [] as Latency[], streams: [] as Latency[] };
    const paces = new Map<Contender, Pace[]>();
    const timed = (contender: Contender, into?: Latency[]) => async () => {
      const { more, ...pace } = await runThrough(room, size.warm, contender, () =>
        into ? measureLatency(room, size.perSecond, size.seconds) : undefined,
      );
      if (more) into?.push(more);
      paces.set(contender, [...(paces.get(contender) ?? []), pace]);
      return pace.rate;
    };
    const versus = await alternate({
      ...{ pairs, signal, a: timed(gatekeeper, took.gatekeeper), b: timed(streams, took.streams) },
      onPair: (pair, a, b) => {
        told('against Kafka Streams')(pair, a, b);
        const [ofA, ofB] = [took.gatekeeper.at(-1)!, took.streams.at(-1)!];
        onProgress(`p99 ${pair}/${pairs}: ${ofA.p99.toFixed(0)} and ${ofB.p99.toFixed(0)} ms`);
      },
    });
    const own = await alternate({
      ...{ pairs, signal, onPair: told('against its ceiling') },
      ...{ a: timed(gatekeeper), b: timed(ceiling) },
    });
    const both = await alternate({
      ...{ pairs, signal, onPair: told('two against one') },
      ...{ a: timed(two), b: timed(gatekeeper) },
    });

    onProgress(`${size.subjects} subjects with consents`);
    await room.say(manyConsents(size.subjects, room.keys));
    const resident: number[] = [];
    for (let run = 0; run < (options.quick ? 1 : 3); run += 1) {
      const { more } = await runThrough(room, size.warm, gatekeeper, ([child]) => residentMb(child!.pid));
      resident.push(more!);
    }
    const micros = (contender: Contender, of: 'micros' | 'brokerMicros') =>
      figure(spreadOf(paces.get(contender)!.map((pace) => pace[of])), 'µs');
    return {
      ratios: {
        'gatekeeper.vsKafkaStreams': versus.ratio,
        'gatekeeper.vsCeiling': own.ratio,
        'gatekeeper.twoVsOne': both.ratio,
        'gatekeeper.p99VsKafkaStreams': spreadOf(
          took.gatekeeper.map(({ p99 }, index) => p99 / took.streams[index]!.p99),
        ),
      },
      figures: {
        'gatekeeper.recordsPerSecond': figure(versus.a, 'records/s'),
        'gatekeeper.kafkaStreamsRecordsPerSecond': figure(versus.b, 'records/s'),
        'gatekeeper.ceilingRecordsPerSecond': figure(own.b, 'records/s'),
        'gatekeeper.twoRecordsPerSecond': figure(both.a, 'records/s'),
        'gatekeeper.p50': latencies(took.gatekeeper, 'p50'),
        'gatekeeper.p99': latencies(took.gatekeeper, 'p99'),
        'gatekeeper.kafkaStreamsP50': latencies(took.streams, 'p50'),
        'gatekeeper.kafkaStreamsP99': latencies(took.streams, 'p99'),
        'gatekeeper.recordMicros': micros(gatekeeper, 'micros'),
        'gatekeeper.kafkaStreamsRecordMicros': micros(streams, 'micros'),
        'gatekeeper.ceilingRecordMicros': micros(ceiling, 'micros'),
        'gatekeeper.brokerRecordMicros': micros(gatekeeper, 'brokerMicros'),
        'gatekeeper.residentMb': figure(spreadOf(resident), 'MB'),
      },
    };
  } finally {
    await room.close();
  }
};
