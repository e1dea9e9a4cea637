// A clean end: on SIGTERM or SIGINT, or when the process that started this one is gone, close and exit with 0.
import type { Logger } from '../log/create-logger.js';
import { flushTelemetry } from '../telemetry/flush.js';

const CLOSE_TIMEOUT_MS = 10_000;
let ending = false;
let closers: (() => unknown)[] = [];

/**
 * Runs `close` once when the process is told to end, then exits with 0; with 1 when closing fails or takes longer than
 * ten seconds. With `HOUSE_CHILD=1` in the environment the process also ends when its standard input or its IPC channel
 * closes, so that nothing outlives the house. Several calls close in the reverse order of the calls.
 */
export function closeOnSignals(close: () => unknown, logger?: Logger): void {
  closers.push(close);
  if (closers.length > 1) return;
  const end = (signal?: NodeJS.Signals) => void closeAndExit(logger, signal);
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.env.HOUSE_CHILD === '1') {
    process.on('disconnect', () => end());
    if (!process.connected) {
      process.stdin
        .on('close', () => end())
        .on('end', () => end())
        .on('error', () => end());
      process.stdin.resume();
    }
  }
}

async function closeAndExit(logger: Logger | undefined, signal: NodeJS.Signals | undefined): Promise<void> {
  if (ending) return;
  ending = true;
  setTimeout(() => process.exit(1), CLOSE_TIMEOUT_MS).unref();
  let status = 0;
  for (const close of closers.reverse()) {
    try {
      await close();
    } catch (err) {
      status = 1;
      logger?.error({ event: 'close-failed', err });
    }
  }
  closers = [];
  await flushTelemetry();
  logger?.info({ event: 'stopped', ...(signal ? { signal } : {}) });
  process.exit(status);
}
