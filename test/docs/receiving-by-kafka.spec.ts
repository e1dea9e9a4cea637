// docs/receiving-by-kafka.md says what the code does: names, headers, examples, hashes, days.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { commitment } from '#evidence';
import { scanner } from '#free-text';
import { planMemberAcls } from '#kafka';
import { createDecider, projectJson } from '#policy';
import {
  CATALOGUE,
  clientIdOf,
  decisionIdOf,
  goneBy,
  HEADERS,
  ITEMS,
  parseServiceRecord,
  RECALLED_TYPE,
  RELEASED_TYPE,
  streamIdOf,
  topicOf,
  TOPICS,
  type JsonObject,
} from '#wire';
import { releaseHeaders } from '../../apps/gatekeeper/src/event-headers.js';
import { recallOf } from '../../apps/gatekeeper/src/sent-bytes.js';
import { AT, QUIET } from '../articles/cases.ts';
import { STRICT_LAW } from '../articles/rows.ts';

const read = (file: string) => readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
const page = read('docs/receiving-by-kafka.md');
const [released = '', recalled = ''] = [...page.matchAll(/```json\n([^`]+)```/g)].map(([, text = '']) => text.trim());
const [audience, purpose] = ['bmw-japan-finance', 'joint.valuation'];
const stream = { id: streamIdOf(audience, purpose), audience, purpose, items: ITEMS };
const DAY_MS = 86_400_000;

describe('who reads', () => {
  const [topicRight, groupRight] = planMemberAcls(clientIdOf(audience), topicOf(stream.id));

  it('has the rights the page tells of', () => {
    expect(topicRight).toMatchObject({ resource: 'topic', pattern: 'literal', operation: 'read' });
    expect(groupRight).toMatchObject({ resource: 'group', pattern: 'prefixed', operation: 'read' });
    expect(page).toContain(
      `| topic | \`provision.\` and the stream's id, \`:\` written \`-\`: \`${topicRight?.name}\` |`,
    );
    expect(page).toContain(`\ngroup.id=${groupRight?.name}valuation\n`);
    expect(page).toContain(`\`${clientIdOf('insurer:tokyo-demo')}\`, \`${clientIdOf('dealer:D001')}\``);
  });

  it('uses the settings the README gives to kcat', () => {
    for (const setting of ['security.protocol=SASL_PLAINTEXT', 'isolation.level=read_committed'])
      for (const text of [page, read('README.md')]) expect(text).toContain(setting);
    expect(page).toContain('bootstrap.servers=127.0.0.1:3092');
  });
});

describe('a message', () => {
  const id = decisionIdOf('r', 1, purpose);
  const event = { id, stream, law: STRICT_LAW, salt: 's', at: AT };
  const { headers, sharedHeaders } = releaseHeaders(event, RELEASED_TYPE, 'trace');

  it('has the headers of the table, all of them and no others', () => {
    const listed = [...page.matchAll(/^\| `((?:ce_|gw_|content-|trace)[a-z_-]+)` \|/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual(Object.keys({ ...headers, ...sharedHeaders }).sort());
    expect(page).toContain(`| \`${HEADERS.type}\` | \`${RELEASED_TYPE}\` or \`${RECALLED_TYPE}\` |`);
    expect(sharedHeaders[HEADERS.source]).toBe(`urn:joint-use-gateway:stream:${stream.id}`);
    expect(headers[HEADERS.decision]).toBe(headers[HEADERS.id]);
  });

  it('that is a release is what becomes of the record of the README', () => {
    const sent = read('README.md').match(/cat > record\.json <<'JSON'\n(.+?)\nJSON/s)?.[1] ?? '';
    const parsed = parseServiceRecord(JSON.parse(sent) as JsonObject);
    if ('faults' in parsed) throw new Error('no service record');
    const decider = createDecider({ catalogue: CATALOGUE, scanner });
    const situation = { at: AT, recipient: { id: audience, contract: null }, purpose, items: ITEMS, state: QUIET };
    const decided = decider.decide(parsed.record, situation, STRICT_LAW);
    const shown = JSON.parse(released) as { recordId: string };
    expect(JSON.parse(projectJson(parsed.record, decided, shown.recordId) ?? 'null')).toEqual(shown);
  });

  it('that is a recall has these bytes and this commitment', () => {
    const { recordId } = JSON.parse(recalled) as { recordId: string };
    const readable = { record: {}, recordId, dealerCode: 'D001', revision: 2, status: 'voided' } as const;
    expect(String(recallOf(readable, recordId).bytes)).toBe(recalled);
    const [, salt = '', committed = ''] = page.match(/with salt `([\w-]{22})`, that is `([\w-]{43})`/) ?? [];
    expect(commitment(Buffer.from(salt, 'base64url'), recalled)).toBe(committed);
    expect(page).toContain(`\ncommitment ${salt} '${recalled}'\n`);
  });
});

describe('how long', () => {
  it('is what the table of topics says', () => {
    const { retentionMs, partitions } = TOPICS.provision;
    expect(page).toContain(`is kept ${retentionMs / DAY_MS} days and gone`);
    expect(goneBy(0, TOPICS.provision) - retentionMs).toBe(DAY_MS + 3_600_000);
    expect(page).toContain(`There are ${partitions} partitions to begin with`);
  });

  it('the broker remembers a group is what it is set to', () => {
    const minutes = Number(read('docker/kafka/server.properties').match(/^offsets\.retention\.minutes=(\d+)$/m)?.[1]);
    expect(page).toContain(`remembers a group's place for ${(minutes * 60_000) / DAY_MS}\ndays`);
  });
});
