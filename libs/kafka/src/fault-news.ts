// Which fault is news: what fails is tried again many times a second, and says the same each time.
import { codeOf } from './kafka-fault.js';

export interface FaultNews {
  /** The fault's code where it differs from that of the fault before, since things last went well; else `null`. Never throws. */
  codeIfNews(error: unknown): string | null;
  /** Things went well: the next fault is news. */
  clear(): void;
}

export function createFaultNews(): FaultNews {
  let last: string | null = null;
  return {
    codeIfNews(error) {
      const code = codeOf(error);
      if (code === last) return null;
      return (last = code);
    },
    clear() {
      last = null;
    },
  };
}
