// What nobody caught, as one log line: Node's own report would print the message, and a message may hold a value.
import type { Logger } from '../log/create-logger.js';

/** From now on an uncaught error or rejection is logged, reduced, and ends the process with 1. */
export function logCrashes(logger: Logger): void {
  const crash = (err: unknown) => {
    logger.fatal({ event: 'crashed', err });
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
}
