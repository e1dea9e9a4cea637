// Memory under a steady flow: each app's resident set over half an hour, and the line through it.
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { sendBatch } from '../../../scripts/sample/send.ts';
import type { JsonObject } from '#wire';
import { fetchToken } from '../../house/tokens.ts';
import { spreadOf, type Figure } from '../pairs.ts';
import type { Part } from '../part.ts';
import { DEALER, recordSupply } from '../record-supply.ts';
import { slopeOf, type Point } from './slope.ts';

const APPS = ['issuer', 'console', 'intake', 'gatekeeper', 'delivery', 'ledger'] as const;
const MINUTES = 30;
/** Shows that it runs; a slope of it says nothing. */
const QUICK_MINUTES = 0.25;
const RECORDS_A_SECOND = 100;
/** Left out of the line: code is compiled and buffers grow. */
const SETTLING = 0.2;

export const part: Part = {
  takes: { quick: 16, full: MINUTES * 60 },
  async measure({ quick, signal, onProgress, ...options }) {
    const house = await options.house.withApps(APPS);
    const minutes = quick ? QUICK_MINUTES : MINUTES;
    const next = recordSupply();
    const startedAt = performance.now();
    const minutesPassed = () => (performance.now() - startedAt) / 60_000;
    const samples = new Map<string, Point[]>(APPS.map((app) => [app, []]));
    let told = 0;
    while (minutesPassed() < minutes) {
      signal.throwIfAborted();
      const roundAt = performance.now();
      const token = await fetchToken(house, `dealer-${DEALER}`);
      const records = next(RECORDS_A_SECOND * 5).map((text) => JSON.parse(text) as JsonObject);
      for await (const { status } of sendBatch(house.urls.intake, token, records))
        if (status !== 'accepted') throw new Error(`a record was answered with \`${status}\``);
      await sleep(Math.max(0, 5_000 - (performance.now() - roundAt)));
      for (const [app, seen] of samples) seen.push([minutesPassed(), residentMebibytes(house.process(app).pid())]);
      if (minutesPassed() - told >= 1) {
        told = minutesPassed();
        onProgress(`${told.toFixed(0)} of ${minutes} minutes; ${lastOf(samples)}`);
      }
    }
    const figures: Record<string, Figure> = {};
    for (const [app, seen] of samples) {
      const settled = seen.slice(Math.floor(seen.length * SETTLING));
      figures[`soak.${app}.resident`] = {
        ...spreadOf(settled.map(([, mebibytes]) => mebibytes)),
        pairs: 1,
        unit: 'MiB',
      };
      const slope = slopeOf(settled) * 60;
      figures[`soak.${app}.slope`] = { ...spreadOf([slope]), unit: 'MiB/h' };
    }
    return { ratios: {}, figures };
  },
};

const lastOf = (samples: ReadonlyMap<string, readonly Point[]>): string =>
  [...samples].map(([app, seen]) => `${app} ${seen.at(-1)![1].toFixed(0)}`).join(', ');

/** Linux alone tells it this way. */
function residentMebibytes(pid: number): number {
  const [, kibibytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kibibytes) / 1024;
}
