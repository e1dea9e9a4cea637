// What the ledger keeps in PostgreSQL.
export { appendBatch, readerOffset } from './append-batch.js';
export type { DecisionLinks, KeptDeadLetter, LedgerBatch, LedgerEntry } from './entries.js';
export { findDecision, type KeptDecision } from './find-decision.js';
export { takeSequencer } from './take-sequencer.js';
export { LEDGER_MIGRATIONS } from './migrations.js';
export { listDeadLetters, summarise, type StreamSummary } from './summarise.js';
