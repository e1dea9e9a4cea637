// The one logger: JSON lines to standard output, and only fields of the allow-list in them.
import { pino, stdTimeFunctions, type DestinationStream } from 'pino';
import { LOG_FIELDS, type LogFields } from './log-fields.js';
import { reduceError } from './reduce-error.js';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'fatal';

/** One call is one line. There is no free text: the event's word says what happened. */
export type Logger = Readonly<Record<LogLevel, (fields: LogFields) => void>>;

/**
 * The logger of an app. Fields outside the allow-list, values of another form and free text are dropped and counted as
 * `dropped`; errors are reduced. Never throws.
 */
export function createLogger(app: string, options: { level?: LogLevel; destination?: DestinationStream } = {}): Logger {
  const sink = pino(
    {
      level: options.level ?? 'info',
      base: { app },
      timestamp: stdTimeFunctions.isoTime,
      // `err` is reduced already: pino would take it for an error, and repeat its text as a message.
      errorKey: 'none',
      serializers: { err: (reduced: unknown) => reduced },
      formatters: { level: (label) => ({ level: label }) },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
  const at =
    (level: LogLevel) =>
    (...input: unknown[]) => {
      if (sink.isLevelEnabled(level)) sink[level](allowedFields(input));
    };
  return Object.freeze({
    debug: at('debug'),
    info: at('info'),
    warn: at('warn'),
    error: at('error'),
    fatal: at('fatal'),
  });
}

/** What of a log call's arguments may be written; the rest is counted in `dropped`. Never throws. */
export function allowedFields([fields, ...more]: readonly unknown[]): Record<string, unknown> {
  const written: Record<string, unknown> = {};
  let dropped = more.length;
  if (fields instanceof Error) return { event: 'error', err: reduceError(fields), ...(dropped ? { dropped } : {}) };
  if (typeof fields !== 'object' || fields === null) return { dropped: dropped + 1 };
  try {
    for (const key of Object.keys(fields)) {
      const value = (fields as Record<string, unknown>)[key];
      if (value === undefined) continue;
      if (key === 'err') written.err = reduceError(value);
      else if (Object.hasOwn(LOG_FIELDS, key) && LOG_FIELDS[key]?.(value)) {
        written[key] = typeof value === 'bigint' ? String(value) : value;
      } else dropped += 1;
    }
  } catch {
    dropped += 1;
  }
  return dropped === 0 ? written : { ...written, dropped };
}
