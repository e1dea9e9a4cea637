// What the gatekeeper says of its own state, on the way to the desk by Nest's Kafka transport.
import { setTimeout as sleep } from 'node:timers/promises';
import { ClientKafka, type KafkaOptions } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';
import { codeOf, createNestKafkaOptions, type KafkaConnection } from '#kafka';
import type { Logger } from '#process';
import { TOPICS, type Notice } from '#wire';

/** Says something of this instance's state. Best effort: never throws, never in the way of the loop. */
export type Notify = (notice: Omit<Notice, 'app' | 'at' | 'slot'>) => void;

export interface Notices {
  readonly notify: Notify;
  /** Gives up what has not been said within a second. Never rejects. */
  close(): Promise<void>;
}

const APP = 'gatekeeper';
/** Of a state that changes faster than this, the newest is said. */
const AGAIN_AFTER_MS = 1_000;
const CLOSE_WITHIN_MS = 1_000;

/** Opens the way to `notices`; connects at the first notice. Of each kind the newest is what is said. */
export function createNotices(connection: KafkaConnection, slot: string, logger: Logger): Notices {
  const { options } = createNestKafkaOptions(connection, { role: 'notices', log: logger });
  const client = new ClientKafka(options as Required<KafkaOptions>['options']);
  const waiting = new Map<string, Notice>();
  const ended = new AbortController();
  let telling: Promise<void> | undefined;

  const tell = async (): Promise<void> => {
    for (const [kind, notice] of waiting) {
      waiting.delete(kind);
      try {
        await lastValueFrom(client.emit(TOPICS.notices.name, { key: APP, value: notice }));
      } catch (error) {
        logger.warn({ event: 'notice-failed', code: codeOf(error) });
        if (!waiting.has(kind) && !ended.signal.aborted) waiting.set(kind, notice);
      }
      await sleep(AGAIN_AFTER_MS, undefined, { signal: ended.signal, ref: false }).catch(() => undefined);
    }
    telling = undefined;
  };

  return {
    notify: (notice) => {
      if (ended.signal.aborted) return;
      // The desk keeps one notice of a kind from an app: each instance speaks under a kind of its own.
      const kind = `${notice.kind}.${slot}`;
      waiting.set(kind, { ...notice, kind, app: APP, slot, at: new Date().toISOString() });
      telling ??= tell();
    },
    async close() {
      ended.abort();
      await Promise.race([telling, sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
      await Promise.race([client.close().catch(() => undefined), sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}
