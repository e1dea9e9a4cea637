// The words and the shapes others rely on. No I/O.
export * from './json.js';
export * from './items.js';
export * from './purposes.js';
export * from './recipients.js';
export * from './streams.js';
export * from './leaf-path.js';
export * from './instants.js';
export * from './decisions.js';
export * from './decision-record.js';
export * from './released.js';
export * from './topics.js';
export * from './control-facts.js';
export * from './problems.js';
export * from './free-text.js';
export * from './record/schema.js';
export * from './record/catalogue.js';
export * from './record/parse.js';
export { parseRecordText } from './record/parse-text.js';
