// Opening an app's port: on loopback, or with TLS; nothing else.
import { Server as TlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from '../log/create-logger.js';
import { isLoopback } from '../loopback.js';
import { closeOnSignals } from './shutdown.js';

/** How long requests under way may take to end when the process is told to. */
const GRACE_MS = 2_000;

/** The last look: whatever the configuration said. Throws for a bind outside loopback without TLS. */
export function assertSafeBind(host: string, secure: boolean): void {
  if (!secure && !isLoopback(host)) throw new Error('a bind outside loopback needs TLS');
}

/**
 * Listens, logs one line, and arranges a clean end. Gives the port (of use with port 0).
 * Throws for a bind outside loopback without TLS, or when the port cannot be had.
 */
export async function listen(
  app: NestFastifyApplication,
  { host, port, logger }: { host: string; port: number; logger?: Logger },
): Promise<number> {
  const server = app.getHttpServer() as Server;
  assertSafeBind(host, server instanceof TlsServer);
  await app.listen(port, host);
  const address = server.address() as AddressInfo;
  logger?.info({ event: 'listening', host, port: address.port });
  closeOnSignals(() => closeWithin(app, GRACE_MS), logger);
  return address.port;
}

/**
 * Closes the app. What its clients have under way may end within `graceMs`; then their connections are cut, so that one who
 * sends for ever, or says nothing, holds up nobody's end.
 */
export async function closeWithin(app: NestFastifyApplication, graceMs: number): Promise<void> {
  const server = app.getHttpServer();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  try {
    await app.close();
  } finally {
    clearTimeout(cut);
  }
}
