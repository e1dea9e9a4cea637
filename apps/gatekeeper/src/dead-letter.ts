// The dead letter of a message that could not be judged: where it stands and why, never what it held.
import type { OutMessage } from '#kafka';
import { HEADERS, TOPICS, type DeadLetter } from '#wire';
import { instantText } from './instant-text.js';

/** `at`: epoch milliseconds. */
export function deadLetterOf(
  source: { readonly partition: number; readonly offset: bigint },
  reason: DeadLetter['reason'],
  at: number,
): OutMessage {
  const { name: topic } = TOPICS.serviceRecords;
  const { partition, offset } = source;
  const letter: DeadLetter = { topic, partition, offset: offset.toString(), reason, at: instantText(at) };
  return {
    topic: TOPICS.deadLetters.name,
    key: `${topic}-${partition}-${offset}`,
    value: JSON.stringify(letter),
    headers: { [HEADERS.contentType]: 'application/json' },
  };
}
