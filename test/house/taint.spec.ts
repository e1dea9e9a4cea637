import { describe, expect, it } from '@jest/globals';
import { CATALOGUE, type JsonObject } from '#wire';
import { taint } from './taint.ts';

const RECORD: JsonObject = {
  recordId: 'RO-1',
  revision: 1,
  status: 'closed',
  dealerCode: 'D001',
  occurredAt: '2026-11-20T09:00:00+09:00',
  channel: 'workshop',
  noticeId: 'notice-1',
  vehicle: { vin: 'WBA5R12090FH01001', model: '320i' },
  customer: { id: 'C-1001', name: '山田', telephone: ['090-0000-0000'], email: ['a@example.jp'] },
  work: {
    completedOn: '2026-11-20',
    odometerInKm: 41200,
    jobs: [{ jobId: '1', lines: [{ labourCode: '0012345', partNumber: '01234567890', description: 'oil' }] }],
  },
  activity: { log: [{ jobId: '1', at: '2026-11-20T09:00:00+09:00', text: 'fault' }] },
};

describe('a tainted record', () => {
  const { record, tokens } = taint(RECORD);
  const written = JSON.stringify(record);

  it('holds every token, each once', () => {
    for (const { text } of tokens) {
      expect(written.toUpperCase().split(text)).toHaveLength(2);
    }
  });

  it('plants in every open leaf and an unknown key beside the known ones', () => {
    const paths = new Set(tokens.map(({ path, kind }) => (kind === 'key' ? 'key' : path)));
    for (const path of [
      'recordId',
      'vehicle.vin',
      'vehicle.model',
      'customer.name',
      'customer.telephone[]',
      'customer.email[]',
      'work.odometerInKm',
      'work.jobs[].lines[].labourCode',
      'work.jobs[].lines[].partNumber',
      'work.jobs[].lines[].description',
      'activity.log[].text',
      'key',
    ]) {
      expect(paths).toContain(path);
    }
    expect(tokens.filter(({ kind }) => kind === 'key')).toHaveLength(8);
  });

  it('keeps what the record is known by', () => {
    const { revision, status, dealerCode, occurredAt, channel, noticeId } = record;
    const kept = { revision, status, dealerCode, occurredAt, channel, noticeId };
    expect(RECORD).toMatchObject(kept);
    expect((record['customer'] as JsonObject)['id']).toBe('C-1001');
  });

  it('still fits the schema', () => {
    const vehicle = record['vehicle'] as JsonObject;
    expect(CATALOGUE.get('vehicle.vin')?.accepts(vehicle['vin'] as string)).toBe(true);
  });
});
