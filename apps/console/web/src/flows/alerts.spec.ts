// What is shown of the apps' notices: alerts alone, those that are over for a week, those that stand as long as they stand.
import type { KeptNotice } from '#wire';
import { describe, expect, it } from '@jest/globals';
import { en } from '../words/en.js';
import { ja } from '../words/ja.js';
import { alertsOf, alertText } from './alerts.js';

const NOW = Date.parse('2026-11-22T03:00:00Z');
const notice = (kind: string, daysAgo: number, more: KeptNotice['notice'] = {}): KeptNotice => ({
  ...{ app: 'gatekeeper', kind, notice: { level: 'alert', ...more } },
  receivedAt: new Date(NOW - daysAgo * 86_400_000).toISOString(),
});
const shown = (...notices: KeptNotice[]) => alertsOf(notices, NOW).map(({ kind }) => kind);

describe('alerts', () => {
  it('are no states, and the newest comes first', () => {
    const holds = notice('certificate.gatekeeper-0', 0, { level: 'state', state: 'holds' });
    expect(shown(notice('dead-letters.gatekeeper-0', 2), holds, notice('faulty-facts.gatekeeper-0', 1))).toEqual([
      'faulty-facts.gatekeeper-0',
      'dead-letters.gatekeeper-0',
    ]);
  });

  it('are news for a week, and stand where something is held back', () => {
    const old = ['prohibited-content.D001', 'loop.gatekeeper-0', 'certificate.gatekeeper-0'];
    expect(shown(...old.map((kind, n) => notice(kind, 8 + n)))).toEqual(old.slice(1));
    expect(shown(notice('prohibited-content.D001', 6.9))).toEqual(['prohibited-content.D001']);
  });

  it.each([en, ja])('are said in words, also of a kind nobody knows and of one that tells nothing', (words) => {
    const said = (kind: string, told: KeptNotice['notice'] = {}) => alertText(notice(kind, 0, told), words);
    expect(said('prohibited-content.D001', { dealer: 'D001' })).toContain('D001');
    expect(said('loop.gatekeeper-1', { slot: 'gatekeeper-1', code: 'GW_NO_LEADER' })).toMatch(
      /^gatekeeper-1.*GW_NO_LEADER/,
    );
    expect(said('faulty-facts.gatekeeper-0', { count: 3 })).toContain('3');
    const lost = said('place-lost.expired.gatekeeper-0', { slot: 'gatekeeper-0', state: 'expired', count: 12 });
    expect(lost).toMatch(/^gatekeeper-0.*12/);
    expect(said('place-lost.cut.gatekeeper-0', { slot: 'gatekeeper-0', state: 'cut', count: 9 })).toMatch(
      /service-records.*gatekeeper-0/,
    );
    expect(said('something-new', { state: 'odd' })).toBe('gatekeeper: odd');
    expect(said('toString')).toBe('gatekeeper: ?');
  });
});
