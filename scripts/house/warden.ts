// Outlives the launcher for a moment: when its end of the pipe closes, ends what the launcher left behind.
import { createInterface } from 'node:readline';
import { endWards, type Ward } from './end-wards.ts';

let wards: readonly Ward[] = [];
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
for await (const line of createInterface({ input: process.stdin })) wards = JSON.parse(line) as Ward[];
await endWards(wards);
