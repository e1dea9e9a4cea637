// The way to Kafka: the only room that knows a client of it.
export * from './connection.js';
export * from './kafka-fault.js';
export { headerOf, type SourceRecord } from './fetch-records.js';
export type { OutMessage } from './out-message.js';
export * from './partition-of.js';
export * from './topic-plan.js';
export * from './acl-plan.js';
export * from './create-admin.js';
export * from './provision-cluster.js';
export * from './control-reader.js';
export * from './record-producer.js';
export * from './exactly-once/loop-state.js';
export * from './exactly-once/run-exactly-once.js';
export * from './committed-reader.js';
export { createPageReader, type Page, type PageReader, type Place } from './page-reader.js';
export type { PageLimits } from './take-page.js';
export * from './scan-topic.js';
export * from './nest-options.js';
