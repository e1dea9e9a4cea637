// Website, section 2: SSL. Whatever comes from another machine comes encrypted.
import { describe, expect, it } from '@jest/globals';
import { assertSafeBind, checkEnvironment, isLoopback, KAFKA_ENV } from '#process';
import { Type } from 'typebox';

describe('Website 2: nothing listens to other machines without TLS [R49]', () => {
  it.each(['0.0.0.0', '::', '10.0.0.1', '127.example.com', '', '1127.0.0.1'])('not on `%s`', (host) => {
    expect(isLoopback(host)).toBe(false);
    expect(() => assertSafeBind(host, false)).toThrow('a bind outside loopback needs TLS');
    expect(() => assertSafeBind(host, true)).not.toThrow();
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', '[::1]', 'localhost'])('%s is this machine alone', (host) => {
    expect(() => assertSafeBind(host, false)).not.toThrow();
  });
});

describe('Website 2: no broker of another machine is named without TLS [R49]', () => {
  const check = (brokers: string, tls: object = {}) =>
    checkEnvironment(Type.Object(KAFKA_ENV), {
      ...{ KAFKA_BROKERS: brokers, KAFKA_USERNAME: 'app-intake', KAFKA_PASSWORD: 'p', ...tls },
    });

  it.each(['kafka:9092', '10.0.0.1:9092', '127.0.0.1:9092,kafka-2:9092', 'localhost.example:9092'])(
    'not to `%s`',
    (brokers) => {
      const faults = [expect.stringContaining('`KAFKA_BROKERS` names a broker outside loopback, which needs TLS')];
      expect(check(brokers)).toEqual({ faults });
      expect(check(brokers, { KAFKA_TLS: '0' })).toEqual({ faults });
      expect(check(brokers, { KAFKA_TLS: '1' })).toHaveProperty('config');
    },
  );

  it.each(['127.0.0.1:9092', 'localhost:9092,127.0.0.2:9093'])('%s is this machine alone', (brokers) => {
    expect(check(brokers)).toHaveProperty('config');
  });
});
