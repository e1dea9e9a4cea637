import { describe, expect, it } from '@jest/globals';
import { LIMITS } from '#wire';
import { readRecord, RefusedRecord } from './read-record.js';
import type { FindProhibited } from './screen-record.js';

const RECORD = {
  recordId: 'R-1',
  revision: 2,
  status: 'closed',
  dealerCode: 'D001',
  occurredAt: '2026-11-20T10:00:00+09:00',
  channel: 'workshop',
  noticeId: 'N',
};
const nothing: FindProhibited = () => [];
const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

function refusal(bytes: Buffer, find = nothing): RefusedRecord {
  try {
    readRecord(bytes, 'D001', find);
  } catch (error) {
    if (error instanceof RefusedRecord) return error;
    throw error;
  }
  throw new Error('was accepted');
}

describe('readRecord', () => {
  it('gives what is stored: folded, and equal text for equal content', () => {
    const one = readRecord(bytesOf({ ...RECORD, vehicle: { vin: 'wba71dc020ch14720' } }), 'D001', nothing);
    const two = readRecord(bytesOf({ vehicle: { vin: 'ＷＢＡ71DC020CH14720' }, ...RECORD }), 'D001', nothing);
    expect(one).toMatchObject({ recordId: 'R-1', revision: 2, flags: ['vehicle.vin:checkdigit'] });
    expect(two.value).toBe(one.value);
    expect(JSON.parse(one.value)).toEqual({ ...RECORD, vehicle: { vin: 'WBA71DC020CH14720' } });
  });

  it('keeps of the record its text alone: one that waits with its objects would take ten times as much', () => {
    const kept = Object.keys(readRecord(bytesOf(RECORD), 'D001', nothing));
    expect(kept.sort()).toEqual(['flags', 'recordId', 'revision', 'value']);
  });

  it('drops a byte order mark before the record', () => {
    const marked = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytesOf(RECORD)]);
    expect(readRecord(marked, 'D001', nothing)).toEqual(readRecord(bytesOf(RECORD), 'D001', nothing));
  });

  it('names the record in a refusal once it has the shape of one', () => {
    expect(refusal(Buffer.from('{"recordId":"R-1"}'))).toMatchObject({
      code: 'GW_INVALID_RECORD',
      recordId: undefined,
    });
    expect(refusal(bytesOf({ ...RECORD, dealerCode: 'D002' }))).toMatchObject({
      code: 'GW_WRONG_DEALER',
      errors: [{ pointer: '/dealerCode', path: 'dealerCode', detail: 'must be `D001`, the dealer of the token' }],
    });
    const find: FindProhibited = (text) => (text === 'N' ? [{ start: 0, end: 1, labelled: true }] : []);
    expect(refusal(bytesOf(RECORD), find)).toMatchObject({ code: 'GW_PROHIBITED_CONTENT', recordId: 'R-1' });
  });

  it('does not repeat a record id that is itself prohibited', () => {
    const find: FindProhibited = (text) => (text === 'R-1' ? [{ start: 0, end: 3, labelled: true }] : []);
    expect(refusal(bytesOf(RECORD), find)).toMatchObject({ code: 'GW_PROHIBITED_CONTENT', recordId: undefined });
  });

  it('flags what was cut out', () => {
    const find: FindProhibited = (text) => (text === 'bare' ? [{ start: 0, end: 4, labelled: false }] : []);
    const read = readRecord(bytesOf({ ...RECORD, remarks: 'bare', x: 'bare' }), 'D001', find);
    expect(read.flags).toEqual(['?:redacted', 'remarks:redacted']);
    expect(read.value).not.toMatch('bare');
  });

  it('refuses bytes that are no UTF-8, and what is too long read or written', () => {
    expect(refusal(Buffer.from([0x22, 0xc3, 0x28, 0x22])).code).toBe('GW_INVALID_JSON');
    expect(refusal(Buffer.alloc(LIMITS.recordBytes + 1, ' ')).code).toBe('GW_TOO_LONG');
    const short = JSON.stringify({ ...RECORD, x: 0 }).replace('"x":0', `"x":[${Array(50_000).fill('1E20').join()}]`);
    expect(short.length).toBeLessThan(LIMITS.recordBytes);
    expect(refusal(Buffer.from(short)).code).toBe('GW_TOO_LONG');
  });
});
