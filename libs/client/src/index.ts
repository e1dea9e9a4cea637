// A recipient's client of the delivery: needs nothing but `fetch`.
export * from './stream-event.js';
export { DeliveryProblem, problemOf } from './delivery-problem.js';
export { NoAnswer } from './no-answer.js';
export * from './client-credentials.js';
export * from './delivery-client.js';
export * from './record-state.js';
