import { describe, expect, it } from '@jest/globals';
import { Type } from 'typebox';
import { OIDC_ENV } from './environment.js';
import { checkEnvironment } from './read-config.js';

const check = (issuer: string) => checkEnvironment(Type.Object(OIDC_ENV), { OIDC_ISSUER: issuer });

describe('the token issuer', () => {
  it.each(['https://issuer.example', 'https://issuer.example/realms/a', 'http://127.0.0.1:3009', 'http://localhost/a'])(
    'may be %s',
    (issuer) => expect(check(issuer)).toMatchObject({ config: { OIDC_ISSUER: issuer } }),
  );

  it.each([
    'http://issuer.example',
    'http://localhost.evil.example',
    'http://localhost:80@evil.example',
    'ftp://a',
    '',
  ])('may not be asked in clear, or not at all: %s', (issuer) =>
    expect(check(issuer)).toMatchObject({ faults: [expect.stringContaining('OIDC_ISSUER')] }),
  );
});
