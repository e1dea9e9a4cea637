// Nest's own logs through the allow-list: which part of Nest spoke and, of errors, where; never the text.
import type { LoggerService } from '@nestjs/common';
import type { Logger } from './create-logger.js';

/** The parts of Nest that log; any other context is a text like any other. */
const PARTS: ReadonlySet<unknown> = new Set([
  'NestFactory',
  'NestApplication',
  'NestMicroservice',
  'InstanceLoader',
  'InjectorLogger',
  'RouterExplorer',
  'RoutesResolver',
  'ExceptionHandler',
  'ExceptionsHandler',
  'FastifyAdapter',
  'ClientKafka',
  'ServerKafka',
  'KafkaParser',
  'TypeOrmModule',
  'SwaggerModule',
]);

/**
 * A Nest logger over ours. Nest's start-up chatter goes to `debug`; warnings and errors keep the name of the part of
 * Nest that speaks and the reduced error. Never throws.
 */
export function nestLogger(logger: Logger): LoggerService {
  const speak =
    (level: 'debug' | 'warn' | 'error' | 'fatal') =>
    (message: unknown, ...more: unknown[]) => {
      const context = more.at(-1);
      const err = [message, ...more].find((part) => part instanceof Error);
      logger[level]({
        event: 'nest',
        ...(PARTS.has(context) ? { context: context as string } : {}),
        ...(err === undefined ? {} : { err }),
      });
    };
  return {
    log: speak('debug'),
    debug: speak('debug'),
    verbose: speak('debug'),
    warn: speak('warn'),
    error: speak('error'),
    fatal: speak('fatal'),
  };
}
