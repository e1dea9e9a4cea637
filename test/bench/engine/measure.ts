// The engine alone: micros per record for five streams, and how many times the records per second of OPA and Cedar.
import { createDecider, projectJson, type Decider } from '#policy';
import { scanner } from '#free-text';
import { CATALOGUE, type TextScanner } from '#wire';
import { breathe, cpuRate } from '../cpu-rate.ts';
import { alternate, spreadOf, type Figure } from '../pairs.ts';
import type { MeasureOptions, Part, PartResult } from '../part.ts';
import { openCedar } from './cedar.ts';
import { compileRego, openOpa } from './opa.ts';
import { copyPermitted, readPeerRecord, type Peer } from './peer-record.ts';
import { proveEqual } from './prove-equal.ts';
import { makeWork, newLaw, type Piece } from './work.ts';

const RECORDS = { quick: 60, full: 240 } as const;
/** Until the compiler has seen enough. */
const WARM_UP_MS = { quick: 1_000, full: 3_000 } as const;
const WITHOUT_FREE_TEXT: TextScanner = () => () => [];

/** Walk, decide and project one record for its streams. */
function byEngine(decider: Decider): (piece: Piece) => void {
  const law = newLaw();
  return ({ record, situations }) => {
    const prepared = decider.prepare(record);
    for (const situation of situations) {
      projectJson(prepared, decider.decide(prepared, situation, law), 'outward-record-id');
    }
  };
}

/** Only the walk, which the streams of a record share. */
function byWalk(decider: Decider): (piece: Piece) => void {
  return ({ record }) => void decider.prepare(record);
}

/** Walk and decide, without writing anything. */
function byJudgement(decider: Decider): (piece: Piece) => void {
  const law = newLaw();
  return ({ record, situations }) => {
    const prepared = decider.prepare(record);
    for (const situation of situations) decider.decide(prepared, situation, law);
  };
}

function byPeer(peer: Peer): (piece: Piece) => void {
  return (piece) => {
    const record = readPeerRecord(piece.record);
    for (const { permitted } of peer.judge(record, piece)) copyPermitted(record, permitted, 'outward-record-id');
  };
}

async function measure({ quick, pairs, signal, onProgress }: MeasureOptions): Promise<PartResult> {
  const work = makeWork(quick ? RECORDS.quick : RECORDS.full);
  const { judged } = newLaw();
  const opa = await openOpa(judged, work, onProgress);
  const cedar = openCedar(judged, work);
  const proven = proveEqual([opa, cedar], work);
  onProgress(`${proven} outcomes of opa-wasm and cedar-wasm are the engine's`);

  const leastMs = quick ? 250 : 500;
  const decider = (textScanner: TextScanner, memoEntries?: number) =>
    createDecider({
      catalogue: CATALOGUE,
      scanner: textScanner,
      ...(memoEntries === undefined ? {} : { memoEntries }),
    });
  const warm = byEngine(decider(WITHOUT_FREE_TEXT));
  const cold = byEngine(decider(WITHOUT_FREE_TEXT, 0));
  const searching = byEngine(decider(scanner));
  const withNothing = byPeer({
    name: 'nothing',
    judge: (_, { situations }) => situations.map(() => ({ permitted: new Set() })),
  });
  const walking = byWalk(decider(WITHOUT_FREE_TEXT));
  const judging = byJudgement(decider(WITHOUT_FREE_TEXT));
  const runs = { warm, cold, searching, walking, judging, opa: byPeer(opa), cedar: byPeer(cedar), withNothing };
  for (const run of Object.values(runs)) {
    signal.throwIfAborted();
    await breathe();
    cpuRate(work, quick ? WARM_UP_MS.quick : WARM_UP_MS.full, run);
  }

  const compare = async (what: string, a: keyof typeof runs, b: keyof typeof runs) => {
    const rateOf = async (name: keyof typeof runs) => {
      await breathe();
      return cpuRate(work, leastMs, runs[name]);
    };
    const compared = await alternate({ pairs, signal, a: () => rateOf(a), b: () => rateOf(b) });
    onProgress(`${what}: ${compared.ratio.median.toPrecision(3)} ×`);
    return compared;
  };
  const micros = async (what: string, run: (piece: Piece) => void): Promise<Figure> => {
    const figures: number[] = [];
    for (let pair = 0; pair < pairs; pair += 1) {
      signal.throwIfAborted();
      await breathe();
      figures.push(1_000_000 / cpuRate(work, leastMs, run));
    }
    const spread = spreadOf(figures);
    onProgress(`${what}: ${spread.median.toPrecision(3)} µs`);
    return { ...spread, unit: 'µs' };
  };
  const vsOpa = await compare('records per second beside opa-wasm', 'warm', 'opa');
  const vsCedar = await compare('records per second beside cedar-wasm', 'warm', 'cedar');
  const coldVsOpa = await compare('without a memo, beside opa-wasm', 'cold', 'opa');
  return {
    ratios: {
      'engine.vsOpaWasm': vsOpa.ratio,
      'engine.vsCedarWasm': vsCedar.ratio,
      'engine.coldVsOpaWasm': coldVsOpa.ratio,
    },
    figures: {
      'engine.decideWarmMicros': await micros('warm', warm),
      'engine.ofWarm.walkMicros': await micros('of warm, to the end of the walk', walking),
      'engine.ofWarm.decideMicros': await micros('of warm, to the end of deciding', judging),
      'engine.decideColdMicros': await micros('cold', cold),
      'engine.withFreeTextMicros': await micros('with free text', searching),
      'engine.peerSurroundingsMicros': await micros('what surrounds a peer', withNothing),
      'engine.opaWasmRate': { ...vsOpa.b, unit: 'records/s' },
      'engine.cedarWasmRate': { ...vsCedar.b, unit: 'records/s' },
      'engine.warmRate': { ...vsOpa.a, unit: 'records/s' },
    },
  };
}

export const part: Part = {
  takes: { quick: 15, full: 75 },
  prepare: ({ onProgress }) => void compileRego(onProgress),
  measure,
};
