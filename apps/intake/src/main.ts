// The intake: dealers' service records in, each durable once.
import 'reflect-metadata';
import { createTokenVerifier } from '#auth';
import { closeOnSignals, createHttpApp, createLogger, httpTls, listen, readConfig } from '#process';
import { addBodyParsers } from './body-parsers.js';
import { INTAKE_ENV } from './config.js';
import { IntakeModule } from './intake.module.js';
import { openIntake } from './open-intake.js';
import { INTAKE_SCHEMAS } from './openapi.js';

const config = readConfig('intake', INTAKE_ENV);
const logger = createLogger('intake');
const intake = openIntake(config, logger);
closeOnSignals(() => intake.close(), logger);

const verify = createTokenVerifier({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE });
const app = await createHttpApp(IntakeModule.of({ desk: intake.desk, verify }), {
  app: 'intake',
  logger,
  ...httpTls(config),
  schemas: INTAKE_SCHEMAS,
  requestTimeoutMs: 0,
  checks: intake.checks,
});
addBodyParsers(app.getHttpAdapter().getInstance());
await listen(app, { host: config.HOST, port: config.PORT, logger });
