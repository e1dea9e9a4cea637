// What every process starts with: configuration, logs, pseudonyms, HTTP.
export * from './config/environment.js';
export * from './config/read-config.js';
export * from './log/create-logger.js';
export * from './log/log-fields.js';
export * from './log/nest-logger.js';
export * from './log/reduce-error.js';
export * from './pseudonyms.js';
export * from './signal-at.js';
export * from './http/create-http-app.js';
export { jsonBodies, jsonOf, utf8Of } from './http/json-body.js';
export * from './http/listen.js';
export { problemAnswer } from './http/openapi.js';
export * from './http/shutdown.js';
export * from './http/to-problem.js';
