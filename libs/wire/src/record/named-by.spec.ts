// Whom and which vehicle a record names.
import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../json.js';
import { customerIdOf, vehicleNumbersOf } from './named-by.js';

describe('a record', () => {
  it.each<[JsonObject, string[]]>([
    [{ vehicle: { vin: 'V', chassisNumber: 'C' } }, ['V', 'C']],
    [{ vehicle: { chassisNumber: 'C' } }, ['C']],
    [{ vehicle: { vin: 'V', chassisNumber: 'V' } }, ['V']],
    [{ vehicle: { vin: '', chassisNumber: 7 } }, []],
    [{ vehicle: ['V'] }, []],
    [{}, []],
  ])('%j is of the vehicle %j', (record, numbers) => {
    expect(vehicleNumbersOf(record)).toEqual(numbers);
  });

  it.each<[JsonObject, string | null]>([
    [{ customer: { id: 'C-1' } }, 'C-1'],
    [{ customer: { id: '' } }, null],
    [{ customer: { id: 1 } }, null],
    [{ customer: null }, null],
    [JSON.parse('{"customer":{"__proto__":{"id":"x"}}}') as JsonObject, null],
  ])('%j is of the customer %j', (record, id) => {
    expect(customerIdOf(record)).toBe(id);
  });
});
