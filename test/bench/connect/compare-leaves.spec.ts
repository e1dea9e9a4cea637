// The count of what a chain of transforms leaks is a count of leaves, each for the reason it should have stayed.
import { describe, expect, it } from '@jest/globals';
import type { Verdict } from '#policy';
import { CATALOGUE, type JsonObject } from '#wire';
import { newLaw } from '../engine/work.ts';
import { chainOf, fieldOf, fieldsOf } from './chain.ts';
import { compareLeaves, sumOf } from './compare-leaves.ts';

const verdict = (path: string, changes: Partial<Verdict> = {}): Verdict => ({
  ...{ path, item: 'work', outcome: 'permit', reason: 'joint_use', clause: '4', count: 1 },
  ...changes,
});

describe('compareLeaves', () => {
  it('tells a missing consent, a neighbour in a list and a text from each other', () => {
    const flat: JsonObject = {
      recordId: '',
      'customer.name': 'N',
      'customer.telephone': ['T', 'U'],
      remarks: 'R',
      'work.jobs': [{ lines: [{ cost: 1, description: 'D' }, { description: 'E' }] }],
    };
    const verdicts = [
      verdict('customer.name', { outcome: 'withhold', reason: 'consent_absent' }),
      verdict('customer.telephone[]', { outcome: 'withhold', reason: 'consent_oral', count: 2 }),
      verdict('remarks', { outcome: 'withhold', reason: 'unlisted' }),
      verdict('vehicle.vin'),
      verdict('vehicle.model', { outcome: 'withhold', reason: 'unlisted' }),
      verdict('work.jobs[].lines[].cost', { outcome: 'withhold', reason: 'unlisted' }),
      verdict('work.jobs[].lines[].description'),
      verdict('work.jobs[].lines[].description', { outcome: 'redact', reason: 'embedded_personal_data' }),
    ];
    const difference = compareLeaves(flat, verdicts);
    expect(difference).toEqual({ withoutConsent: 3, inLists: 1, freeText: 1, other: 1, lost: 1 });
    expect(sumOf([difference, difference])).toMatchObject({ leaked: 12, withoutConsent: 6, lost: 2 });
  });

  it('finds nothing where what passed is what may', () => {
    const nothing = { withoutConsent: 0, inLists: 0, freeText: 0, other: 0, lost: 0 };
    expect(compareLeaves({ 'vehicle.vin': 'V' }, [verdict('vehicle.vin')])).toEqual(nothing);
  });

  it('does not guess which leaves of a path passed', () => {
    expect(() => compareLeaves({ 'customer.email': ['E'] }, [verdict('customer.email[]', { count: 2 })])).toThrow(
      'passed in part',
    );
  });
});

describe('a chain', () => {
  const { judged } = newLaw();
  const finance = { role: 'finance', purpose: 'joint.valuation' } as const;

  it('sees a list as one field', () => {
    expect(fieldOf('work.jobs[].lines[].cost')).toBe('work.jobs');
    expect(fieldOf('vehicle.vin')).toBe('vehicle.vin');
  });

  it('either lets a field through for everybody or for nobody', () => {
    const lenient = fieldsOf(CATALOGUE, judged, finance, 'lenient');
    const strict = fieldsOf(CATALOGUE, judged, finance, 'strict');
    expect(lenient).toEqual(expect.arrayContaining(['customer.name', 'work.jobs', 'vehicle.vin', 'occurredAt']));
    for (const never of ['recordId', 'channel', 'noticeId', 'repairOrderNumber', 'remarks', 'activity.location'])
      expect(lenient).not.toContain(never);
    expect(strict).toEqual(expect.arrayContaining(['vehicle.vin', 'work.completedOn', 'occurredAt']));
    for (const unsure of ['customer.name', 'work.jobs', 'advice']) expect(strict).not.toContain(unsure);
    expect(lenient).toEqual(expect.arrayContaining([...strict]));
  });

  it('is written as Connect reads it', () => {
    expect(chainOf(['a', 'b.c'])).toMatchObject({
      transforms: 'flatten,keep,mask',
      'transforms.keep.include': 'recordId,a,b.c',
    });
  });
});
