// What the OpenAPI document says of a certificate.

const HASH = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$', description: 'base64url SHA-256' };
const COUNT = { type: 'integer', minimum: 0 };
const COUNTS = ['cases', 'decisions', 'releases', 'leaves', 'permits', 'redacts', 'withholds', 'violations'];

const AXIS = {
  type: 'object',
  required: ['name', 'classes'],
  properties: { name: { type: 'string' }, classes: { type: 'array', items: { type: 'string' } } },
};

const PROPERTIES = {
  form: { type: 'integer', enum: [1] },
  policy: { type: 'string' },
  policyHash: { ...HASH, description: 'of the canonical document' },
  catalogueHash: { ...HASH, description: 'of the canonical schema of the service record' },
  engineHash: { ...HASH, description: 'of the code that decides, projects, searches and enumerates, as built' },
  axes: { type: 'array', items: AXIS, description: 'what was multiplied' },
  counts: { type: 'object', required: COUNTS, properties: Object.fromEntries(COUNTS.map((name) => [name, COUNT])) },
  violations: { type: 'array', maxItems: 0, items: { type: 'object' } },
  key: { type: 'string', description: 'who signed it: Ed25519, SPKI DER, base64url' },
  signature: {
    type: 'string',
    description: 'Ed25519 over `joint-use-gateway certificate 1`, a line feed, and the canonical JSON of the rest',
  },
};

/** `null`: none for the engine that runs, so that the version decides nothing. */
export const CERTIFICATE = { type: ['object', 'null'], required: Object.keys(PROPERTIES), properties: PROPERTIES };
