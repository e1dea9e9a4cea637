// Outlives the launcher for a moment: when its end of the pipe closes, ends what the launcher left behind, newest first.
import { createInterface } from 'node:readline';
import { endProcess } from './identity.ts';
import type { Ward } from './lock.ts';

let wards: readonly Ward[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
for await (const line of createInterface({ input: process.stdin })) wards = JSON.parse(line) as Ward[];
for (const ward of [...wards].reverse()) await endProcess(ward, ward.stopSignal, 5_000);
