// The ledger: every decision, kept and looked up.
import 'reflect-metadata';
import { createTokenVerifier } from '#auth';
import { createControlReader } from '#kafka';
import { createDataSource, pingDatabase } from '#postgres';
import {
  closeOnSignals,
  createHttpApp,
  createLogger,
  DATABASE_ENV,
  HTTP_ENV,
  httpTls,
  KAFKA_ENV,
  kafkaConnection,
  listen,
  OIDC_ENV,
  readConfig,
} from '#process';
import { createMembership } from '#wire';
import { Type } from 'typebox';
import { connectWhenUp } from './connect.js';
import type { Audiences } from './give-evidence.js';
import { LedgerModule } from './ledger.module.js';
import { keepReading, type KeptReading } from './keep-reading.js';
import { createMeters } from './meters.js';
import { SCHEMAS } from './openapi.js';
import { readIntoLedger } from './read-into-ledger.js';

/** An older view of `control` may miss that a contract has ended. */
const CONTROL_FRESH_MS = 5_000;

const config = readConfig('ledger', Type.Object({ ...HTTP_ENV, ...KAFKA_ENV, ...DATABASE_ENV, ...OIDC_ENV }));
const logger = createLogger('ledger');
const connection = kafkaConnection(config);
const dataSource = createDataSource(config.DATABASE_URL, { applicationName: 'ledger' });

const membership = createMembership();
const control = createControlReader(connection, (fact) => membership.apply(fact), {
  onFault: (err) => logger.warn({ event: 'control-fault', err }),
});
const isFresh = () => membership.isKnown() && Date.now() - control.caughtUpAt() < CONTROL_FRESH_MS;
control.follow();

const ending = new AbortController();
let reader: KeptReading | undefined;
const meters = createMeters();
const reading = connectWhenUp(dataSource, logger, ending.signal).then((connected) => {
  const open = () => readIntoLedger({ connection, dataSource, logger, meters });
  if (connected) reader = keepReading(dataSource, open, { logger, onStopped: () => meters.stopped() });
});
closeOnSignals(async () => {
  ending.abort();
  await reading;
  await Promise.all([reader?.stop(), control.close()]);
  if (dataSource.isInitialized) await dataSource.destroy();
}, logger);

const audiences: Audiences = { isFresh, belongsTo: (party, stream, at) => membership.belongsTo(party, stream, at) };
const verify = createTokenVerifier({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE });
const app = await createHttpApp(LedgerModule.of({ dataSource, audiences, verify }), {
  app: 'ledger',
  logger,
  ...httpTls(config),
  schemas: SCHEMAS,
  checks: {
    database: () => pingDatabase(dataSource).then(() => true),
    reader: () => reader?.ready() ?? false,
    control: isFresh,
  },
});
await listen(app, { host: config.HOST, port: config.PORT, logger });
