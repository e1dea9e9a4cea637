// Before anything is timed: gatekeeper and Kafka Streams write the same of the same records. What they wrote feeds the ceiling.
import { HEADERS, TOPICS, type ControlFact, type DecisionRecord } from '#wire';
import type { BenchRoom } from './bench-room.ts';
import type { Contender } from './contender.ts';
import { comparable, differences, endsOf, writtenSince, type Written } from './outputs.ts';
import type { BenchRecord } from './workload.ts';

/** What a contender writes of these records. */
async function outputsOf(
  room: BenchRoom,
  { input, group, children }: Contender,
  records: readonly BenchRecord[],
): Promise<readonly Written[]> {
  const ends = await endsOf(room);
  await room.send(input, records);
  await room.watch({ input, group }, children);
  return writtenSince(room, ends);
}

/** Both get these records as their first ones. Gives what they wrote; throws at a difference, naming its key. */
export async function proveSame(
  room: BenchRoom,
  contenders: readonly [Contender, Contender],
  records: readonly BenchRecord[],
  facts: readonly ControlFact[],
): Promise<readonly Written[]> {
  const consents = new Map(
    facts.flatMap(({ type, data }) => (type === 'consent-obtained' ? [[data.subject, data.id] as const] : [])),
  );
  const ours = await outputsOf(room, contenders[0], records);
  const theirs = await outputsOf(room, contenders[1], records);
  const different = differences(comparable(ours, consents), comparable(theirs, consents));
  if (different.length > 0) {
    throw new Error(`the two do not write the same: ${different.length} keys, first \`${different[0]}\``);
  }
  return ours;
}

/** Headers that many messages share. */
const SHARED: readonly string[] = [
  ...[HEADERS.specVersion, HEADERS.type, HEADERS.source, HEADERS.time, HEADERS.contentType],
  ...[HEADERS.stream, HEADERS.policy, HEADERS.purpose],
];

/** JSON: for each record the messages it caused, as the loop sends them. */
export function cannedOf(written: readonly Written[]): string {
  const sourceOf = new Map<string, string>();
  for (const { topic, key, value } of written) {
    if (topic !== TOPICS.decisions.name) continue;
    const { source } = JSON.parse(value.toString()) as DecisionRecord;
    sourceOf.set(key, `${source.partition}-${source.offset}`);
  }
  const bySource = new Map<string, object[]>();
  for (const { topic, key, value, headers } of written) {
    const source = sourceOf.get(headers[HEADERS.decision]!)!;
    const pick = (isShared: boolean) =>
      Object.fromEntries(Object.entries(headers).filter(([name]) => SHARED.includes(name) === isShared));
    const message = { topic, key, value: value.toString(), headers: pick(false), sharedHeaders: pick(true) };
    bySource.set(source, [...(bySource.get(source) ?? []), message]);
  }
  return JSON.stringify([...bySource.values()]);
}
