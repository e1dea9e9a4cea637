import { describe, expect, it } from '@jest/globals';
import { type JsonObject, REDACTION } from '#wire';
import { type FindProhibited, screenRecord } from './screen-record.js';

/** Twelve digits in a row are bare; grouped by hyphens, or after the word `secret`, labelled. */
const find: FindProhibited = (text) =>
  [...text.matchAll(/(secret\W*)?(\d{4}-\d{4}-\d{4}|(?<!\d)\d{12}(?!\d))/gi)].map((found) => ({
    start: found.index + (found[1]?.length ?? 0),
    end: found.index + found[0].length,
    labelled: found[1] !== undefined || found[0].includes('-'),
  }));

const BARE = '123456789018';
const GROUPED = '1234-5678-9018';

const record = (more: object): JsonObject => ({ recordId: 'R-1', occurredAt: '2026-11-20T10:00:00Z', ...more });
const screened = (more: object) => screenRecord(record(more), find);

describe('screenRecord', () => {
  it('leaves a record without finds as it is', () => {
    expect(screened({ remarks: 'x', a: [{ b: 1 }] })).toEqual({
      record: record({ remarks: 'x', a: [{ b: 1 }] }),
      redacted: [],
    });
  });

  it.each([
    ['a known text', { remarks: `no ${GROUPED}` }, '/remarks', 'remarks'],
    [
      'a text with a label',
      { customer: { occupation: `secret: ${BARE}` } },
      '/customer/occupation',
      'customer.occupation',
    ],
    ['a list', { advice: [{}, { text: GROUPED }] }, '/advice/1/text', 'advice[].text'],
    ['an unknown key', { taro: { jiro: [GROUPED] } }, '/?/?/0', '?'],
    ['an unknown key in a known place', { work: { taro: GROUPED } }, '/work/?', '?'],
    ['an unknown key that is the label', { secret: BARE }, '/?', '?'],
    ['a number under a label', { secret: Number(BARE) }, '/?', '?'],
    ['the name of a key', { [GROUPED]: 1 }, '/?', '?'],
    [
      'what a vehicle is known by',
      { vehicle: { chassisNumber: GROUPED } },
      '/vehicle/chassisNumber',
      'vehicle.chassisNumber',
    ],
    ['an identifier', { recordId: GROUPED }, '/recordId', 'recordId'],
  ])('refuses %s and says where, not what', (_what, more, pointer, path) => {
    expect(screened(more)).toEqual({ faults: [{ pointer, path, detail: expect.any(String) }] });
    expect(JSON.stringify(screened(more))).not.toMatch(/9018|taro|jiro|secret/);
  });

  it.each([
    ['a known text', { remarks: `a ${BARE} b ${BARE}` }, { remarks: `a ${REDACTION} b ${REDACTION}` }, 'remarks'],
    ['an unknown key', { x: { y: [BARE] } }, { x: { y: [REDACTION] } }, '?'],
    ['a number nobody knows', { x: Number(BARE) }, { x: REDACTION }, '?'],
    ['an unlisted number', { remarks: Number(BARE) }, { remarks: REDACTION }, 'remarks'],
  ])('cuts a bare number out of %s', (_what, more, expected, path) => {
    expect(screened(more)).toEqual({ record: record(expected), redacted: [path] });
  });

  it.each([
    ['the record is known by', { recordId: BARE }],
    ['a person is known by', { customer: { id: BARE } }],
    ['a vehicle is known by', { vehicle: { chassisNumber: BARE } }],
    ['a listed field counts', { transaction: { invoiceTotal: Number(BARE) } }],
    ['a date locks', { occurredAt: '2026-11-20T10:00:00.123456789018Z' }],
  ])('keeps a bare number that %s', (_what, more) => {
    expect(screened(more)).toEqual({ record: record(more), redacted: [] });
  });

  it('reads a long key once, not again with each text under it', () => {
    let units = 0;
    const counting: FindProhibited = (text) => {
      units += text.length;
      return find(text);
    };
    const long = `${'k'.repeat(50_000)} secret`;
    const given = record({ [long]: Array.from({ length: 1_000 }, () => 'x') });
    expect(screenRecord(given, counting)).not.toHaveProperty('faults');
    expect(units).toBeLessThan(3 * JSON.stringify(given).length + 200_000);
    expect(screened({ [long]: [BARE] })).toMatchObject({ faults: [{ path: '?' }] });
  });

  it('does not touch the record it was given', () => {
    const given = record({ remarks: BARE });
    screenRecord(given, find);
    expect(given).toEqual(record({ remarks: BARE }));
  });

  it('keeps `__proto__` a key', () => {
    const given = JSON.parse(`{"recordId":"x","__proto__":{"a":"${BARE}"}}`) as JsonObject;
    expect(JSON.stringify(screenRecord(given, find))).toBe(
      `{"record":{"recordId":"x","__proto__":{"a":"${REDACTION}"}},"redacted":["?"]}`,
    );
  });
});
