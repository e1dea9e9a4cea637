// What the what-if takes and what it refuses.
import { GatewayError } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { parseEvaluateRequest } from './evaluate-request.js';

const LEAST = { at: '2026-11-22T00:00:00Z', recipient: { id: 'dealer:D002' }, record: {} };

describe('the body of evaluate', () => {
  it.each<[string, object]>([
    ['the least', {}],
    ['no contract', { recipient: { id: 'x', contract: null } }],
    ['an open contract', { recipient: { id: 'x', contract: { from: '2020-01-01', to: null } } }],
    ['no purpose', { purpose: null }],
    ['an empty purpose', { purpose: '' }],
    ['an undeclared purpose', { purpose: 'anything at all' }],
    ['any record', { record: { unknown: { '"': 1 } } }],
    ['an empty state', { state: {} }],
    ['items', { items: ['vin'] }],
  ])('takes %s', (_name, more) => {
    expect(parseEvaluateRequest({ ...LEAST, ...more })).toEqual({ ...LEAST, ...more });
  });

  it.each<[string, object | null, string]>([
    ['no object', null, ''],
    ['no instant', { at: undefined }, '/at'],
    ['a day for an instant', { at: '2026-11-22' }, '/at'],
    ['an unknown key', { secret: 1 }, ''],
    ['an unknown key in the state', { state: { secret: true } }, '/state'],
    [
      'an unknown key in a consent',
      { state: { stops: [{ id: 's', kind: 'cessation', at: '2026-11-22T00:00:00Z', secret: 1 }] } },
      '/state/stops/0',
    ],
    ['a kill switch that is no flag', { state: { killed: 'no' } }, '/state/killed'],
    [
      'an unknown kind of stop',
      { state: { stops: [{ id: 's', kind: 'secret', at: '2026-11-22T00:00:00Z' }] } },
      '/state/stops/0/kind',
    ],
    ['no record', { record: undefined }, '/record'],
  ])('refuses %s', (_name, more, pointer) => {
    const body: unknown = more === null ? null : JSON.parse(JSON.stringify({ ...LEAST, ...more }));
    const refused = (() => {
      try {
        return parseEvaluateRequest(body);
      } catch (error) {
        return error;
      }
    })();
    expect(refused).toMatchObject({ code: 'GW_INVALID_REQUEST', errors: [{ pointer }] });
    expect(refused).toBeInstanceOf(GatewayError);
    expect(JSON.stringify((refused as GatewayError).errors)).not.toContain('secret');
  });
});
