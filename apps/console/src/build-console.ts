// What the console runs on, put together: the servers it talks to, the desk, the publisher, the watch.
import { createAdmin, createNestKafkaOptions } from '#kafka';
import { CONSOLE_ENTITIES, createDataSource, createMembers, createNotices, createOutbox } from '#postgres';
import { createPseudonyms, createSignalAt, kafkaAdminConnection, kafkaConnection, type Logger } from '#process';
import { ClientKafka } from '@nestjs/microservices';
import { ENGINE_HASH } from '#evidence';
import { createAccessKeeper } from './access/access-keeper.js';
import { createCertificates } from './certificates/certificates.js';
import { createCertifier } from './certificates/certifier.js';
import type { ConsoleConfig } from './config.js';
import { createControlView } from './control/control-view.js';
import { createControlSender } from './facts/control-sender.js';
import { createFactDesk, type Stating } from './facts/fact-desk.js';
import { createPublisher } from './facts/publisher.js';
import { createEnds } from './flows/count-progress.js';
import { createFlowDesk } from './flows/flow-desk.js';
import type { PolicyFile } from './policies/policy-files.js';
import { createMeters } from './meters.js';
import { startUp } from './start-up.js';
import { TOPICS } from '#wire';

/** How long the ends of a topic are taken as they were, and how long Kafka is waited for. */
const ENDS = { keepMs: 1_000, patienceMs: 1_500 };

/** What was read from files before anything is connected. */
export interface Given {
  readonly policyFiles: readonly PolicyFile[];
  readonly sandboxFacts: readonly Stating[];
  readonly sandboxPasswords: ReadonlyMap<string, string> | null;
}

export type Console = ReturnType<typeof buildConsole>;

export function buildConsole(config: ConsoleConfig, given: Given, logger: Logger) {
  const connection = kafkaConnection(config);
  const dataSource = createDataSource(config.DATABASE_URL, { entities: CONSOLE_ENTITIES, applicationName: 'console' });
  const outbox = createOutbox(dataSource);
  const view = createControlView(connection, (err) => logger.warn({ event: 'control-fault', err }));
  const client = new ClientKafka(createNestKafkaOptions(connection, { role: 'control', log: logger }).options ?? {});
  const admin = createAdmin(kafkaAdminConnection(config), logger);
  const { register, recipients, streamsEver } = view;
  const access = createAccessKeeper({
    admin,
    members: createMembers(dataSource),
    register,
    recipients,
    streamsEver,
    sandboxPasswords: given.sandboxPasswords,
    now: Date.now,
    onStrays: (count) => logger.warn({ event: 'stray-rights-taken', count }),
  });
  const reconcile = async () => {
    await view.catchUp();
    await access.reconcile();
  };
  const reached = createSignalAt(config.CONSOLE_CRASH_AT, 'SIGKILL');
  const meters = createMeters();
  const send = createControlSender(client);
  const publisher = createPublisher({
    outbox,
    send: async (fact) => {
      const offset = await send(fact);
      meters.published(fact.type);
      return offset;
    },
    onWaiting: meters.waiting,
    isOpen: (stream) => register.streams().some(({ id }) => id === stream),
    catchUp: () => view.catchUp(),
    prepareStream: async ({ stream, ...rest }) => {
      await view.catchUp();
      await access.reconcile({ id: stream, ...rest });
    },
    fence: async () => {
      const beganAt = performance.now();
      const slots = await admin.fenceGatekeepers();
      meters.fenced(performance.now() - beganAt);
      logger.info({ event: 'fenced', count: slots.length });
    },
    reconcile,
    reached,
  });
  const pseudonyms = createPseudonyms(config.PSEUDONYM_SECRET);
  const desk = createFactDesk({ outbox, publisher, pseudonyms, logger, reached });
  const certifier = createCertifier({
    ...{ engineHash: ENGINE_HASH, privateKey: config.CERTIFICATE_KEY, directory: config.CERTIFICATES_DIR, logger },
  });
  const certificates = createCertificates({
    ...{ certifier, outbox, desk, versions: () => register.policies().length },
  });
  const ends = createEnds(() => admin.endOffsets(TOPICS.decisions.name), ENDS);
  const flows = createFlowDesk({ dataSource, outbox, register, pseudonyms, ends });
  const { policyFiles, sandboxFacts } = given;
  return {
    ...{ connection, dataSource, outbox, view, access, desk, pseudonyms, policyFiles, flows },
    ...{ certificates, certifier },
    notices: createNotices(dataSource),
    /** Everything that must be so before the console is ready. */
    start: async () => {
      if (!dataSource.isInitialized) await dataSource.initialize();
      await startUp({ view, outbox, desk, publisher, policyFiles, certificates, sandboxFacts, reconcile, logger });
      view.follow();
    },
    /** What goes on by itself: facts left in the outbox, contracts that end by their date. */
    keep: async () => {
      await publisher.drain();
      await reconcile();
    },
    close: async () => {
      await view.close();
      await client.close();
      await admin.close();
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
