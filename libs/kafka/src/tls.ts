// TLS as both clients use it: what they hand to Node.js, and how a connection is thrown away.
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { KafkaConnection } from './connection.js';

/** Options of `tls.connect`: certificate and host name are verified, whatever the environment says. `null`: plaintext. */
export function tlsOptionsOf({ tls }: Pick<KafkaConnection, 'tls'>): { rejectUnauthorized: true; ca?: string } | null {
  return tls === undefined ? null : { ...tls, rejectUnauthorized: true };
}

/** What `net` itself resets. TLS lies over it, and has no reset of its own. */
interface Wrapped {
  readonly _handle?: { readonly _parent?: { reset(done: () => void): number } } | null;
}

/** Destroys a socket; what the other side has not taken yet is thrown away and not delivered later. Never throws. */
export function resetSocket(socket: Socket): void {
  if (!(socket instanceof TLSSocket)) return void socket.resetAndDestroy();
  // Nothing is sent before it is connected.
  if (!socket.connecting) (socket as Wrapped)._handle?._parent?.reset(() => socket.emit('close', false));
  socket.destroy();
}
