// The sandbox's token issuer as a process of its own: on loopback, or with TLS.
import { once } from 'node:events';
import { Type } from 'typebox';
import { closeOnSignals, createLogger, HTTP_ENV, httpTls, readConfig } from '#process';
import { readSandboxCredentials } from './sandbox-clients.js';
import { createSandboxIssuer } from './sandbox-issuer.js';
import { keptKeys } from './sandbox-keys.js';

const config = readConfig(
  'sandbox-issuer',
  Type.Object({
    ...HTTP_ENV,
    OIDC_AUDIENCE: Type.String({ default: 'joint-use-gateway', minLength: 1 }),
    SANDBOX_CREDENTIALS_FILE: Type.String({ minLength: 1, description: 'a path' }),
    SANDBOX_KEYS_FILE: Type.String({ minLength: 1, description: 'a path' }),
  }),
);
const logger = createLogger('sandbox-issuer');
const { HOST: host, PORT: port } = config;
const server = createSandboxIssuer({
  credentials: readSandboxCredentials(config.SANDBOX_CREDENTIALS_FILE),
  audience: config.OIDC_AUDIENCE,
  keys: await keptKeys(config.SANDBOX_KEYS_FILE),
  ...httpTls(config),
  onError: (err) => logger.error({ event: 'issuer-failed', err }),
});
server.listen(port, host);
await once(server, 'listening');
logger.info({ event: 'listening', host, port });
closeOnSignals(() => {
  server.close();
  server.closeAllConnections();
}, logger);
