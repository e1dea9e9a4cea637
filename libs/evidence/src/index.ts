// Evidence: canonical form, hashes, commitments and salts. No I/O.
export * from './canonical-json.js';
export * from './sha256.js';
export * from './commitment.js';
export * from './pattern-id.js';
export * from './create-salts.js';
export * from './engine-hash.js';
export * from './version-hashes.js';
export * from './certificate.js';
