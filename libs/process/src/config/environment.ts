// The environment variables several apps read, as TypeBox property maps to spread into an app's schema.
import { Type } from 'typebox';

/** The PostgreSQL database. */
export const DATABASE_ENV = {
  DATABASE_URL: Type.String({ pattern: '^postgres(ql)?://', description: 'a postgres:// URL' }),
};

/** Who issues the tokens and whom they are for. */
export const OIDC_ENV = {
  OIDC_ISSUER: Type.String({
    pattern: '^(?:https://\\S+|http://(?:localhost|127\\.0\\.0\\.1|\\[::1\\])(?::\\d+)?(?:/\\S*)?)$',
    description: 'the URL of the token issuer; https, but for this machine alone',
  }),
  OIDC_AUDIENCE: Type.String({ default: 'joint-use-gateway', minLength: 1, description: 'the audience of tokens' }),
};

/** What cursors are signed with. */
export const CURSOR_ENV = {
  CURSOR_SECRET: Type.String({
    pattern: '^[A-Za-z0-9_-]{43}$',
    description: '32 bytes as base64url (43 characters)',
  }),
};

/** The one secret all keyed pseudonyms derive from. */
export const PSEUDONYM_ENV = {
  PSEUDONYM_SECRET: Type.String({
    pattern: '^[A-Za-z0-9_-]{43}$',
    description: '32 bytes as base64url (43 characters)',
  }),
};
