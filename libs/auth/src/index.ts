// Tokens: who calls.
export * from './caller.js';
export * from './token-verifier.js';
export * from './bearer-guard.js';
export * from './sealed-text.js';
export * from './person-sign-in.js';
