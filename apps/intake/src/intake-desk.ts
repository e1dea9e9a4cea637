// What the intake does with what dealers send, put together from its parts; the controller only speaks HTTP.
import type { Readable } from 'node:stream';
import type { AtOnce } from '#process';
import { GatewayError, type JsonObject, type ProblemCode } from '#wire';
import type { AcceptRecords } from './accept-records.js';
import { type AdmissionTools, admitDealer } from './admit-dealer.js';
import { answerBatch } from './answer-batch.js';
import { type Preview, previewRecord, type PreviewTools } from './preview-record.js';
import { type ReadRecord, readRecord } from './read-record.js';
import { refusalOf } from './refusals.js';
import type { FindProhibited } from './screen-record.js';

/** The answer to one record. */
export interface Acceptance {
  readonly recordId: string;
  readonly revision: number;
  readonly status: 'accepted' | 'duplicate';
}

/**
 * Batches under way in one intake. Each holds some 4 MB while database or broker is waited for (measured at worst 4.3): some
 * 140 MB all of them. That an intake of 512 MB bears it is reckoned, not tried.
 */
export const BATCHES = { what: 'batches', ofParty: 4, ofAll: 32 } as const;

export interface DeskTools {
  readonly admission: AdmissionTools;
  readonly accept: AcceptRecords;
  /** Batches under way: what a dealer sends side by side, and all dealers do, must fit into memory. */
  readonly batches: Pick<AtOnce, 'enter'>;
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
        if (outcome !== 'accepted' && outcome !== 'duplicate') throw refusalOf(outcome);
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
      const answers = telling(
        tools.onBatchEnded,
        tools.batches.enter(dealer),
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
      // Begun, it ends whatever becomes of it; one that was never begun would keep its place for ever.
      void answers.next();
      return answers;
    },

    preview(dealer, body) {
      admit(dealer);
      const { value, flags } = read(dealer, body);
      const record = JSON.parse(value) as JsonObject;
      return previewRecord(dealer, { record, flags }, tools.admission.now(), tools.preview);
    },
  };
}

/** Yields nothing at first, then the answers; tells of a fault, and always that it has ended. */
async function* telling(
  onFault: (error: unknown) => void,
  onEnd: () => void,
  answers: AsyncGenerator<string>,
): AsyncGenerator<string> {
  try {
    yield '';
    yield* answers;
  } catch (error) {
    onFault(error);
    throw error;
  } finally {
    onEnd();
  }
}
