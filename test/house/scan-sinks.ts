// The leak oracle: looks for planted tokens in everything the house wrote or said.
//
// THE RULE. A token may be
//  1. in `service-records` (value and headers of intake's own topic, for the gatekeeper), since a record is whole there;
//     in its key never: that is an HMAC;
//  2. in the value of `provision.<stream>` where the spec says that this token's item may reach that stream (`mayReach`);
//     never the name or content of an unknown key, never in a key or header;
//  3. nowhere else: not in `decisions`, `control`, `dead-letters`, `notices` or Kafka's own topics, not in a table, not in a line of
//     any log or span, not in a metric, not in the body of an error.
import pg from 'pg';
import { createTopicScanner } from '#kafka';
import type { House } from '../../scripts/house/house.ts';
import type { TestHouse } from './test-house.ts';
import { connectAs, readAll } from './read-topics.ts';
import type { Token } from './taint.ts';

export interface Leak {
  /** `topic decisions value`, `table ledger.decisions`, `log intake`, `metrics intake`, `error body`. */
  readonly sink: string;
  readonly token: Token;
}

/** May the value of this token stand in a message of this topic (`provision.…`)? */
export type MayReach = (topic: string, token: Token) => boolean;

/** For {@link MayReach}: the items each topic may hold. */
export function byItems(itemsOfTopic: Readonly<Record<string, readonly string[]>>): MayReach {
  return (topic, token) => token.kind === 'value' && (itemsOfTopic[topic]?.includes(token.item) ?? false);
}

/** What a spec has planted, and where it may stand. */
export interface Oracle {
  /** What to look for; the spec may add to it while it runs. */
  readonly tokens: readonly Token[];
  readonly mayReach?: MayReach;
  /** What the spec does, and the scan must therefore see: a token in `service-records`, or messages on `control`. */
  readonly sees: 'records' | 'facts';
}

/** Every leak, each once per sink and token; empty is what a test expects. Rejects when a sink cannot be read: then nothing is proved. */
export async function scanSinks(
  test: TestHouse,
  tokens: readonly Token[],
  mayReach: MayReach = () => false,
): Promise<readonly Leak[]> {
  return (await scan(test, tokens, mayReach)).leaks;
}

/** What is wrong at the end of a spec, a line each: every leak, and a scan that did not see what the spec did. */
export async function faultsFound(test: TestHouse, { tokens, mayReach, sees }: Oracle): Promise<string[]> {
  const { leaks, texts, found } = await scan(test, tokens, mayReach ?? (() => false));
  const faults = leaks.map(({ sink, token }) => `${token.kind} of \`${token.path}\` in ${sink}`);
  const seen = sees === 'records' ? (found.get('topic service-records value') ?? 0) : texts.get('topic control value');
  if (tokens.length === 0) faults.push('the oracle was given nothing to look for');
  if (!seen)
    faults.push(`the oracle saw no ${sees === 'records' ? 'token in `service-records`' : 'message on `control`'}`);
  if (test.lines.length === 0) faults.push('the oracle heard no line of any log');
  return faults;
}

interface Scan {
  readonly leaks: readonly Leak[];
  /** Texts looked at, by sink. */
  readonly texts: ReadonlyMap<string, number>;
  /** Tokens found, allowed ones too, by sink. */
  readonly found: ReadonlyMap<string, number>;
}

async function scan(test: TestHouse, tokens: readonly Token[], mayReach: MayReach): Promise<Scan> {
  const leaks = new Map<string, Leak>();
  const texts = new Map<string, number>();
  const found = new Map<string, number>();
  const look = (sink: string, text: string, allowed: (token: Token) => boolean = () => false) => {
    texts.set(sink, (texts.get(sink) ?? 0) + 1);
    for (const token of findTokens(tokens, text)) {
      found.set(sink, (found.get(sink) ?? 0) + 1);
      if (!allowed(token)) leaks.set(`${sink}\0${token.text}`, { sink, token });
    }
  };
  await Promise.all([scanTopics(test, look, mayReach), scanTables(test, look), scanMetrics(test, look)]);
  for (const { process: name, line } of test.lines) look(`log ${name}`, line);
  for (const body of test.errorBodies) look('error body', body);
  return { leaks: [...leaks.values()], texts, found };
}

type Look = (sink: string, text: string, allowed?: (token: Token) => boolean) => void;

