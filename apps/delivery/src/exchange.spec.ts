// What a request holds is given back however it ends, and an answer nobody takes is cut off.
import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { openExchange } from './exchange.js';

function responseOf() {
  const events = new EventEmitter() as EventEmitter & { destroyed: boolean; destroy: () => void };
  events.destroyed = false;
  events.destroy = () => {
    events.destroyed = true;
    events.emit('close');
  };
  return events as unknown as ServerResponse;
}

describe('an exchange', () => {
  it('gives back once what is held when it ends, and at once what comes later', () => {
    const response = responseOf();
    const exchange = openExchange(response);
    const given: string[] = [];
    exchange.onEnd(() => given.push('held'));
    expect([exchange.gone.aborted, given]).toEqual([false, []]);
    response.emit('close');
    expect([exchange.gone.aborted, given]).toEqual([true, ['held']]);
    exchange.onEnd(() => given.push('late'));
    expect(given).toEqual(['held', 'late']);
  });

  it('is over before it begins where the caller has gone already', () => {
    const response = responseOf();
    response.destroy();
    const exchange = openExchange(response);
    const given: string[] = [];
    exchange.onEnd(() => given.push('at once'));
    expect([exchange.gone.aborted, given]).toEqual([true, ['at once']]);
  });

  it('is cut when its answer is not taken in time, and not when it is', async () => {
    const [slow, quick] = [responseOf(), responseOf()];
    for (const response of [slow, quick]) openExchange(response, 20).sends();
    quick.emit('close');
    await sleep(40);
    expect([slow.destroyed, quick.destroyed]).toEqual([true, false]);
  });
});
