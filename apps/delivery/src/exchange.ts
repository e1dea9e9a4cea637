// One request until its answer has been taken or its caller has gone.
import type { ServerResponse } from 'node:http';
import { TAKEN_WITHIN_MS } from './limits.js';
import type { Exchange } from './pull.js';

export interface OpenExchange extends Exchange {
  /** From here on the caller has so long to take the answer, then the connection is cut. */
  sends(): void;
}

export function openExchange(response: ServerResponse, takenWithinMs: number = TAKEN_WITHIN_MS): OpenExchange {
  const gone = new AbortController();
  const releases: (() => void)[] = [];
  let timer: NodeJS.Timeout | undefined;
  response.once('close', () => {
    clearTimeout(timer);
    gone.abort();
    for (const release of releases.splice(0)) release();
  });
  // Who went while the token was looked at says so no more.
  if (response.destroyed) gone.abort();
  return {
    gone: gone.signal,
    onEnd(release) {
      if (gone.signal.aborted) release();
      else releases.push(release);
    },
    sends() {
      timer = setTimeout(() => response.destroy(), takenWithinMs);
    },
  };
}
