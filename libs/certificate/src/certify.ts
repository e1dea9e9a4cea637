// Makes the findings of a version: recipients shared out among threads, so that whoever asks goes on with their work.
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { catalogueHash, policyHash, policyIdOf } from '#evidence';
import type { CertificateFindings, JsonObject } from '#wire';
import { AXES } from './cases.js';
import { SHARES, together, type Enumerated } from './enumerate.js';

export interface CertifyOptions {
  readonly engineHash: string;
  /** Ends the threads; the promise then rejects with its reason. */
  readonly signal?: AbortSignal;
  /** Told after each recipient: how many are done, of how many. */
  readonly onProgress?: (done: number, of: number) => void;
}

const MOST_THREADS = 2;
/** Beside this file wherever it is run from: in `dist` as compiled, in `dist/bundle` as bundled. */
const WORKER = new URL('./enumerate.worker.js', import.meta.url);

/**
 * Enumerates a version on at most two threads, some twenty seconds of two cores. Equal for equal documents and engines,
 * however many threads there were. Rejects where the document does not compile or the engine throws.
 */
export async function certify(
  document: JsonObject,
  { engineHash, signal, onProgress }: CertifyOptions,
): Promise<CertificateFindings> {
  const parts: Enumerated[] = [];
  const places = SHARES.map((_, place) => place);
  let done = 0;
  const threads = Math.min(MOST_THREADS, availableParallelism());
  const ended = new AbortController();
  const ending = signal === undefined ? ended.signal : AbortSignal.any([signal, ended.signal]);
  const work = Array.from({ length: threads }, () =>
    runThread(document, ending, places, (place, part) => {
      parts[place] = part;
      done += 1;
      onProgress?.(done, SHARES.length);
    }),
  );
  try {
    await Promise.all(work);
  } finally {
    ended.abort();
  }
  const { counts, violations } = together(parts);
  return {
    ...{ form: 1, policy: policyIdOf(document), policyHash: policyHash(document), catalogueHash: catalogueHash() },
    ...{ engineHash, axes: AXES, counts, violations },
  };
}

/** One thread, which takes places until there are none. */
function runThread(
  document: JsonObject,
  signal: AbortSignal,
  places: number[],
  onPart: (place: number, part: Enumerated) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: { document }, execArgv: [] });
    let place: number | undefined;
    const next = () => {
      place = places.shift();
      if (place !== undefined) return worker.postMessage(place);
      resolve();
      void worker.terminate();
    };
    const stop = () => {
      reject(signal.reason instanceof Error ? signal.reason : new Error('ended'));
      void worker.terminate();
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (part: Enumerated) => {
      if (place !== undefined) onPart(place, part);
      next();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('a thread ended before its work')));
    next();
  });
}
