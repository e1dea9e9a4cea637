// What judging threw is told once, with its cause and its place, and never with its text.
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '#process';
import { PROBLEMS } from '#wire';
import { createFaultLog } from './fault-log.js';

const MINUTE_MS = 60_000;
const CODES = Object.keys(PROBLEMS);

function open() {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const clock = { now: 1_000 };
  const onFault = createFaultLog(createLogger('gatekeeper', { destination: { write } }), () => clock.now);
  return { onFault, lines, clock };
}

const thrownBy = (throws: (text: string) => unknown, text = 'taint'): unknown => {
  try {
    return throws(text);
  } catch (error) {
    return error;
  }
};
const elsewhere = (text: string): never => {
  throw new TypeError(text);
};

describe('the log of faults', () => {
  it('names the error, where it was thrown and at which message, and nothing of its text', () => {
    const { onFault, lines } = open();
    onFault(thrownBy(elsewhere), 2, 41n);
    expect(lines).toMatchObject([{ event: 'not-judged', partition: 2, offset: '41', err: { name: 'TypeError' } }]);
    expect(lines[0]).toHaveProperty('err.stack.0', expect.stringContaining('fault-log.spec'));
    expect(JSON.stringify(lines)).not.toContain('taint');
  });

  it('tells one fault once a minute, whatever its text, and another one beside it', () => {
    const { onFault, lines, clock } = open();
    for (let n = 0; n < 1_000; n += 1) onFault(thrownBy(elsewhere, `taint-${n}`), 0, BigInt(n));
    onFault(new Error('taint'), 0, 7n);
    expect(lines.map(({ offset }) => offset)).toEqual(['0', '7']);
    clock.now += MINUTE_MS;
    onFault(thrownBy(elsewhere), 0, 2_000n);
    expect(lines.at(-1)).toMatchObject({ offset: '2000' });
  });

  it('fills no log with faults of ever new kinds', () => {
    const { onFault, lines, clock } = open();
    const flood = () => {
      // A code that is known is one more kind.
      for (const code of CODES) onFault(Object.assign(new Error('taint'), { code }), 0, 0n);
    };
    flood();
    expect(lines).toHaveLength(20);
    clock.now += MINUTE_MS;
    flood();
    expect(lines).toHaveLength(40);
  });
});
