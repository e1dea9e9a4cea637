// The gate's wiring: facts into the register, records through the decider, everything they cause out in one transaction.
import { catalogueHash, createSalts, ENGINE_HASH } from '#evidence';
import { scanner } from '#free-text';
import {
  createControlReader,
  headerOf,
  runExactlyOnce,
  type Compute,
  type KafkaConnection,
  type LoopState,
  type SourceRecord,
} from '#kafka';
import { createDecider, Register } from '#policy';
import type { Logger } from '#process';
import { appUserOf, CATALOGUE, GATE_OUTPUTS, groupOf, HEADERS, TOPICS, type ControlFact } from '#wire';
import { createAnnouncements } from './announcements.js';
import { createCertificateWatch } from './certificate-watch.js';
import { createCertifiedLaw } from './certified-law.js';
import { createDecisionClock } from './decision-clock.js';
import { createFaultLog } from './fault-log.js';
import { judgeBatch } from './judge-batch.js';
import type { Judging, SourceMessage } from './judge-record.js';
import { createLoopNews } from './loop-news.js';
import { createMeters } from './meters.js';
import type { Notify } from './notices.js';
import { createPublishedPolicies } from './published-policies.js';
import type { RecordKeys } from './record-links.js';
import { createTraces } from './traces.js';

export interface GateOptions {
  readonly connection: KafkaConnection;
  /** Transactional id and static member name. */
  readonly slot: string;
  readonly keys: RecordKeys;
  /** Who signs the certificates of versions: Ed25519, SPKI DER, base64url. */
  readonly certifier: string;
  readonly logger: Logger;
  readonly notify: Notify;
  /** For tests: told of every step of the loop. */
  readonly onStep: (step: string) => void;
}

export interface Gate {
  /** True while records are decided as they come, and while they are held because nothing may be decided. */
  ready(): boolean;
  /** Ends after the batch at hand. Never rejects. */
  stop(): Promise<void>;
}

/** Facts vectors the decider remembers, each with the patterns met on it. */
const MEMO_ENTRIES = 20_000;

export function startGate({ connection, slot, keys, certifier, logger, notify, onStep }: GateOptions): Gate {
  const register = new Register({ catalogue: CATALOGUE });
  const policies = createPublishedPolicies(register);
  const law = createCertifiedLaw(register, {
    ...{ hashOf: policies.hashOf, catalogueHash: catalogueHash(), engineHash: ENGINE_HASH, key: certifier },
  });
  /** The register, with the law as far as it is certified. */
  const certified: Judging['register'] = {
    streams: () => register.streams(),
    situationsOf: (...asked) => register.situationsOf(...asked),
    lawAt: law.lawAt,
  };
  const certificates = createCertificateWatch(law, { logger, notify });
  const decider = createDecider({ catalogue: CATALOGUE, scanner, memoEntries: MEMO_ENTRIES });
  const clock = createDecisionClock();
  const announcements = createAnnouncements();
  const meters = createMeters(() => loop.lag());
  const newSalt = createSalts();
  const beginTraces = createTraces();
  const onFault = createFaultLog(logger);
  const news = createLoopNews({ slot, logger, notify, state: () => loop.state() });
  let decidedWith = 0n;
  let isClockBehind = false;

  const apply = (fact: ControlFact, offset: bigint): void => {
    const faults = register.faults;
    policies.apply(fact);
    law.apply(fact);
    clock.see(fact);
    if (register.faults === faults) return;
    logger.error({ event: 'faulty-fact', factType: fact.type, topic: TOPICS.control.name, offset: String(offset) });
    notify({ kind: 'faulty-facts', level: 'alert', state: 'unread', count: register.faults });
  };

  const compute: Compute = (records, { controlOffset, emit }) => {
    meters.controlLag(Number(controlOffset - decidedWith));
    decidedWith = controlOffset;
    const beganAt = performance.now();
    const at = clock.now();
    if (at === null) {
      if (!isClockBehind) logger.error({ event: 'clock-behind', slot });
      isClockBehind = true;
      news.held({ code: 'GW_CLOCK_BEHIND' });
      return null;
    }
    isClockBehind = false;
    const traces = beginTraces(records.length, tracesOf(records));
    const pending = announcements.begin(at);
    const judging: Judging = {
      ...{ register: certified, decider, keys, newSalt, traceOf: traces.of, at, controlOffset, onFault },
      announcements: pending,
      hashOf: policies.hashOf,
    };
    const tally = judgeBatch(records.map(toSource), judging, emit);
    if ('code' in tally) {
      const uncertified = tally.code === 'GW_NO_POLICY_IN_FORCE' ? law.uncertifiedAt(at) : null;
      news.held({ ...tally, ...(uncertified ? { code: uncertified.code } : {}) });
      return null;
    }
    news.decided();
    const decideMs = performance.now() - beganAt;
    return {
      committed() {
        pending.committed();
        traces.committed();
        meters.committed(tally, decideMs, performance.now() - beganAt);
        for (const [reason, count] of tally.deadLetters) {
          logger.warn({ event: 'dead-letter', reason, count });
          notify({ kind: 'dead-letters', level: 'alert', state: reason, count });
        }
      },
      abandoned() {
        traces.abandoned();
        meters.abandoned();
      },
    };
  };

  const onState = (state: LoopState): void => {
    meters.entered(state);
    news.entered(state);
  };

  const reader = createControlReader(connection, apply);
  const control = {
    nextOffset: () => reader.nextOffset(),
    async catchUp() {
      const news = await reader.catchUp();
      certificates.look(Date.now());
      return news;
    },
  };
  const loop = runExactlyOnce({
    ...{ connection, slot, control, compute, onState, onStep },
    onResume: () => announcements.forget(),
    onDisplaced: (places) => news.displaced(places),
    group: groupOf(appUserOf('gatekeeper'), 'gate'),
    input: TOPICS.serviceRecords.name,
    outputs: GATE_OUTPUTS,
    log: logger,
  });

  return {
    ready: () => loop.ready() || loop.state().phase === 'holding',
    async stop() {
      await loop.stop();
      await reader.close();
    },
  };
}

/** Asked only where there is a tracer. */
function* tracesOf(records: readonly SourceRecord[]): Generator<string | undefined> {
  for (const record of records) yield headerOf(record, HEADERS.traceparent);
}

function toSource(record: SourceRecord): SourceMessage {
  const traceparent = headerOf(record, HEADERS.traceparent);
  const { partition, offset, value } = record;
  return { partition, offset, value, ...(traceparent === undefined ? {} : { traceparent }) };
}
