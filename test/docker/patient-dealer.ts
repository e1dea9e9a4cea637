// A dealer's system that gives up on no record: what is not accepted is sent again, in the order it came in.
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '#wire';
import { sendBatch, type LineAnswer } from '../../scripts/sample/send.ts';
import type { Sent } from '../gatekeeper/reconcile.js';

export interface Delivered extends Sent {
  /** How often it was sent. */
  readonly attempts: number;
}

export interface DealerOptions {
  readonly intake: string;
  readonly token: string;
  readonly batchSize: number;
  readonly pauseMs: number;
  readonly onDelivered: (delivered: Delivered) => void;
}

const PATIENCE_MS = 90_000;

/** Resolves when every record is accepted (or was). Rejects when intake refuses one for what it is, or none got through in 90 s. */
export async function sendPatiently(records: readonly JsonObject[], options: DealerOptions): Promise<void> {
  for (const batch of batchesOf(records, options.batchSize)) {
    let left = batch;
    const deadline = Date.now() + PATIENCE_MS;
    for (let attempts = 1; left.length > 0; attempts += 1) {
      const accepted = await sendOnce(left, options);
      for (const record of left.filter((each) => accepted.has(each))) {
        const { dealerCode, recordId, revision } = record as unknown as Sent;
        options.onDelivered({ dealerCode, recordId, revision, attempts });
      }
      left = left.filter((record) => !accepted.has(record));
      if (left.length > 0 && Date.now() > deadline)
        throw new Error(`${left.length} records were not accepted in ${PATIENCE_MS} ms`);
      await sleep(options.pauseMs);
    }
  }
}

async function sendOnce(records: readonly JsonObject[], { intake, token }: DealerOptions): Promise<Set<JsonObject>> {
  const accepted = new Set<JsonObject>();
  try {
    for await (const answer of sendBatch(intake, token, records)) {
      const record = records[answer.line - 1]!;
      if (answer.status !== 'rejected') accepted.add(record);
      else if (answer.problem?.code !== 'GW_UNAVAILABLE') throw new Refused(answer);
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
  }
  return accepted;
}

class Refused extends Error {
  constructor({ line, problem }: LineAnswer) {
    super(`line ${line} was refused: ${problem?.code}`);
  }
}

/** Of one record never two revisions in a batch: one refused for a moment may not come after the next. */
function batchesOf(records: readonly JsonObject[], size: number): JsonObject[][] {
  const batches: JsonObject[][] = [];
  let batch: JsonObject[] = [];
  for (const record of records) {
    if (batch.length === size || batch.some(({ recordId }) => recordId === record.recordId)) {
      batches.push(batch);
      batch = [];
    }
    batch.push(record);
  }
  return [...batches, batch];
}
