// Credentials as the broker keeps them: never the password itself.
import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(pbkdf2);

/** SCRAM-SHA-256 in Kafka's numbering. */
export const SCRAM_SHA_256 = 1;
const ITERATIONS = 4096;
const SALT_BYTES = 32;
const KEY_BYTES = 32;

export interface ScramCredential {
  readonly name: string;
  readonly mechanism: typeof SCRAM_SHA_256;
  readonly iterations: number;
  readonly salt: Buffer;
  readonly saltedPassword: Buffer;
}

/** The credential of a user: PBKDF2-SHA-256 of the password with a fresh salt. An empty password is refused. */
export async function scramCredential(name: string, password: string): Promise<ScramCredential> {
  if (password === '') throw new RangeError(`GW_EMPTY_PASSWORD: user \`${name}\` needs a password`);
  const salt = randomBytes(SALT_BYTES);
  const saltedPassword = await derive(password.normalize('NFKC'), salt, ITERATIONS, KEY_BYTES, 'sha256');
  return { name, mechanism: SCRAM_SHA_256, iterations: ITERATIONS, salt, saltedPassword };
}

/** A password nobody knows: 32 random bytes, base64url. */
export function randomPassword(): string {
  return randomBytes(32).toString('base64url');
}
