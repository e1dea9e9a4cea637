// The decision engine: pure, synchronous, total. Policy documents in, decisions and projections out.
export * from './compiled-policy.js';
export * from './situation.js';
export * from './decided.js';
export { compilePolicy, PolicyFault } from './compile-policy.js';
export { createDecider, type Decider, type PreparedRecord } from './decider.js';
export { project } from './project.js';
export { Register } from './register.js';
