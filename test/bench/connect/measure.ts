// The part `connect`: Kafka Connect's own transforms beside the engine for one stream, and what they let through.
import { scanner } from '#free-text';
import { createDecider, projectJson, type Decider } from '#policy';
import { CATALOGUE, type JsonObject, type TextScanner } from '#wire';
import { breathe, cpuRate } from '../cpu-rate.ts';
import { newLaw } from '../engine/work.ts';
import { buildJavaApp } from '../java-app.ts';
import { ratioOf, spreadOf, takeTurns, type Figure } from '../pairs.ts';
import type { MeasureOptions, Part, PartResult } from '../part.ts';
import { chainOf, fieldsOf } from './chain.ts';
import { compareLeaves, sumOf } from './compare-leaves.ts';
import { startSmtProcess } from './smt-process.ts';
import { AUDIENCE, makeConnectWork, type ConnectPiece } from './work.ts';

interface Size {
  readonly records: number;
  readonly leastMs: number;
  /** CPU time of the transforms until Java has compiled them: they run at a hundredth of their pace at first. */
  readonly warmUpMs: number;
}

const WHOLE: Size = { records: 2_000, leastMs: 1_000, warmUpMs: 20_000 };
const QUICK: Size = { records: 1_000, leastMs: 400, warmUpMs: 8_000 };
const WITHOUT_FREE_TEXT: TextScanner = () => () => [];

/** Parse, walk, decide, project: from bytes to bytes, as the transforms go. */
function byEngine(decider: Decider): (piece: ConnectPiece) => Buffer | null {
  const law = newLaw();
  return ({ bytes, situation }) => {
    const prepared = decider.prepare(JSON.parse(bytes.toString()) as JsonObject);
    const json = projectJson(prepared, decider.decide(prepared, situation, law), 'outward-record-id');
    return json === null ? null : Buffer.from(json);
  };
}

async function measure({ quick, pairs, signal, onProgress }: MeasureOptions): Promise<PartResult> {
  const { records, leastMs, warmUpMs } = quick ? QUICK : WHOLE;
  const work = makeConnectWork(records);
  const texts = work.map(({ bytes }) => bytes.toString());
  const classPath = buildJavaApp(import.meta.dirname, onProgress);
  const law = newLaw();
  const decider = (textScanner: TextScanner) => createDecider({ catalogue: CATALOGUE, scanner: textScanner });
  const start = (kind: 'lenient' | 'strict') =>
    startSmtProcess(classPath, chainOf(fieldsOf(CATALOGUE, law.judged, AUDIENCE, kind)), texts);

  const judge = decider(scanner);
  const verdicts = work.map(({ bytes, situation }) => {
    return judge.decide(JSON.parse(bytes.toString()) as JsonObject, situation, law).verdicts;
  });
  const differenceOf = async (smt: ReturnType<typeof start>) =>
    sumOf((await smt.pass()).map((made, index) => compareLeaves(JSON.parse(made) as JsonObject, verdicts[index]!)));
  const strict = start('strict');
  const without = await differenceOf(strict).finally(() => strict.stop());
  const smt = start('lenient');
  try {
    const found = await differenceOf(smt);
    onProgress(
      `of ${records} records the transforms let through ${found.leaked} leaves that the policy withholds: ` +
        `${found.withoutConsent} without a consent, ${found.inLists} inside lists, ${found.freeText} texts, ${found.other} others`,
    );
    onProgress(`told to let nothing of that through, they drop ${without.lost} leaves that the policy lets out`);

    const [whole, withoutTexts] = [byEngine(decider(scanner)), byEngine(decider(WITHOUT_FREE_TEXT))];
    const warmingUp = smt.rate(warmUpMs);
    for (const run of [whole, withoutTexts]) cpuRate(work, warmUpMs / 4, run);
    await warmingUp;
    const ofEngine = (run: (piece: ConnectPiece) => unknown) => async () => {
      await breathe();
      return cpuRate(work, leastMs, run);
    };
    const rates = await takeTurns({
      ...{ rounds: pairs, signal },
      runs: { whole: ofEngine(whole), smt: () => smt.rate(leastMs), withoutTexts: ofEngine(withoutTexts) },
    });
    const micros = (of: readonly number[]): Figure => ({ ...spreadOf(of.map((rate) => 1_000_000 / rate)), unit: 'µs' });
    const leaves = (count: number): Figure => ({ ...spreadOf([count]), unit: `leaves of ${records} records` });
    const ratio = ratioOf(rates.whole, rates.smt);
    onProgress(`records per second beside the transforms: ${ratio.median.toPrecision(3)} ×`);
    return {
      ratios: {
        'engine.vsConnectSmt': ratio,
        'engine.withoutTextsVsConnectSmt': ratioOf(rates.withoutTexts, rates.smt),
      },
      figures: {
        'connect.smt.recordMicros': micros(rates.smt),
        'connect.engine.recordMicros': micros(rates.whole),
        'connect.engine.withoutTextsRecordMicros': micros(rates.withoutTexts),
        'connect.smt.leakedLeaves': leaves(found.leaked),
        'connect.smt.leaked.withoutConsent': leaves(found.withoutConsent),
        'connect.smt.leaked.inLists': leaves(found.inLists),
        'connect.smt.leaked.freeText': leaves(found.freeText),
        'connect.smt.leaked.other': leaves(found.other),
        'connect.smt.strict.leakedLeaves': leaves(without.leaked),
        'connect.smt.strict.lostLeaves': leaves(without.lost),
      },
    };
  } finally {
    await smt.stop();
  }
}

export const part: Part = {
  takes: { quick: 15, full: 60 },
  prepare: ({ onProgress }) => void buildJavaApp(import.meta.dirname, onProgress),
  measure,
};
