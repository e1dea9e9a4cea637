// Tokens: who calls.
export * from './caller.js';
export * from './token-verifier.js';
export * from './bearer-guard.js';
