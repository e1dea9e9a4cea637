// The ports of one house, all counted from its port base.
import { createServer } from 'node:net';
import { HouseError, codeOf } from './house-error.ts';

const OFFSETS = {
  console: 0,
  intake: 1,
  delivery: 2,
  ledger: 3,
  gatekeeper: 4,
  issuer: 9,
  postgres: 54,
  kafka: 92,
  kafkaController: 93,
} as const;

export type PortName = keyof typeof OFFSETS;
export type Ports = Readonly<Record<PortName, number>>;

/** A second and later gatekeeper slots answer health checks from here on. */
export const EXTRA_SLOT_OFFSET = 20;

export function portsOf(portBase: number): Ports {
  const entries = Object.entries(OFFSETS).map(([name, offset]) => [name, portBase + offset]);
  return Object.fromEntries(entries) as Ports;
}

/** Rejects with a {@link HouseError} that names the first port in use and the variable that moves it. */
export async function assertPortsFree(portBase: number, names: readonly PortName[]): Promise<void> {
  const ports = portsOf(portBase);
  for (const name of names) {
    const fault = await bindFault(ports[name]);
    if (fault === '') continue;
    const why = fault === 'EADDRINUSE' ? 'is in use' : `cannot be opened (${fault})`;
    throw new HouseError(
      `port ${ports[name]} (${name}) ${why}: stop what listens there, or set PORT_BASE (now ${portBase}) to another number`,
    );
  }
}

/** A port base all of whose ports are free now; looks from a random one on, so that houses started together rarely meet. */
export async function freePortBase(): Promise<number> {
  for (let tries = 0; tries < 50; tries++) {
    const portBase = 23_000 + 100 * Math.floor(Math.random() * 80);
    const faults = await Promise.all(Object.values(portsOf(portBase)).map(bindFault));
    if (faults.every((fault) => fault === '')) return portBase;
  }
  throw new HouseError('no free ports between 23000 and 31000: stop what listens there');
}

function bindFault(port: number): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) => resolve(codeOf(error) || 'unknown'));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve('')));
  });
}
