// The intake's parts, opened and put together: database, broker, register, slot, desk.
import { scanner, findProhibited } from '#free-text';
import { createControlReader, createRecordProducer, createTopicScanner, headerOf } from '#kafka';
import { createDecider, Register } from '#policy';
import { createAcceptedRecords, createDataSource, isIntakeSlotHeld, pingDatabase } from '#postgres';
import { type Check, createAtOnce, createPseudonyms, createSignalAt, kafkaConnection, type Logger } from '#process';
import { CATALOGUE, HEADERS, TOPICS } from '#wire';
import { createAcceptor } from './accept-records.js';
import { isUpToDate } from './admit-dealer.js';
import type { IntakeConfig } from './config.js';
import { createInFlight } from './in-flight.js';
import { BATCHES, createIntakeDesk, type IntakeDesk } from './intake-desk.js';
import { keepSlot } from './keep-slot.js';
import { createKnownEnds } from './known-ends.js';
import { createMeters } from './meters.js';
import { QUIET_MS } from './settle-doubts.js';
import { createNoticeSender } from './tell-prohibited.js';

export interface OpenIntake {
  readonly desk: IntakeDesk;
  readonly checks: Readonly<Record<string, Check>>;
  /** Ends what is open; call it when no request is under way any more. */
  close(): Promise<void>;
}

export function openIntake(config: IntakeConfig, logger: Logger): OpenIntake {
  const connection = kafkaConnection(config);
  const slotName = config.INTAKE_SLOT;
  const dataSource = createDataSource(config.DATABASE_URL, { applicationName: slotName });
  const producer = createRecordProducer(connection);
  // Calls of one producer fail together: a notice that cannot be told must keep no record from being accepted.
  const notices = createNoticeSender(createRecordProducer(connection), slotName, logger);
  const topic = createTopicScanner(connection, TOPICS.serviceRecords.name);
  const register = new Register({ catalogue: CATALOGUE });
  const control = createControlReader(connection, (fact) => register.apply(fact), {
    onFault: (err) => logger.warn({ event: 'control-fault', err }),
  });
  const pseudonyms = createPseudonyms(config.PSEUDONYM_SECRET);
  const records = createAcceptedRecords(dataSource);
  const inFlight = createInFlight(QUIET_MS);
  const ends = createKnownEnds();
  const meters = createMeters();

  const keeper = keepSlot(slotName, {
    dataSource,
    records,
    inFlight,
    look: (from, visit) =>
      topic.scan(from, (record) => {
        const acceptance = headerOf(record, HEADERS.acceptance);
        if (acceptance !== undefined) visit(acceptance, record.partition, record.offset);
      }),
    now: () => performance.now(),
    learnEnds: async () => (await topic.ends()).forEach((end, partition) => ends.learn(partition, end)),
    onSettled: (slot, { found, givenUp, left }) =>
      logger.info({ event: 'settled', slot, accepted: found, rejected: givenUp, count: left }),
    onFault: (err) => logger.warn({ event: 'settle-fault', slot: slotName, err }),
    onHeld: (held) => logger.info({ event: held ? 'slot-taken' : 'slot-lost', slot: slotName }),
  });

  const acceptor = createAcceptor({
    records,
    produce: (messages, until) => producer.send(messages, until),
    slot: () => keeper.held(),
    isSlotHeld: (slot) => isIntakeSlotHeld(dataSource, slot),
    ends,
    inFlight,
    pseudonyms,
    crashAt: createSignalAt(config.INTAKE_CRASH_AT, 'SIGKILL'),
    onFault: (err) => logger.warn({ event: 'acceptance-fault', err }),
  });

  const admission = { register, caughtUpAt: () => control.caughtUpAt(), now: () => Date.now() };
  const desk = createIntakeDesk({
    admission,
    accept: acceptor,
    batches: createAtOnce(BATCHES),
    findProhibited,
    preview: { register, decider: createDecider({ catalogue: CATALOGUE, scanner }), pseudonyms },
    tellProhibited: notices.tellProhibited,
    onBatchEnded: (err) => logger.warn({ event: 'batch-ended-early', err }),
    onAnswers: (results) => results.forEach((result) => meters.counted(result)),
  });

  control.follow();
  return {
    desk,
    checks: {
      database: () => pingDatabase(dataSource).then(() => true),
      slot: () => keeper.held() !== null,
      control: () => isUpToDate(admission),
    },
    async close() {
      // The slot is given up last: while anything may still be sent, its rows are nobody else's to settle.
      await Promise.all([control.close(), producer.close(), notices.close(), topic.close()]);
      await keeper.stop();
      if (dataSource.isInitialized) await dataSource.destroy();
    },
  };
}
