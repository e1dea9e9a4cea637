// What the ledger keeps in PostgreSQL.
export { appendBatch, readerOffset } from './append-batch.js';
export {
  countDecisions,
  countLeaves,
  type CountedLeaves,
  type CountedStream,
  dayBefore,
  ledgerProgress,
  type LedgerProgress,
} from './count-flows.js';
export type { DecisionLinks, KeptDeadLetter, LedgerBatch, LedgerEntry } from './entries.js';
export { findDecision, type KeptDecision } from './find-decision.js';
export { takeSequencer } from './take-sequencer.js';
export { type DecisionsOfRecord, findRecord } from './find-record.js';
export {
  type DecisionFilter,
  type DecisionPage,
  findOfRecord,
  listDecisions,
  type PlacedDecision,
  type Position,
} from './list-decisions.js';
export { LEDGER_MIGRATIONS } from './migrations.js';
export { listDeadLetters, summarise, type StreamSummary } from './summarise.js';
