// Where an app listens: its variables, and what must hold between them.
import { type Static, type TObject, Type } from 'typebox';
import { isLoopback } from '../loopback.js';
import type { Beside } from './read-config.js';

const tlsBesideHost: Beside = ({ HOST, TLS_CERT }) =>
  isLoopback(HOST as string) || TLS_CERT !== undefined
    ? null
    : 'is outside loopback, which needs TLS: set `TLS_CERT_FILE` and `TLS_KEY_FILE`, or leave it at 127.0.0.1';

const besides =
  (other: 'TLS_CERT' | 'TLS_KEY'): Beside =>
  (values) =>
    values[other] === undefined ? `is of use with \`${other}_FILE\` alone: set both` : null;

/** Where an app listens. Outside loopback `TLS_CERT` and `TLS_KEY` (PEM; mostly as `TLS_CERT_FILE`, `TLS_KEY_FILE`) are needed. */
export const HTTP_ENV = {
  HOST: Type.String({ default: '127.0.0.1', description: 'an address to listen on', beside: tlsBesideHost }),
  PORT: Type.Integer({ minimum: 0, maximum: 65_535, description: 'a TCP port, 0 to 65535' }),
  TLS_CERT: Type.Optional(
    Type.String({ pattern: '-----BEGIN', description: 'a PEM certificate chain', beside: besides('TLS_KEY') }),
  ),
  TLS_KEY: Type.Optional(
    Type.String({ pattern: '-----BEGIN', description: 'a PEM private key', beside: besides('TLS_CERT') }),
  ),
};

/** `tls`: what an app's configuration has it serve with; nothing where it serves in clear. */
export function httpTls({ TLS_CERT: cert, TLS_KEY: key }: Readonly<Static<TObject<typeof HTTP_ENV>>>): {
  tls?: { cert: string; key: string };
} {
  return cert === undefined || key === undefined ? {} : { tls: { cert, key } };
}
