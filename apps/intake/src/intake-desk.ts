// What the intake does with what dealers send, put together from its parts; the controller only speaks HTTP.
import type { Readable } from 'node:stream';
import { GatewayError, type ProblemCode } from '#wire';
import type { AcceptRecords } from './accept-records.js';
import { type AdmissionTools, admitDealer } from './admit-dealer.js';
import { answerBatch } from './answer-batch.js';
import { type Preview, previewRecord, type PreviewTools } from './preview-record.js';
import { type ReadRecord, readRecord } from './read-record.js';
import type { FindProhibited } from './screen-record.js';

/** The answer to one record. */
export interface Acceptance {
  readonly recordId: string;
  readonly revision: number;
  readonly status: 'accepted' | 'duplicate';
}

export interface DeskTools {
  readonly admission: AdmissionTools;
  readonly accept: AcceptRecords;
  readonly findProhibited: FindProhibited;
  readonly preview: PreviewTools;
  /** Never throws; what it says may be lost. */
  readonly tellProhibited: (dealer: string, paths: readonly string[]) => void;
  /** Told of what ended a batch before its last line: its answer has begun, so nobody else says so. */
  readonly onBatchEnded: (error: unknown) => void;
  /** Of each record sent: accepted, duplicate, or the code of its problem. */
  readonly onAnswers: (results: readonly string[]) => void;
}

export interface IntakeDesk {
  /** Throws a GatewayError for whatever is not accepted. */
  acceptOne(dealer: string, body: Buffer, trace?: string): Promise<Acceptance>;
  /** Throws a GatewayError before the first line; afterwards every line has its own answer. */
  acceptBatch(dealer: string, body: Readable, trace?: string): AsyncGenerator<string>;
  /** Throws a GatewayError for what would not be accepted. Stores nothing, tells nobody. */
  preview(dealer: string, body: Buffer): Preview;
}

export function createIntakeDesk(tools: DeskTools): IntakeDesk {
  const admit = (dealer: string): void => admitDealer(dealer, tools.admission);

  const tellIfProhibited = (dealer: string, code: ProblemCode, faults: readonly { path: string }[] = []): void => {
    if (code === 'GW_PROHIBITED_CONTENT')
      tools.tellProhibited(
        dealer,
        faults.map(({ path }) => path),
      );
  };

  const read = (dealer: string, bytes: Buffer): ReadRecord => readRecord(bytes, dealer, tools.findProhibited);

  return {
    async acceptOne(dealer, body, trace) {
      try {
        admit(dealer);
        const record = read(dealer, body);
        const { outcomes } = await tools.accept(dealer, [record], trace);
        const outcome = outcomes[0] ?? 'GW_UNAVAILABLE';
        if (outcome !== 'accepted' && outcome !== 'duplicate') throw new GatewayError(outcome);
        tools.onAnswers([outcome]);
        return { recordId: record.recordId, revision: record.revision, status: outcome };
      } catch (error) {
        if (error instanceof GatewayError) {
          tools.onAnswers([error.code]);
          tellIfProhibited(dealer, error.code, error.errors);
        }
        throw error;
      }
    },

    acceptBatch(dealer, body, trace) {
      admit(dealer);
      return telling(
        tools.onBatchEnded,
        answerBatch(body, {
          admit: () => admit(dealer),
          read: (bytes) => read(dealer, bytes),
          accept: (records) => tools.accept(dealer, records, trace),
          onAnswers(answers) {
            tools.onAnswers(answers.map(({ status, problem }) => problem?.code ?? status));
            const refused = answers.flatMap(({ problem }) =>
              problem?.code === 'GW_PROHIBITED_CONTENT' ? (problem.errors ?? []) : [],
            );
            if (refused.length > 0) tellIfProhibited(dealer, 'GW_PROHIBITED_CONTENT', refused);
          },
        }),
      );
    },

    preview(dealer, body) {
      admit(dealer);
      return previewRecord(dealer, read(dealer, body), tools.admission.now(), tools.preview);
    },
  };
}

async function* telling<T>(onFault: (error: unknown) => void, answers: AsyncGenerator<T>): AsyncGenerator<T> {
  try {
    yield* answers;
  } catch (error) {
    onFault(error);
    throw error;
  }
}
