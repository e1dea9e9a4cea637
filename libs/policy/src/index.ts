// The decision engine: pure, synchronous, total. Policy documents in, decisions and projections out.
export * from './compiled-policy.js';
export * from './situation.js';
export type { Decided } from './decided.js';
export type { Verdict } from './verdicts.js';
export { compilePolicy, PolicyFault } from './compile-policy.js';
export { createDecider, type Decider } from './decider.js';
export { PreparedRecord } from './prepare.js';
export { project, projectJson } from './project.js';
export { couldRelease, rolesOf, type Released } from './could-release.js';
export { Register, type RecordRef } from './register.js';
