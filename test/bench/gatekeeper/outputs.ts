// What a contender wrote: every release and decision, in a form in which two contenders must agree.
import { createTopicScanner } from '#kafka';
import { commitment, sha256 } from '#evidence';
import { HEADERS, topicOf, TOPICS, type DecisionRecord } from '#wire';
import type { BenchRoom } from './bench-room.ts';
import { STREAMS } from './workload.ts';

/** A message as it stands on a topic. */
export interface Written {
  readonly topic: string;
  readonly key: string;
  readonly value: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

const OUTPUTS = [...STREAMS.map(({ id }) => topicOf(id)), TOPICS.decisions.name];

/** `<topic>` to where each of its partitions ends. */
export type Ends = ReadonlyMap<string, readonly bigint[]>;

/** Where the outputs end now. */
export async function endsOf(room: BenchRoom): Promise<Ends> {
  const ends = new Map<string, readonly bigint[]>();
  for (const topic of OUTPUTS) {
    const scanner = createTopicScanner(room.house.kafkaAdmin, topic);
    ends.set(topic, await scanner.ends());
    await scanner.close();
  }
  return ends;
}

/** Everything written since. */
export async function writtenSince(room: BenchRoom, ends: Ends): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const [topic, from] of ends) {
    const scanner = createTopicScanner(room.house.kafkaAdmin, topic);
    await scanner.scan(from, ({ key, value, headers }) =>
      written.push({
        ...{ topic, key: String(key), value: value! },
        headers: Object.fromEntries(headers.map(([name, text]) => [String(name), String(text)])),
      }),
    );
    await scanner.close();
  }
  return written;
}

/** Names of headers that differ from run to run: chance, and the clock. */
const OWN = [HEADERS.salt, HEADERS.traceparent, HEADERS.time] as const;

/**
 * Messages by topic and key with what chance and the clock left of them. Commitments are opened with the salt beside
 * them and stand as what they commit to: the id of the one consent relied on, or `true` for the bytes of the release.
 */
export function comparable(written: readonly Written[], consents: ReadonlyMap<string, string>): Map<string, string> {
  const releases = new Map(
    written.filter(({ topic }) => topic !== TOPICS.decisions.name).map((one) => [one.headers[HEADERS.decision], one]),
  );
  const patterns = new Set<string>();
  const seen = new Map<string, string>();
  for (const { topic, key, value, headers } of written) {
    const kept = Object.entries(headers)
      .filter(([name]) => !(OWN as readonly string[]).includes(name))
      .sort();
    let body: unknown = JSON.parse(value.toString());
    if (topic === TOPICS.decisions.name) {
      const { references, released, verdicts, at: _at, controlOffset: _offset, ...rest } = body as DecisionRecord;
      const salt = Buffer.from(headers[HEADERS.salt]!, 'base64url');
      const relied = ['[]', JSON.stringify([consents.get(headers[HEADERS.subject]!)])];
      const release = releases.get(rest.id);
      body = {
        ...rest,
        references: relied.findIndex((text) => commitment(salt, text) === references),
        released: release === undefined ? released : released === commitment(salt, release.value),
      };
      if (verdicts) {
        const sorted = verdicts.map((verdict) => Object.fromEntries(Object.entries(verdict).sort()));
        if (sha256(JSON.stringify(sorted)) !== rest.pattern) throw new Error('a pattern that its id does not name');
        patterns.add(rest.pattern);
      }
    }
    seen.set(`${topic} ${key}`, JSON.stringify([kept, body]));
  }
  seen.set('patterns', [...patterns].sort().join());
  return seen;
}

/** Keys under which the two differ; `[]`: both wrote the same. */
export function differences(a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): readonly string[] {
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => a.get(key) !== b.get(key));
}
