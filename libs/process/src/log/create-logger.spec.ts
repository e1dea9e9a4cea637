import { describe, expect, it } from '@jest/globals';
import { GatewayError } from '#wire';
import { createLogger } from './create-logger.js';
import { nestLogger } from './nest-logger.js';

const CANARIES = ['山田太郎', 'CANARY_VALUE', 'canary-word', '090-1234-5678', 'CanaryPart', 'WBA00000000000000'];

function captured(): { logger: ReturnType<typeof createLogger>; lines: () => string } {
  let text = '';
  const logger = createLogger('intake', { level: 'debug', destination: { write: (line) => void (text += line) } });
  return { logger, lines: () => text };
}

function planted(canary: string): unknown[] {
  const error = Object.assign(new Error(`bad value ${canary}\n    at ${canary} (/srv/apps/${canary}.js:1:1)`), {
    code: canary,
    type: canary,
    detail: canary,
    parameters: [canary],
    cause: Object.assign(new Error(canary), { code: canary }),
  });
  const renamed = new TypeError('x');
  renamed.name = canary;
  const retold = new Error(canary);
  retold.message = 'harmless';
  const [named] = [{ [canary]: () => Promise.reject(new Error('x')) }];
  const thrower = {
    get event(): string {
      throw new Error(canary);
    },
  };
  return [
    canary,
    [canary],
    { [canary]: canary },
    { event: 'x', note: canary, value: { deep: canary }, record: { customer: { name: canary } } },
    { event: `x ${canary}`, code: `${canary} x`, topic: [canary], count: canary, offset: canary, status: canary },
    { event: 'x', traceId: canary, policy: { toString: () => canary }, port: { toJSON: () => canary } },
    { event: 'x', err: error },
    { event: 'x', err: canary },
    { event: 'x', err: { message: canary, stack: canary } },
    { event: 'x', err: renamed },
    { event: 'x', err: retold },
    { event: 'x', err: new AggregateError([error], canary) },
    error,
    thrower,
    named,
    new Map([[canary, canary]]),
    Object.assign(() => canary, { event: canary }),
    Symbol(canary),
  ];
}

describe('createLogger', () => {
  it.each(CANARIES)('writes no planted value, wherever it stands: %s [R50]', (canary) => {
    const { logger, lines } = captured();
    for (const value of planted(canary)) {
      for (const level of ['debug', 'info', 'warn', 'error', 'fatal'] as const) {
        const write = logger[level] as (...input: unknown[]) => void;
        write(value);
        write({ event: 'x' }, value, 'and %s', canary);
      }
    }
    expect(lines().split('\n').length).toBeGreaterThan(100);
    expect(lines()).not.toContain(canary);
  });

  it.each(CANARIES)('writes nothing Nest is told: %s', (canary) => {
    const { logger, lines } = captured();
    const nest = nestLogger(logger);
    for (const value of planted(canary)) {
      nest.log(value, canary);
      nest.warn(value, value, canary);
      nest.error(value, canary, 'ExceptionsHandler');
      nest.fatal?.(value);
      nest.debug?.(canary, value);
      nest.verbose?.(value);
    }
    expect(lines()).toContain('"context":"ExceptionsHandler"');
    expect(lines()).not.toContain(canary);
  });

  it('writes allowed fields as one line of JSON, counts what it dropped', () => {
    const { logger, lines } = captured();
    logger.info({ event: 'batch-done', topic: 'service-records', offset: 12n, count: 3, reason: undefined });
    (logger.info as (fields: object) => void)({ event: 'batch-done', vin: 'x' });
    const [first, second] = lines()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toEqual({
      level: 'info',
      time: expect.stringMatching(/Z$/),
      app: 'intake',
      event: 'batch-done',
      topic: 'service-records',
      offset: '12',
      count: 3,
    });
    expect(second).toMatchObject({ event: 'batch-done', dropped: 1 });
  });

  it('keeps of an error its name, a known code and where it was thrown; the text only of a GatewayError', () => {
    const { logger, lines } = captured();
    logger.warn({ event: 'x', err: new GatewayError('GW_UNAVAILABLE', 'the token issuer cannot be asked') });
    logger.warn({ event: 'x', err: Object.assign(new Error('getaddrinfo secret.example'), { code: 'ENOTFOUND' }) });
    logger.warn({ event: 'x', err: Object.assign(new Error('Key (vin)=(x)'), { code: '23505', severity: 'ERROR' }) });
    logger.warn({ event: 'x', err: Object.assign(new Error('x'), { type: 'TOPIC_AUTHORIZATION_FAILED' }) });
    const written = lines()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { err: Record<string, unknown> });
    const errors = written.map(({ err }) => err);
    for (const line of written) expect(line).not.toHaveProperty('msg');
    for (const error of errors) expect(error).not.toHaveProperty('type');
    expect(errors[0]).toMatchObject({
      name: 'GatewayError',
      code: 'GW_UNAVAILABLE',
      message: 'GW_UNAVAILABLE: the token issuer cannot be asked',
    });
    expect((errors[0]?.stack as string[])[0]).toMatch(/^libs\/process\/src\/log\/create-logger\.spec\.ts:\d+:\d+$/);
    expect(errors[1]).toMatchObject({ name: 'Error', code: 'ENOTFOUND' });
    expect(errors[2]).toMatchObject({ name: 'Error', code: '23505' });
    expect(errors[3]).toMatchObject({ name: 'Error', code: 'TOPIC_AUTHORIZATION_FAILED' });
    for (const error of errors.slice(1)) expect(error).not.toHaveProperty('message');
  });

  it('keeps a code of ours of Kafka’s errors, and of no other', () => {
    class KafkaFault extends Error {}
    class KafkaJSConnectionError extends Error {}
    const { logger, lines } = captured();
    const code = 'GW_BROKER_NOT_ALLOWED';
    const errors = [new KafkaFault('x'), new KafkaJSConnectionError('x'), new Error('x')];
    for (const error of errors) logger.warn({ event: 'x', err: Object.assign(error, { code }) });
    logger.warn({ event: 'x', err: Object.assign(new KafkaFault('x'), { code: 'WBA00000000000000' }) });
    const codes = lines().trim().split('\n');
    expect(codes.map((line) => (JSON.parse(line) as { err: { code?: string } }).err.code)).toEqual([
      ...[code, code, undefined, undefined],
    ]);
  });

  it('looks beneath an error: at its cause, or at the last of several tries', () => {
    const { logger, lines } = captured();
    const [refused, unknown] = ['ECONNREFUSED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'].map((code) =>
      Object.assign(new Error('x'), { code }),
    );
    logger.warn({ event: 'x', err: new AggregateError([refused, unknown]) });
    logger.warn({ event: 'x', err: new AggregateError([unknown], 'x', { cause: refused }) });
    logger.warn({ event: 'x', err: new AggregateError([]) });
    const written = lines().trim().split('\n');
    const errors = written.map((line) => (JSON.parse(line) as { err: object }).err);
    expect(errors[0]).toMatchObject({ name: 'AggregateError', cause: { code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } });
    expect(errors[1]).toMatchObject({ name: 'AggregateError', cause: { code: 'ECONNREFUSED' } });
    expect(errors[2]).not.toHaveProperty('cause');
  });
});
