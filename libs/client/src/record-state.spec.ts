// What the client makes of events, and what of it outlives the process.
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { eventOf } from '../test/serve.js';
import { createRecordState, type RecordState, type SavedRecordState } from './index.js';

const startedAgain = (state: RecordState) => createRecordState(JSON.parse(JSON.stringify(state)) as SavedRecordState);

describe('the state', () => {
  const event = fc.record({ revision: fc.integer({ min: 1, max: 4 }), isRecall: fc.boolean() });

  it('keeps the highest revision, and a recall at an equal one, in whatever order and however often they come', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 8 }), (events) => {
        const state = createRecordState();
        for (const { revision, isRecall } of events) state.apply(eventOf('a', revision, isRecall));
        const highest = Math.max(...events.map(({ revision }) => revision));
        const isRecalled = events.some(({ revision, isRecall }) => isRecall && revision === highest);
        expect(state.get('a')?.revision).toBe(isRecalled ? undefined : highest);
        expect(state.records().size).toBe(isRecalled ? 0 : 1);
      }),
    );
  });

  it('says what changed it', () => {
    const state = createRecordState();
    const said = [eventOf('a', 1), eventOf('a', 1), eventOf('a', 2, true), eventOf('a', 2), eventOf('a', 3)].map(
      (one) => state.apply(one),
    );
    expect(said).toEqual([true, false, true, false, true]);
  });
});

describe('the state that was saved', () => {
  it('takes nothing late for news: neither over a higher revision nor over a recall', () => {
    const before = createRecordState();
    for (const one of [eventOf('a', 3), eventOf('b', 2), eventOf('b', 3, true)]) before.apply(one);
    const after = startedAgain(before);
    const late = [eventOf('a', 1), eventOf('a', 2, true), eventOf('b', 1), eventOf('b', 3)];
    expect(late.map((one) => after.apply(one))).toEqual([false, false, false, false]);
    expect([...after.records()]).toEqual([['a', eventOf('a', 3).data]]);
    expect([eventOf('a', 3, true), eventOf('b', 4)].map((one) => after.apply(one))).toEqual([true, true]);
    expect([...after.records().keys()]).toEqual(['b']);
  });

  it('keeps of what was recalled the id and the revision alone, and nothing of it once it stands again', () => {
    const state = createRecordState();
    const events = [eventOf('a', 1, true), eventOf('a', 2), eventOf('b', 1), eventOf('b', 2, true)];
    for (const one of events) state.apply(one);
    expect(state.toJSON()).toEqual({
      records: [eventOf('a', 2).data],
      recalled: [{ recordId: 'b', revision: 2 }],
    });
  });

  it('goes on as one that was never saved, wherever the cut is', () => {
    const ofTwo = fc.record({ recordId: fc.constantFrom('a', 'b'), revision: fc.nat(3), isRecall: fc.boolean() });
    fc.assert(
      fc.property(fc.array(ofTwo, { maxLength: 10 }), fc.nat(10), (events, cut) => {
        const whole = createRecordState();
        let parted = createRecordState();
        for (const [index, { recordId, revision, isRecall }] of events.entries()) {
          if (index === cut) parted = startedAgain(parted);
          const one = eventOf(recordId, revision, isRecall);
          expect(parted.apply(one)).toBe(whole.apply(one));
        }
        expect(new Map(parted.records())).toEqual(new Map(whole.records()));
      }),
    );
  });
});
