// Serves `/metrics` for Prometheus; what telemetry measured, if the process was started with it.
import type { FastifyInstance } from 'fastify';
import { GatewayError } from '#wire';

/** Gives all metrics in Prometheus' text format. */
export type Scrape = () => Promise<string>;

// The preload and the app may load this file as two instances: they meet on a registered symbol.
const SCRAPE = Symbol.for('joint-use-gateway.scrape');
const meeting = globalThis as { [SCRAPE]?: Scrape };

/** Telemetry says how metrics are gathered. */
export function provideScrape(scrape: Scrape): void {
  meeting[SCRAPE] = scrape;
}

/** Serves `/metrics`; 404 in a process without telemetry. */
export function addMetricsRoute(instance: FastifyInstance): void {
  instance.get('/metrics', async (_request, reply) => {
    const scrape = meeting[SCRAPE];
    if (!scrape) throw new GatewayError('GW_NOT_FOUND', 'this process was started without telemetry');
    void reply.type('text/plain; version=0.0.4; charset=utf-8');
    return scrape();
  });
}
