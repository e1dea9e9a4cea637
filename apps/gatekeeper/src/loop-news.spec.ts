// While the loop holds, the log and the desk know for what and since which message; and each reason is said once.
import { describe, expect, it } from '@jest/globals';
import type { LoopState } from '#kafka';
import { createLogger } from '#process';
import { createLoopNews } from './loop-news.js';

const RUNNING: LoopState = { phase: 'running', partitions: [0, 1] };
const HOLDING: LoopState = { phase: 'holding', partitions: [0, 1] };
const LAWLESS = { code: 'GW_NO_POLICY_IN_FORCE', partition: 0, offset: 5n };
const POISON = { code: 'GW_NOT_JUDGED', partition: 1, offset: 41n };

function open() {
  const lines: object[] = [];
  const notices: object[] = [];
  const at = { state: RUNNING };
  const news = createLoopNews({
    slot: 'gatekeeper-0',
    logger: createLogger('gatekeeper', {
      destination: { write: (line) => void lines.push(JSON.parse(line) as object) },
    }),
    notify: (notice) => void notices.push(notice),
    state: () => at.state,
  });
  const enter = (state: LoopState) => news.entered((at.state = state));
  return { news, enter, lines, notices };
}

describe('the news of the loop', () => {
  it('say for what it holds, at which message', () => {
    const { news, enter, lines, notices } = open();
    news.held(POISON);
    expect(lines).toEqual([]);
    enter(HOLDING);
    const { code, partition } = POISON;
    expect(lines).toMatchObject([{ event: 'loop', state: 'holding', code, partition, offset: '41', count: 2 }]);
    expect(notices).toEqual([{ kind: 'loop', level: 'alert', state: 'holding', code }]);
  });

  it('say it once, and again where it goes on to hold for something else', () => {
    const { news, enter, notices } = open();
    news.held(LAWLESS);
    enter(HOLDING);
    for (let n = 0; n < 5; n += 1) news.held({ ...LAWLESS });
    expect(notices).toHaveLength(1);
    for (let n = 0; n < 5; n += 1) news.held({ ...POISON });
    expect(notices).toHaveLength(2);
    expect(notices[1]).toMatchObject({ code: POISON.code });
  });

  it('give a reason to holding alone, and none that is over', () => {
    const { news, enter, notices } = open();
    news.held(LAWLESS);
    enter(HOLDING);
    news.decided();
    enter(RUNNING);
    enter({ ...RUNNING, phase: 'recovering', code: 'GW_NO_POSITION' });
    enter(HOLDING);
    expect(notices.slice(1)).toEqual([
      { kind: 'loop', level: 'state', state: 'running' },
      { kind: 'loop', level: 'state', state: 'recovering', code: 'GW_NO_POSITION' },
      { kind: 'loop', level: 'alert', state: 'holding' },
    ]);
  });

  it('tell the log of every partition whose place is lost, and the desk once for each reason', () => {
    const { news, lines, notices } = open();
    news.displaced([
      { partition: 0, reason: 'expired', committed: 5n, from: 40n },
      { partition: 1, reason: 'cut', committed: 90n, from: 80n },
      { partition: 2, reason: 'expired', committed: 10n, from: 15n },
    ]);
    const line = { event: 'place-lost', slot: 'gatekeeper-0', topic: 'service-records' };
    expect(lines).toMatchObject([
      { ...line, partition: 0, reason: 'expired', offset: '40', count: 35 },
      { ...line, partition: 1, reason: 'cut', offset: '80', count: 10 },
      { ...line, partition: 2, reason: 'expired', offset: '15', count: 5 },
    ]);
    expect(notices).toEqual([
      { kind: 'place-lost.expired', level: 'alert', state: 'expired', count: 40 },
      { kind: 'place-lost.cut', level: 'alert', state: 'cut', count: 10 },
    ]);
    // The first is told again, since nothing was committed behind it; the second is another one.
    news.displaced([
      { partition: 0, reason: 'expired', committed: 5n, from: 41n },
      { partition: 3, reason: 'expired', committed: 0n, from: 7n },
    ]);
    expect(notices.slice(2)).toEqual([{ kind: 'place-lost.expired', level: 'alert', state: 'expired', count: 48 }]);
  });
});
