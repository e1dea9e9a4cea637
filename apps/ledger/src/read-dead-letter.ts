// A message of `dead-letters` to what the ledger stores; and what stands for a decision that could not be read. Pure.
import type { KeptDeadLetter } from '#postgres';
import { isJsonObject, parseInstant, type DeadLetter } from '#wire';

const REASONS: ReadonlySet<unknown> = new Set<DeadLetter['reason']>(['not-json', 'not-a-record', 'not-judged']);
const TOPIC = /^[A-Za-z0-9._-]{1,249}$/;
const OFFSET = /^(?:0|[1-9][0-9]{0,17})$/;

/** Coordinates and reason of a dead letter, no other field; `null` for anything else. Never throws. */
export function readDeadLetter(value: Buffer | null): KeptDeadLetter | null {
  try {
    const letter: unknown = JSON.parse(value?.toString('utf8') ?? '');
    if (!isJsonObject(letter)) return null;
    const { topic, partition, offset, reason, at } = letter;
    const isWhole =
      typeof topic === 'string' &&
      TOPIC.test(topic) &&
      Number.isInteger(partition) &&
      (partition as number) >= 0 &&
      (partition as number) < 2 ** 31 &&
      typeof offset === 'string' &&
      OFFSET.test(offset) &&
      REASONS.has(reason) &&
      !Number.isNaN(parseInstant(at));
    if (!isWhole) return null;
    return {
      topic,
      partition: partition as number,
      offset,
      reason: reason as DeadLetter['reason'],
      at: at as string,
    };
  } catch {
    return null;
  }
}
