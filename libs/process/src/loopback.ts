// What only this machine reaches.
import { isIP } from 'node:net';

/** True for an address that only this machine reaches. Never throws. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*:.*)\]$/, '$1');
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'));
}
