// A thread of `npm run verify:policy`: takes portions, gives their results.
import { parentPort } from 'node:worker_threads';
import { openDifferential, type Portion } from './differential.ts';

const run = openDifferential();
parentPort?.on('message', (portion: Portion) => parentPort?.postMessage(run(portion)));