async function scanTopics({ house }: TestHouse, look: Look, mayReach: MayReach): Promise<void> {
  const admin = connectAs(house, house.kafkaAdmin.username).admin();
  await admin.connect();
  const topics = await admin.listTopics().finally(() => admin.disconnect());
  // The scanner's client hides Kafka's own topics, so those are read as a member reads.
  const own = topics.filter((topic) => topic.startsWith('__'));
  const readOwn = async () => {
    for (const { topic, key, value } of await readAll(house, {
      as: house.kafkaAdmin.username,
      topics: own,
      uncommitted: true,
    })) {
      look(`topic ${topic} key`, textOf(key));
      look(`topic ${topic} value`, textOf(value));
    }
  };
  const others = topics.filter((topic) => !own.includes(topic));
  await Promise.all([readOwn(), ...others.map((topic) => scanTopic(house, topic, look, mayReach))]);
}

/** Also what was aborted: it lies in the topic all the same. */
async function scanTopic({ kafkaAdmin }: House, topic: string, look: Look, mayReach: MayReach): Promise<void> {
  const isRaw = topic === 'service-records';
  const isReleased = topic.startsWith('provision.');
  const scanner = createTopicScanner(kafkaAdmin, topic);
  try {
    await scanner.scan([], ({ key, value, headers }) => {
      look(`topic ${topic} key`, textOf(key));
      look(`topic ${topic} value`, textOf(value), (token) => isRaw || (isReleased && mayReach(topic, token)));
      for (const [name, content] of headers)
        look(`topic ${topic} header ${textOf(name)}`, `${textOf(name)} ${textOf(content)}`, () => isRaw);
    });
  } finally {
    await scanner.close();
  }
}

async function scanTables({ house }: TestHouse, look: Look): Promise<void> {
  const client = new pg.Client({ connectionString: house.databaseUrl });
  await client.connect();
  try {
    const tables = await client.query<{ schema: string; name: string; columns: string }>(
      `SELECT table_schema AS schema, table_name AS name,
              string_agg(CASE data_type WHEN 'bytea' THEN format('encode(%I, ''escape'')', column_name)
                                        ELSE format('%I::text', column_name) END, ', ') AS columns
         FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
        WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
        GROUP BY 1, 2`,
    );
    for (const { schema, name, columns } of tables.rows) {
      const from = `${client.escapeIdentifier(schema)}.${client.escapeIdentifier(name)}`;
      const rows = await client.query<{ row: string }>(`SELECT concat_ws(' ', ${columns}) AS row FROM ${from}`);
      for (const { row } of rows.rows) look(`table ${schema}.${name}`, row);
    }
  } finally {
    await client.end();
  }
}

async function scanMetrics({ house }: TestHouse, look: Look): Promise<void> {
  for (const app of ['console', 'intake', 'gatekeeper', 'delivery', 'ledger'] as const) {
    if (!house.processes.get(app)?.isRunning()) continue;
    const response = await fetch(`${house.urls[app]}/metrics`);
    if (!response.ok) throw new Error(`the metrics of ${app} cannot be read (${response.status})`);
    look(`metrics ${app}`, await response.text());
  }
}

/** The tokens that stand in a text. Never throws. */
export function findTokens(tokens: readonly Token[], input: string): Token[] {
  const text = input.toLowerCase();
  return tokens.filter((token) => {
    const wanted = token.text.toLowerCase();
    return /^\d+$/.test(wanted) ? hasNumber(text, wanted) : text.includes(wanted);
  });
}

/**
 * A number counts where it is not part of a longer one, its leading zeros and an international prefix apart, nor of an
 * identifier in hexadecimal: among thousands of those every short number turns up.
 */
function hasNumber(text: string, number: string): boolean {
  for (let at = text.indexOf(number); at !== -1; at = text.indexOf(number, at + 1)) {
    const end = at + number.length;
    const before = /\d*$/.exec(text.slice(Math.max(0, at - 6), at))?.[0] ?? '';
    const stands = !/\d/.test(text[end] ?? '') && /^(0*|0?[789]0|81[789]0|0081[789]0)$/.test(before);
    if (stands && !isInHexadecimal(text, at, end)) return true;
  }
  return false;
}

/** Identifiers, each by itself: UUIDs, and hashes, trace and span ids of 16, 32, 40 or 64 digits. */
const HEXADECIMAL =
  /(?<![\da-z])(?:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}|[\da-f]{64}|[\da-f]{40}|[\da-f]{32}|[\da-f]{16})(?![\da-z])/g;
const LONGEST = 64;

function isInHexadecimal(text: string, at: number, end: number): boolean {
  const from = Math.max(0, at - LONGEST - 1);
  return [...text.slice(from, end + LONGEST + 1).matchAll(HEXADECIMAL)].some(
    ({ index, 0: { length } }) =>
      /[a-f]/.test(text.slice(from + index, from + index + length)) &&
      from + index <= at &&
      end <= from + index + length,
  );
}

function textOf(buffer: Buffer | null): string {
  return buffer?.toString('utf8') ?? '';
}
