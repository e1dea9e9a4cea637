// What the console reads from its environment.
import { DATABASE_ENV, HTTP_ENV, KAFKA_ADMIN_ENV, KAFKA_ENV, OIDC_ENV, PSEUDONYM_ENV, STEP_ENV } from '#process';
import { type Static, Type } from 'typebox';

export const CONSOLE_ENV = Type.Object({
  ...HTTP_ENV,
  ...KAFKA_ENV,
  ...KAFKA_ADMIN_ENV,
  ...DATABASE_ENV,
  ...OIDC_ENV,
  ...PSEUDONYM_ENV,
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, default: 3000, description: 'a TCP port, 0 to 65535' }),
  /** Signs the certificates of versions. */
  CERTIFICATE_KEY: Type.String({
    pattern: '^[A-Za-z0-9_-]{64}$',
    description: 'an Ed25519 private key, PKCS #8 DER as base64url (64 characters)',
  }),
  CERTIFICATES_DIR: Type.String({
    default: 'dist/certificates',
    minLength: 1,
    description: 'the folder of what the build enumerated',
  }),
  POLICIES_DIR: Type.String({ default: 'policies', minLength: 1, description: 'the folder of policy files' }),
  SANDBOX: Type.Enum(['0', '1'], { default: '0', description: '1 for a sandbox, else 0' }),
  SANDBOX_FACTS_FILE: Type.Optional(Type.String({ minLength: 1, description: 'the facts a sandbox starts with' })),
  SANDBOX_CREDENTIALS_FILE: Type.Optional(Type.String({ minLength: 1, description: 'the clients of a sandbox' })),
  DESK_URL: Type.Optional(
    Type.String({
      pattern: '^(?:https://[^\\s/]+|http://(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?)$',
      description: 'where people open the desk, without a path; https, but for this machine alone',
    }),
  ),
  DESK_CLIENT_ID: Type.Optional(Type.String({ minLength: 1, description: 'the client people sign in through' })),
  DESK_CLIENT_SECRET: Type.Optional(Type.String({ minLength: 1, description: 'the secret of that client' })),
  SESSION_SECRET: Type.Optional(Type.String({ minLength: 32, description: 'seals sessions; at least 32 characters' })),
  WEB_DIR: Type.String({ default: 'dist/web', minLength: 1, description: 'the folder of the built pages' }),
  /** For tests alone: where the process kills itself. */
  CONSOLE_CRASH_AT: Type.Optional(STEP_ENV),
});

export type ConsoleConfig = Readonly<Static<typeof CONSOLE_ENV>>;
