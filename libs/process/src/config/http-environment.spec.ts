// Where an app listens is told in words when it may not: the last look, in `listen`, can only stop it.
import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { HTTP_ENV, httpTls } from './http-environment.js';
import { checkEnvironment } from './read-config.js';

const check = (env: Record<string, string>) => checkEnvironment(Type.Object(HTTP_ENV), { PORT: '3000', ...env });
const CERT = '-----BEGIN CERTIFICATE-----';
const KEY = '-----BEGIN PRIVATE KEY-----';
const BOTH = { TLS_CERT: CERT, TLS_KEY: KEY };

function tlsIn(env: Record<string, string>) {
  const result = check(env);
  return 'config' in result ? httpTls(result.config) : result;
}

describe('where an app listens', () => {
  it.each<Record<string, string>>([{}, { HOST: '127.1.2.3' }, { HOST: '::1' }])('is this machine alone: %j', (env) => {
    expect(tlsIn(env)).toEqual({});
    expect(tlsIn({ ...env, ...BOTH })).toEqual({ tls: { cert: CERT, key: KEY } });
  });

  it.each(['0.0.0.0', '::', '10.0.0.1', 'gateway.example'])('is not %s without TLS', (HOST) => {
    const fault =
      '`HOST` is outside loopback, which needs TLS: set `TLS_CERT_FILE` and `TLS_KEY_FILE`, or leave it at 127.0.0.1';
    expect(check({ HOST })).toEqual({ faults: [fault] });
    expect(tlsIn({ HOST, ...BOTH })).toEqual({ tls: { cert: CERT, key: KEY } });
  });

  it('is not in clear because one half of what TLS needs was forgotten', () => {
    expect(check({ TLS_CERT: CERT })).toEqual({ faults: ['`TLS_CERT` is of use with `TLS_KEY_FILE` alone: set both'] });
    expect(check({ TLS_KEY: KEY })).toEqual({ faults: ['`TLS_KEY` is of use with `TLS_CERT_FILE` alone: set both'] });
    expect(check({ HOST: '0.0.0.0', TLS_KEY: KEY })).toEqual({
      faults: [expect.stringContaining('`HOST` is outside loopback'), expect.stringContaining('`TLS_KEY` is of use')],
    });
  });
});
