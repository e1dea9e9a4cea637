// The decision engine: pure, synchronous, total. Policy documents in, decisions and projections out.
export * from './compiled-policy.js';
export * from './situation.js';
export type { Decided } from './decided.js';
export type { Verdict } from './verdicts.js';
export { compilePolicy, compilePublished, PolicyFault } from './compile-policy.js';
export type * from './policy-document.js';
export { ANY_OTHER as ANY_OTHER_PURPOSE, CLAUSES, grantOf } from './policy-words.js';
export { chooses, type Choice } from './choose-cells.js';
export { guardsAsked, itemsWithText } from './guards-asked.js';
export { createDecider, type Decider } from './decider.js';
export { PreparedRecord } from './prepare.js';
export { project, projectJson, projectParts, type Body, type Projection } from './project.js';
export { couldRelease, rolesOf, type Released } from './could-release.js';
export { Register, type RecordRef } from './register.js';
