// The console: the desk's API and pages.
import 'reflect-metadata';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createTokenVerifier } from '#auth';
import { scanner } from '#free-text';
import { createNestKafkaOptions } from '#kafka';
import { createDecider } from '#policy';
import { pingDatabase } from '#postgres';
import { createHttpApp, createLogger, httpTls, listen, readConfig } from '#process';
import { appUserOf, CATALOGUE, groupOf } from '#wire';
import { acceptJson } from './accept-json.js';
import { buildConsole, type Given } from './build-console.js';
import { CONSOLE_ENV, type ConsoleConfig } from './config.js';
import { ConsoleModule } from './console.module.js';
import { FLOW_SCHEMAS } from './flows/openapi.js';
import { keepWatch, type Watch } from './keep-watch.js';
import { PolicyFilesFault, readPolicyFiles } from './policies/policy-files.js';
import { readSandboxFacts } from './sandbox/sandbox-facts.js';
import { readSandboxPasswords } from './sandbox/sandbox-passwords.js';
import { addDeskPages } from './session/desk-pages.js';
import { createBrowserSessions } from './session/session-routes.js';

const CONTROL_FRESH_MS = 5_000;
const TRY_AGAIN_AFTER_MS = 1_000;

const config = readConfig('console', CONSOLE_ENV);
const logger = createLogger('console');
const given = await readGiven(config);
const desk = buildConsole(config, given, logger);
const drafts = given.policyFiles.filter(({ policy }) => policy.effectiveOn === null);
let watches: readonly Watch[] = [];

const verify = createTokenVerifier({ issuer: config.OIDC_ISSUER, audience: config.OIDC_AUDIENCE });
const sessions = sessionsOf(config);
const module = ConsoleModule.of({
  ...desk,
  verify,
  ...(sessions === null ? {} : { sessionToken: sessions.sessionToken }),
  evaluate: {
    decider: createDecider({ catalogue: CATALOGUE, scanner }),
    register: desk.view.register,
    drafts: new Map(drafts.map(({ policy }) => [policy.id, policy])),
    pseudonyms: desk.pseudonyms,
  },
});
const app = await createHttpApp(module, {
  app: 'console',
  logger,
  schemas: FLOW_SCHEMAS,
  ...httpTls(config),
  checks: {
    started: () => watches.length > 0,
    database: () => pingDatabase(desk.dataSource).then(() => true),
    control: () => Date.now() - desk.view.caughtUpAt() < CONTROL_FRESH_MS,
  },
});
acceptJson(app);
const server = app.getHttpAdapter().getInstance();
sessions?.addRoutes(server);
await addDeskPages(server, resolve(config.WEB_DIR));
const close = app.close.bind(app);
app.close = async () => {
  const ending = watches;
  watches = [];
  desk.certifier.close();
  await Promise.all(ending.map((each) => each.close()));
  await close();
  await desk.close();
};
await listen(app, { host: config.HOST, port: config.PORT, logger });

for (let tries = 1; ; tries += 1) {
  try {
    await desk.start();
    break;
  } catch (err) {
    logger.warn({ event: 'start-failed', attempt: tries, err });
    await sleep(TRY_AGAIN_AFTER_MS);
  }
}
const group = groupOf(appUserOf('console'), 'notices');
app.connectMicroservice(createNestKafkaOptions(desk.connection, { role: 'notices', group, log: logger }));
await app.startAllMicroservices();
watches = [keepWatch(desk.keep, logger), keepWatch(() => desk.certificates.keep(), logger)];

/** People can sign in where the desk's address and its client at the issuer are known. */
function sessionsOf({
  DESK_URL: deskUrl,
  DESK_CLIENT_ID: clientId,
  DESK_CLIENT_SECRET: clientSecret,
  ...more
}: ConsoleConfig) {
  if (deskUrl === undefined || clientId === undefined || clientSecret === undefined) return null;
  const { OIDC_ISSUER: issuer, SESSION_SECRET: secret } = more;
  return createBrowserSessions({ issuer, clientId, clientSecret, deskUrl, secret, verify, logger });
}

async function readGiven({ POLICIES_DIR, SANDBOX, ...files }: ConsoleConfig): Promise<Given> {
  try {
    const isSandbox = SANDBOX === '1';
    const { SANDBOX_FACTS_FILE: facts, SANDBOX_CREDENTIALS_FILE: credentials } = files;
    return {
      policyFiles: await readPolicyFiles(POLICIES_DIR),
      sandboxFacts: isSandbox && facts !== undefined ? await readSandboxFacts(facts) : [],
      sandboxPasswords: isSandbox && credentials !== undefined ? await readSandboxPasswords(credentials) : null,
    };
  } catch (fault) {
    // Files of the house's own: their faults hold no personal data and are for whoever starts it.
    const lines = fault instanceof PolicyFilesFault ? fault.faults : [(fault as Error).message];
    process.stderr.write(lines.map((line) => `console: ${line}\n`).join(''));
    process.exit(1);
  }
}
