import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { selfSigned } from '../../../../test/house/self-signed.ts';
import { isLoopback } from '../loopback.js';
import { KAFKA_ADMIN_ENV, KAFKA_ENV, kafkaAdminConnection, kafkaConnection } from './kafka-environment.js';
import { checkEnvironment } from './read-config.js';

const SCHEMA = Type.Object({ ...KAFKA_ENV, ...KAFKA_ADMIN_ENV });
const WHOLE = {
  KAFKA_BROKERS: '127.0.0.1:3092',
  KAFKA_USERNAME: 'app-console',
  KAFKA_PASSWORD: 'p',
  KAFKA_ADMIN_USERNAME: 'admin',
  KAFKA_ADMIN_PASSWORD: 'q',
};
const REMOTE = { ...WHOLE, KAFKA_BROKERS: 'a.example:9093,b.example:9093', KAFKA_TLS: '1' };
const { cert, key } = selfSigned();

function configOf(env: Readonly<Record<string, string>>) {
  const result = checkEnvironment(SCHEMA, env);
  if ('faults' in result) throw new Error(result.faults.join('\n'));
  return result.config;
}

const faultsOf = (env: Readonly<Record<string, string>>) => {
  const result = checkEnvironment(SCHEMA, env);
  return 'faults' in result ? result.faults : [];
};

describe('the connection', () => {
  it('is in clear on this machine unless TLS is asked for', () => {
    const brokers = ['127.0.0.1:3092'];
    expect(kafkaConnection(configOf(WHOLE))).toStrictEqual({
      ...{ brokers, username: 'app-console', password: 'p', tls: undefined, isAllowed: isLoopback },
    });
    expect(kafkaConnection(configOf({ ...WHOLE, KAFKA_TLS: '1' }))).toMatchObject({ brokers, tls: {} });
  });

  it('goes to no host but this one in clear, and with TLS wherever a broker says', () => {
    const allowed = (env: Readonly<Record<string, string>>, host: string) =>
      kafkaAdminConnection(configOf(env)).isAllowed?.(host) ?? true;
    expect(['localhost', '127.0.0.1', 'kafka', '10.0.0.7'].map((host) => allowed(WHOLE, host))).toEqual([
      ...[true, true, false, false],
    ]);
    expect(allowed({ ...WHOLE, KAFKA_TLS: '1' }, 'kafka')).toBe(true);
  });

  it('trusts the authorities of the file, or those Node.js trusts', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'authority-')), 'ca.pem');
    writeFileSync(file, `two of them\n${cert}${selfSigned().cert}`);
    const config = configOf({ ...REMOTE, KAFKA_CA_FILE: file });
    expect(kafkaConnection(config).tls).toEqual({ ca: expect.stringContaining(cert.trim()) });
    expect(kafkaAdminConnection(config)).toEqual({
      ...{ ...kafkaConnection(config), username: 'admin', password: 'q' },
    });
    expect(kafkaConnection(configOf(REMOTE)).tls).toStrictEqual({ ca: undefined });
  });
});

describe('what does not fit', () => {
  it('is a broker on another machine without TLS', () => {
    expect(faultsOf({ ...REMOTE, KAFKA_TLS: '' })).toEqual([
      '`KAFKA_BROKERS` names a broker outside loopback, which needs TLS: set `KAFKA_TLS` to 1, and `KAFKA_CA_FILE` if its authority is your own',
    ]);
  });

  it('is an authority without TLS', () => {
    const fault = '`KAFKA_CA` is of use with TLS alone: set `KAFKA_TLS` to 1';
    expect(faultsOf({ ...WHOLE, KAFKA_CA: cert })).toEqual([fault]);
    expect(faultsOf({ ...WHOLE, KAFKA_CA: cert, KAFKA_TLS: '0' })).toEqual([fault]);
  });

  it.each([
    ['a key', key, 'is not valid: expected PEM certificates of authorities'],
    ['half a certificate', cert.slice(0, 200), 'holds a certificate that cannot be read'],
    ['one and a half', cert + cert.slice(0, 200), 'holds a certificate that cannot be read'],
    ['another thing', cert.replace(/\nM/, '\nN'), 'holds a certificate that cannot be read'],
  ])('is %s for an authority', (_what, ca, fault) => {
    expect(faultsOf({ ...REMOTE, KAFKA_CA: ca })).toEqual([`\`KAFKA_CA\` ${fault}`]);
  });

  it('is an authority whose file cannot be read, and a word for TLS', () => {
    expect(faultsOf({ ...REMOTE, KAFKA_TLS: 'yes', KAFKA_CA_FILE: '/canary' })).toEqual([
      expect.stringMatching(/^`KAFKA_BROKERS` names/),
      '`KAFKA_TLS` is not valid: expected 1 for TLS, else 0',
      '`KAFKA_CA_FILE` names a file that cannot be read',
    ]);
  });
});
