// The delivery: what was released, pulled over HTTP by those it was released to.
import 'reflect-metadata';
import { createTokenVerifier } from '#auth';
import { createControlReader, createPageReader } from '#kafka';
import {
  closeOnSignals,
  createHttpApp,
  createLogger,
  CURSOR_ENV,
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
import { createAdmission } from './admission.js';
import { createCursors } from './cursors.js';
import { DeliveryModule } from './delivery.module.js';
import { createLatestMembership, type FactIntake, type LatestMembership } from './latest-membership.js';
import {
  FIRST_PAGES,
  MOST_AT_ONCE,
  MOST_OF_MEMBER,
  MOST_PAGES,
  MOST_PAGES_OF_MEMBER,
  TURN_WITHIN_MS,
} from './limits.js';
import { createMeters } from './meters.js';
import { SCHEMAS } from './openapi.js';

/** An older view of `control` may miss that a contract has ended. */
const CONTROL_FRESH_MS = 5_000;

const config = readConfig('delivery', Type.Object({ ...HTTP_ENV, ...KAFKA_ENV, ...OIDC_ENV, ...CURSOR_ENV }));
const logger = createLogger('delivery');
const connection = kafkaConnection(config);

const membership: LatestMembership & FactIntake = createLatestMembership(() => control.catchUp(), createMembership());
const control = createControlReader(connection, (fact) => membership.apply(fact), {
  onFault: (err) => logger.warn({ event: 'control-fault', err }),
});
control.follow();
const pages = createPageReader(connection);
closeOnSignals(() => Promise.all([control.close(), pages.close()]), logger);

const ending = new AbortController();
const admission = createAdmission({
  ...{ ofMember: MOST_OF_MEMBER, atOnce: MOST_AT_ONCE, turns: MOST_PAGES },
  ...{ turnsOfMember: MOST_PAGES_OF_MEMBER, firstTurns: FIRST_PAGES, turnWithinMs: TURN_WITHIN_MS },
});
const meters = createMeters(() => admission.count());
const tools = {
  ...{ pages, membership, admission, ending: ending.signal },
  cursors: createCursors(config.CURSOR_SECRET),
  onPage: meters.page,
  onUnreadable: (topic: string, partition: number, offset: bigint) => {
    meters.unreadable();
    logger.error({ event: 'message-unreadable', topic, partition, offset });
  },
};
const verify = createTokenVerifier({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE });
const app = await createHttpApp(DeliveryModule.of(tools, verify), {
  app: 'delivery',
  logger,
  ...httpTls(config),
  schemas: SCHEMAS,
  checks: { control: () => membership.isKnown() && Date.now() - control.caughtUpAt() < CONTROL_FRESH_MS },
});
await listen(app, { host: config.HOST, port: config.PORT, logger });
// Before anything else ends, nobody waits any longer.
closeOnSignals(() => ending.abort(), logger);
