// The sample: the same for a seed and a day, valid, and with everything in it that it is said to show.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE, parseServiceRecord, REASONS, type JsonObject, type JsonValue } from '#wire';
import { CAST } from '../../scripts/sample/cast.ts';
import { generateSample } from '../../scripts/sample/generate.ts';
import { summaryLines } from '../../scripts/sample/print-summary.ts';

const DAY = '2026-11-21';
const sample = generateSample({ records: 500, day: DAY });
const byId = new Map<string, JsonObject[]>();
for (const record of sample)
  byId.set(record.recordId as string, [...(byId.get(record.recordId as string) ?? []), record]);
const some = (test: (record: JsonObject) => boolean) => sample.filter(test).length;
const text = (value: JsonValue | undefined) => JSON.stringify(value ?? null);

describe('the sample', () => {
  it('has as many records as asked for, none twice, a shorter one at the head of a longer one', () => {
    expect(sample).toHaveLength(500);
    const keys = sample.map(({ recordId, revision }) => `${recordId as string} ${revision as number}`);
    expect(new Set(keys).size).toBe(500);
    for (const records of [0, 1, 30, 100])
      expect(generateSample({ records, day: DAY })).toEqual(sample.slice(0, records));
  });

  it('is the same for the same seed and day, and shares no record id with another', () => {
    expect(generateSample({ records: 500, day: DAY })).toEqual(sample);
    for (const other of [
      generateSample({ records: 500, day: '2026-11-22' }),
      generateSample({ records: 500, day: DAY, seed: 2 }),
    ]) {
      expect(other.filter(({ recordId }) => byId.has(recordId as string))).toEqual([]);
    }
  });

  it('is valid, every record', () => {
    const faulty = sample.flatMap((record) => {
      const parsed = parseServiceRecord(structuredClone(record));
      return 'faults' in parsed ? [[record.recordId, parsed.faults]] : [];
    });
    expect(faulty).toEqual([]);
  });

  it('comes from three dealers and fits in a line', () => {
    for (const dealer of ['D001', 'D002', 'D003'])
      expect(some((record) => record.dealerCode === dealer)).toBeGreaterThan(100);
    for (const record of sample) expect(JSON.stringify(record).length).toBeLessThan(16_384);
  });

  it('fills every path of the catalogue', () => {
    const seen = new Set<string>();
    const walk = (value: JsonValue, path: string): void => {
      if (Array.isArray(value)) for (const element of value) walk(element, `${path}[]`);
      else if (typeof value === 'object' && value !== null) {
        for (const [key, child] of Object.entries(value)) walk(child, path === '' ? key : `${path}.${key}`);
      } else seen.add(path);
    };
    for (const record of sample) walk(record, '');
    const missing = [...CATALOGUE.keys()].filter((path) => !seen.has(path));
    expect(missing).toEqual([]);
  });

  it('has corrections there and back, and a void', () => {
    const odometers = [...byId.values()].map((revisions) =>
      revisions.map(({ work }) => (work as JsonObject | undefined)?.odometerInKm),
    );
    expect(odometers).toContainEqual([52_000, 25_000, 52_000]);
    expect(
      [...byId.values()].some(([first, second]) => first?.status === 'closed' && second?.status === 'voided'),
    ).toBe(true);
  });

  it('shows advice of every state, channels of every kind, chassis numbers, position-10 zeros, leading zeros, plates and unknown keys', () => {
    for (const status of ['implemented', 'declined', 'deferred', 'open']) {
      expect(some(({ advice }) => text(advice).includes(`"status":"${status}"`))).toBeGreaterThan(0);
    }
    for (const channel of ['workshop', 'charging', 'telematics'])
      expect(some((record) => record.channel === channel)).toBeGreaterThan(0);
    expect(some(({ vehicle }) => /"vin":"[^"]{9}0/.test(text(vehicle)))).toBeGreaterThan(100);
    expect(some(({ vehicle }) => text(vehicle).includes('国[01]23456国'))).toBeGreaterThan(0);
    expect(some(({ work }) => /"labourCode":"0\d{6}"/.test(text(work)))).toBeGreaterThan(10);
    expect(some(({ work }) => /"partNumber":"0\d{10}"/.test(text(work)))).toBeGreaterThan(10);
    expect(some(({ vehicle }) => text(vehicle).includes('registrationPlate'))).toBeGreaterThan(400);
    expect(some((record) => 'お客様メモ' in record)).toBeGreaterThan(0);
    expect(some(({ activity }) => text(activity).includes('another-job'))).toBeGreaterThan(0);
  });

  it('writes the name and mobile of a customer into a text', () => {
    const [talkative] = sample.filter(({ recordId }) => (recordId as string).includes('talkative'));
    expect(text(talkative?.work)).toContain('真壁 航様');
    expect(text(talkative?.work)).toContain('090-0000-2002');
  });

  it('has only numbers and addresses that can be nobody’s', () => {
    for (const record of sample) {
      const { telephone = [], email = [] } = record.customer as { telephone?: string[]; email?: string[] };
      for (const number of telephone) expect(number).toMatch(/^0\d{1,3}-0000-\d{4}$/);
      for (const address of email) expect(address).toMatch(/@example\.jp$/);
    }
  });
});

