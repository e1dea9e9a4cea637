// What can be judged at all, and the reason for what cannot.
import { describe, expect, it } from '@jest/globals';
import { readRecord } from './read-record.js';

const RECORD = { recordId: 'R-1', revision: 1, status: 'closed', dealerCode: 'D001' };
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('read record', () => {
  it.each<[string, Buffer | null | undefined]>([
    ['no value', null],
    ['an empty value', Buffer.alloc(0)],
    ['text', bytes('hello')],
    ['a cut object', bytes('{"recordId":"R-1"')],
    ['bytes that are not UTF-8', Buffer.from([0x22, 0xff, 0xfe, 0x22])],
  ])('%s is not-json', (_, value) => expect(readRecord(value)).toBe('not-json'));

  it.each<[string, unknown]>([
    ['null', null],
    ['a list', [RECORD]],
    ['a number', 7],
    ['no recordId', { ...RECORD, recordId: undefined }],
    ['an empty recordId', { ...RECORD, recordId: '' }],
    ['a numeric recordId', { ...RECORD, recordId: 7 }],
    ['revision 0', { ...RECORD, revision: 0 }],
    ['revision 1.5', { ...RECORD, revision: 1.5 }],
    ['revision "1"', { ...RECORD, revision: '1' }],
    ['another status', { ...RECORD, status: 'open' }],
    ['no status', { ...RECORD, status: undefined }],
    ['an odd dealer', { ...RECORD, dealerCode: 'D 1' }],
    ['the reserved dealer', { ...RECORD, dealerCode: 'network' }],
    ['an object as dealer', { ...RECORD, dealerCode: {} }],
  ])('%s is not-a-record', (_, value) => expect(readRecord(bytes(JSON.stringify(value)))).toBe('not-a-record'));

  it('reads the envelope and keeps the record whole', () => {
    const record = { ...RECORD, work: { odometerInKm: 12 }, 'odd key': [{}] };
    expect(readRecord(bytes(record))).toEqual({ ...RECORD, record });
  });
});
