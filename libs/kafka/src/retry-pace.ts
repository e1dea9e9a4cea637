// How often something that fails is tried again, and how much is said of it. Pure.
import { createFaultNews } from './fault-news.js';

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;
const REMIND_EVERY_MS = 60_000;

/** What to do after an attempt that failed. */
export interface NextAttempt {
  /** Twice the pause before, from half a second to half a minute. */
  readonly pauseMs: number;
  /** What to tell: a fault that is news, or that it lasts, once a minute; `null`: nothing. */
  readonly tell: { readonly code: string; readonly count: number } | null;
}

export interface RetryPace {
  /** An attempt failed at `at` (epoch milliseconds). Never throws. */
  failed(error: unknown, at: number): NextAttempt;
  /** One succeeded; gives how many had failed before it, 0 where none had. Never throws. */
  succeeded(): number;
}

export function createRetryPace(): RetryPace {
  const news = createFaultNews();
  let failures = 0;
  let pauseMs = 0;
  let toldAt = 0;
  let code = '';
  return {
    failed(error, at) {
      failures += 1;
      pauseMs = pauseMs === 0 ? FIRST_PAUSE_MS : Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
      const fresh = news.codeIfNews(error);
      if (fresh === null && at - toldAt < REMIND_EVERY_MS) return { pauseMs, tell: null };
      code = fresh ?? code;
      toldAt = at;
      return { pauseMs, tell: { code, count: failures } };
    },
    succeeded() {
      const before = failures;
      failures = 0;
      pauseMs = 0;
      news.clear();
      return before;
    },
  };
}