describe('the cast', () => {
  interface Fact {
    fact: string;
    customer?: { dealerCode: string; customerId: string };
    vehicles?: { vehicle: string }[];
    vehicle?: string;
  }
  const file = readFileSync(join(import.meta.dirname, '../../scripts/sandbox/facts.yaml'), 'utf8');
  const facts = parse(file) as Fact[];

  it('is the one whose consents, stops and corrections stand in facts.yaml', () => {
    for (const { customer, vehicles = [] } of facts) {
      if (!customer) continue;
      const member = CAST.find(({ customerId }) => customerId === customer.customerId);
      expect(member).toMatchObject(customer);
      for (const { vehicle } of vehicles) expect(member?.vehicle).toBe(vehicle);
    }
  });

  it('drives the vehicles of the table at the head of facts.yaml', () => {
    const rows = [...file.matchAll(/^# {2}(D00\d) {3}\| (C-\d{4}) {3}\| (\S+) +\|/gm)];
    expect(rows.map(([, dealerCode, customerId, vehicle]) => ({ dealerCode, customerId, vehicle }))).toEqual(
      CAST.map(({ dealerCode, customerId, vehicle }) => ({ dealerCode, customerId, vehicle })),
    );
  });
});

describe('its summary', () => {
  const day = { day: DAY, sent: 3, accepted: 0, duplicates: 3, rejected: 0, faults: [], isWhole: true, streams: [] };

  it('has words for every reason', () => {
    const leaves = REASONS.map((reason) => ({ outcome: 'withhold' as const, reason, count: 1 }));
    const stream = { stream: 's', decisions: { released: 0, recalled: 0, withheld: 1 }, withoutPattern: 0, leaves };
    const lines = summaryLines({ ...day, streams: [stream] });
    for (const reason of REASONS) expect(lines).toContainEqual(expect.stringMatching(`\\w.* \\(${reason}\\)$`));
  });

  it('says when everything was a duplicate', () => {
    expect(summaryLines(day)).toContain('All of it was here already: sending it again added nothing.');
    expect(summaryLines({ ...day, accepted: 3, duplicates: 0 })).not.toContain(
      'All of it was here already: sending it again added nothing.',
    );
  });

  it('lists per stream what was released, redacted and withheld, most first', () => {
    const leaves = [
      { outcome: 'permit', reason: 'joint_use', count: 12_345 },
      { outcome: 'redact', reason: 'embedded_personal_data', count: 2 },
      { outcome: 'withhold', reason: 'unlisted', count: 3 },
      { outcome: 'withhold', reason: 'consent_absent', count: 40 },
    ] as const;
    const streams = [
      { stream: 'a.b', decisions: { released: 3, recalled: 1, withheld: 0 }, withoutPattern: 0, leaves },
    ];
    expect(summaryLines({ ...day, accepted: 3, duplicates: 0, faults: [['GW_TOO_DEEP', 1]], streams })).toEqual([
      '',
      'The sample day, 2026-11-21: 3 records sent; 3 accepted, 0 duplicate, 0 rejected.',
      '  rejected 1 ×  GW_TOO_DEEP',
      '',
      'In the ledger: records per stream, and their fields.',
      '',
      'a.b: 3 released, 1 recalled, 0 withheld whole',
      '  released     12,345  joint use (joint_use)',
      '  redacted          2  personal data in text (embedded_personal_data)',
      '  withheld         40  no consent (consent_absent)',
      '                    3  not listed (unlisted)',
    ]);
  });
});
