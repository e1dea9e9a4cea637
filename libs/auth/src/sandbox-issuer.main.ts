// The sandbox's token issuer as a process of its own, on loopback only.
import { once } from 'node:events';
import { Type } from 'typebox';
import { closeOnSignals, createLogger, readConfig } from '#process';
import { readSandboxCredentials } from './sandbox-clients.js';
import { createSandboxIssuer } from './sandbox-issuer.js';
import { keptKeys } from './sandbox-keys.js';

const HOST = '127.0.0.1';

const config = readConfig(
  'sandbox-issuer',
  Type.Object({
    PORT: Type.Integer({ minimum: 0, maximum: 65_535, description: 'a TCP port, 0 to 65535' }),
    OIDC_AUDIENCE: Type.String({ default: 'joint-use-gateway', minLength: 1 }),
    SANDBOX_CREDENTIALS_FILE: Type.String({ minLength: 1, description: 'a path' }),
    SANDBOX_KEYS_FILE: Type.String({ minLength: 1, description: 'a path' }),
  }),
);
const logger = createLogger('sandbox-issuer');
const server = createSandboxIssuer({
  credentials: readSandboxCredentials(config.SANDBOX_CREDENTIALS_FILE),
  audience: config.OIDC_AUDIENCE,
  keys: await keptKeys(config.SANDBOX_KEYS_FILE),
  onError: (err) => logger.error({ event: 'issuer-failed', err }),
});
server.listen(config.PORT, HOST);
await once(server, 'listening');
logger.info({ event: 'listening', host: HOST, port: config.PORT });
closeOnSignals(() => {
  server.close();
  server.closeAllConnections();
}, logger);
