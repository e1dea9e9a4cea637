import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { DATABASE_ENV, OIDC_ENV, PSEUDONYM_ENV } from './environment.js';
import { HTTP_ENV } from './http-environment.js';
import { KAFKA_ENV } from './kafka-environment.js';
import { checkEnvironment } from './read-config.js';

const SCHEMA = Type.Object({ ...HTTP_ENV, ...KAFKA_ENV, ...DATABASE_ENV, ...OIDC_ENV, ...PSEUDONYM_ENV });
const WHOLE = {
  PORT: '3001',
  KAFKA_BROKERS: '127.0.0.1:3092, kafka-2:9092',
  KAFKA_TLS: '1',
  KAFKA_USERNAME: 'app-intake',
  KAFKA_PASSWORD: 'p4ssw0rd',
  DATABASE_URL: 'postgres://u:p@127.0.0.1:3054/gateway',
  OIDC_ISSUER: 'http://127.0.0.1:3009',
  PSEUDONYM_SECRET: 'A'.repeat(43),
};

describe('checkEnvironment', () => {
  it('gives a frozen, typed configuration with the defaults', () => {
    const result = checkEnvironment(SCHEMA, { ...WHOLE, OTHER: 'ignored' });
    expect(result).toEqual({
      config: {
        ...WHOLE,
        HOST: '127.0.0.1',
        PORT: 3001,
        KAFKA_BROKERS: ['127.0.0.1:3092', 'kafka-2:9092'],
        OIDC_AUDIENCE: 'joint-use-gateway',
      },
    });
    if (!('config' in result)) throw new Error('no config');
    expect(Object.isFrozen(result.config)).toBe(true);
    expect(Object.isFrozen(result.config.KAFKA_BROKERS)).toBe(true);
  });

  it('names every bad variable once, in the order of the schema, and shows no value', () => {
    const result = checkEnvironment(SCHEMA, {
      ...WHOLE,
      PORT: 'canary-port',
      KAFKA_BROKERS: 'canary brokers',
      KAFKA_PASSWORD: '',
      PSEUDONYM_SECRET: 'canary-secret',
    });
    if (!('faults' in result)) throw new Error('no faults');
    expect(result.faults).toEqual([
      '`PORT` is not valid: expected a TCP port, 0 to 65535',
      '`KAFKA_BROKERS` is not valid: expected host:port, several parted by commas',
      '`KAFKA_PASSWORD` is missing: expected the password of that user',
      '`PSEUDONYM_SECRET` is not valid: expected 32 bytes as base64url (43 characters)',
    ]);
    expect(result.faults.join('\n')).not.toContain('canary');
  });

  it('reads a variable from the file that NAME_FILE names, without its last line end', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'config-')), 'password');
    writeFileSync(file, 'from a file\n');
    const { KAFKA_PASSWORD: _, ...rest } = WHOLE;
    expect(checkEnvironment(SCHEMA, { ...rest, KAFKA_PASSWORD_FILE: file })).toMatchObject({
      config: { KAFKA_PASSWORD: 'from a file' },
    });
  });

  it('takes a file that is empty for a fault, and no variable for absent because of it', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'read-config-')), 'ca.pem');
    writeFileSync(file, '\n');
    expect(checkEnvironment(SCHEMA, { ...WHOLE, KAFKA_TLS: '1', KAFKA_CA_FILE: file })).toEqual({
      faults: ['`KAFKA_CA_FILE` names an empty file'],
    });
  });

  it('refuses both NAME and NAME_FILE, and a file that cannot be read, without its path', () => {
    expect(checkEnvironment(SCHEMA, { ...WHOLE, KAFKA_PASSWORD_FILE: '/canary' })).toEqual({
      faults: ['`KAFKA_PASSWORD` and `KAFKA_PASSWORD_FILE` are both set; set one'],
    });
    expect(checkEnvironment(SCHEMA, { ...WHOLE, KAFKA_PASSWORD: undefined, KAFKA_PASSWORD_FILE: '/canary' })).toEqual({
      faults: ['`KAFKA_PASSWORD_FILE` names a file that cannot be read'],
    });
  });

  it('names the choices of an enum', () => {
    const schema = Type.Object({ SANDBOX: Type.Enum(['0', '1']) });
    expect(checkEnvironment(schema, { SANDBOX: 'yes' })).toEqual({
      faults: ['`SANDBOX` is not valid: expected one of `0`, `1`'],
    });
  });
});
