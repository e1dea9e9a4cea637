// The certificate of a policy version: an enumeration of all cases through the real decider and projector.
export { certify, type CertifyOptions } from './certify.js';
export { AXES } from './cases.js';
export { enumerate, SHARES, together, type Engine, type Enumerated } from './enumerate.js';
export { mayLeave, type Case } from './may-leave.js';
export { readVersion } from './read-version.js';
