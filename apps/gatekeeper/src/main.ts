// The gatekeeper: decides every record of `service-records` for every stream and releases what may leave.
import {
  closeOnSignals,
  createHttpApp,
  createLogger,
  createPseudonyms,
  createSignalAt,
  httpTls,
  kafkaConnection,
  listen,
  readConfig,
} from '#process';
import { GATEKEEPER_ENV } from './config.js';
import { GatekeeperModule } from './gatekeeper.module.js';
import { createNotices } from './notices.js';
import { startGate } from './start-gate.js';

const config = readConfig('gatekeeper', GATEKEEPER_ENV);
const logger = createLogger('gatekeeper');
const slot = config.GATEKEEPER_SLOT;
const connection = { ...kafkaConnection(config), clientId: slot };

const notices = createNotices(connection, slot, logger);
const hooks = [
  createSignalAt(config.GATEKEEPER_CRASH_AT, 'SIGKILL'),
  createSignalAt(config.GATEKEEPER_FREEZE_AT, 'SIGSTOP'),
];

const gate = startGate({
  ...{ connection, slot, logger },
  keys: createPseudonyms(config.PSEUDONYM_SECRET),
  certifier: config.CERTIFICATE_PUBLIC_KEY,
  notify: notices.notify,
  onStep: (step) => hooks.forEach((hook) => hook(step)),
});
closeOnSignals(() => notices.close(), logger);
closeOnSignals(() => gate.stop(), logger);

const app = await createHttpApp(GatekeeperModule, {
  ...{ app: 'gatekeeper', logger },
  ...httpTls(config),
  checks: { loop: () => gate.ready() },
});
await listen(app, { host: config.HOST, port: config.PORT, logger });
