// The health check of an app in its container: 0 when it says it is ready, else 1. Loads as little as it can: it runs often.
import { readFileSync } from 'node:fs';
import { get } from 'node:https';

const { PORT, NODE_EXTRA_CA_CERTS: authority } = process.env;
const ca = readFileSync(authority);
get({ host: '127.0.0.1', port: PORT, path: '/health/ready', ca, agent: false }, ({ statusCode }) =>
  process.exit(statusCode === 200 ? 0 : 1),
).on('error', () => process.exit(1));
