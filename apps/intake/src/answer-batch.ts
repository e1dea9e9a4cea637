// A batch answered while it is read: one line out for each line in, in order, with memory for one group of lines.
import { GatewayError, LIMITS, type Problem } from '#wire';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import type { Accepted, Outcome } from './accept-records.js';
import { groupLines } from './line-groups.js';
import type { Line } from './lines.js';
import { type ReadRecord, RefusedRecord } from './read-record.js';
import { lineProblem, refusalOf } from './refusals.js';

/** One line of the answer. */
export interface LineAnswer {
  readonly line: number;
  readonly recordId?: string;
  readonly status: 'accepted' | 'duplicate' | 'rejected';
  readonly problem?: Problem;
}

export interface BatchTools {
  readonly accept: (reads: readonly ReadRecord[]) => Promise<Accepted>;
  /** Throws a GatewayError for a record that is refused. */
  readonly read: (bytes: Buffer) => ReadRecord;
  /** Throws a GatewayError while the dealer may not send. Asked for each group: the law may change while a batch runs. */
  readonly admit: () => void;
  readonly onAnswers: (answers: readonly LineAnswer[]) => void;
}

/** One statement, one send and one update per group. */
const GROUP = { lines: 500, bytes: 512 * 1024, lineBytes: LIMITS.recordBytes } as const;
/** Bytes read ahead while a group is worked on. */
const READ_AHEAD_BYTES = 1024 * 1024;
/** After a failure the following lines are refused at once for as long. */
const SPARE_MS = 2_000;

/** Yields the answer lines of one group at a time; reads on only when the next is asked for. Throws what the source throws. */
export async function* answerBatch(source: Readable, tools: BatchTools): AsyncGenerator<string> {
  const ahead = new PassThrough({ highWaterMark: READ_AHEAD_BYTES });
  // A fault of the source destroys what reads it; its error comes out of the loop below.
  pipeline(source, ahead, () => undefined);
  let downUntil = 0;
  for await (const lines of groupLines(ahead, GROUP)) {
    const { answers, isDown } = await answerGroup(lines, Date.now() < downUntil, tools);
    if (isDown) downUntil = Date.now() + SPARE_MS;
    tools.onAnswers(answers);
    yield answers.map((answer) => `${JSON.stringify(answer)}\n`).join('');
  }
}

type Slot = { readonly line: number; readonly read: ReadRecord } | LineAnswer;

async function answerGroup(
  lines: readonly Line[],
  isSpared: boolean,
  tools: BatchTools,
): Promise<{ answers: LineAnswer[]; isDown: boolean }> {
  const slots = lines.map((line): Slot => readLine(line, tools));
  const reads = slots.flatMap((slot) => ('read' in slot ? [slot.read] : []));
  let left: { outcomes: Iterable<Outcome>; isDown: boolean };
  let refusal: GatewayError | undefined;
  try {
    tools.admit();
    if (isSpared) throw new GatewayError('GW_UNAVAILABLE', 'not tried: database or broker failed the lines before');
    left = reads.length > 0 ? await tools.accept(reads) : { outcomes: [], isDown: false };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    refusal = error;
    left = { outcomes: [], isDown: false };
  }
  const outcomes = left.outcomes[Symbol.iterator]();
  const answers = slots.map((slot): LineAnswer => {
    if (!('read' in slot)) return slot;
    const { recordId } = slot.read;
    const outcome: Outcome | undefined = outcomes.next().value as Outcome | undefined;
    if (outcome === 'accepted' || outcome === 'duplicate') return { line: slot.line, recordId, status: outcome };
    const problem = lineProblem(refusal ?? refusalOf(outcome ?? 'GW_UNAVAILABLE'));
    return { line: slot.line, recordId, status: 'rejected', problem };
  });
  return { answers, isDown: left.isDown };
}

function readLine({ number, bytes }: Line, tools: BatchTools): Slot {
  try {
    if (bytes === null) throw new GatewayError('GW_TOO_LONG', `the line has more than ${LIMITS.recordBytes} bytes`);
    return { line: number, read: tools.read(bytes) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    const recordId = error instanceof RefusedRecord ? error.recordId : undefined;
    return {
      line: number,
      ...(recordId === undefined ? {} : { recordId }),
      status: 'rejected',
      problem: lineProblem(error),
    };
  }
}
