// A fault of the database names its SQLSTATE and nothing else.
import { inspect } from 'node:util';
import { GatewayError } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { QueryFailedError } from 'typeorm';
import { DatabaseFault, databaseFaultOf, isUniqueViolation, withoutValues } from './database-fault.js';

const driverError = (code?: string) =>
  Object.assign(new Error('duplicate key: Key (name)=(山田太郎) exists'), { code, detail: 'Key (name)=(山田太郎)' });

describe('databaseFaultOf', () => {
  it.each([
    ['a unique violation', driverError('23505'), 'GW_INTERNAL', '23505'],
    ['an invalid value', new QueryFailedError('INSERT', ['山田太郎'], driverError('22P02')), 'GW_INTERNAL', '22P02'],
    ['a statement ended by time-out', driverError('57014'), 'GW_UNAVAILABLE', '57014'],
    ['a shutdown', driverError('57P01'), 'GW_UNAVAILABLE', '57P01'],
    ['a deadlock', driverError('40P01'), 'GW_UNAVAILABLE', '40P01'],
    ['a refused connection', driverError('ECONNREFUSED'), 'GW_UNAVAILABLE', null],
    ['a broken pipe, five letters like a SQLSTATE', driverError('EPIPE'), 'GW_UNAVAILABLE', null],
    ['a lost connection', new Error('Connection terminated 山田太郎'), 'GW_UNAVAILABLE', null],
    ['something thrown that is no error', '山田太郎', 'GW_UNAVAILABLE', null],
  ])('%s', (_name, error, code, sqlState) => {
    const fault = databaseFaultOf(error);
    expect(fault).toBeInstanceOf(DatabaseFault);
    expect(fault).toMatchObject({ code, sqlState });
    expect(inspect(fault, { depth: 9, showHidden: true })).not.toContain('山田');
    expect(JSON.stringify(fault)).not.toContain('山田');
  });

  it('a mistake of the program is no outage', () => {
    const fault = databaseFaultOf(new TypeError('cannot read 山田太郎'));
    expect(fault.code).toBe('GW_INTERNAL');
    expect(inspect(fault)).not.toContain('山田');
  });

  it('leaves a gateway error as it is', async () => {
    const error = new GatewayError('GW_NOT_FOUND');
    await expect(withoutValues(() => Promise.reject(error))).rejects.toBe(error);
  });
});

it('isUniqueViolation tells 23505 from the rest', () => {
  expect(isUniqueViolation(databaseFaultOf(driverError('23505')))).toBe(true);
  expect(isUniqueViolation(databaseFaultOf(driverError('23503')))).toBe(false);
  expect(isUniqueViolation(driverError('23505'))).toBe(false);
});
