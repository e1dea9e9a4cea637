// Sealed text: what a browser keeps for us and can neither read nor change.
import { hkdfSync, randomBytes } from 'node:crypto';
import { EncryptJWT, jwtDecrypt, type JWTPayload } from 'jose';

export interface Sealer {
  /** Text of claims that lapses after `ttlS` seconds. */
  seal(claims: JWTPayload, ttlS: number): Promise<string>;
  /** The claims; `null` for what this sealer did not seal, or what has lapsed. Never rejects. */
  open(text: string): Promise<JWTPayload | null>;
}

const KEY_BYTES = 32;

/** A sealer for one use (AES-256-GCM); without a secret its own is drawn, and ends with the process. */
export function createSealer(use: string, secret: string = randomBytes(KEY_BYTES).toString('base64url')): Sealer {
  const key = new Uint8Array(hkdfSync('sha256', Buffer.from(secret), '', `joint-use-gateway/1/${use}`, KEY_BYTES));
  return {
    seal: (claims, ttlS) =>
      new EncryptJWT(claims)
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1_000) + ttlS)
        .encrypt(key),
    async open(text) {
      try {
        const options = { keyManagementAlgorithms: ['dir'], contentEncryptionAlgorithms: ['A256GCM'] };
        return (await jwtDecrypt(text, key, options)).payload;
      } catch {
        return null;
      }
    },
  };
}
