// A collector of a test's own: takes what the house pushes by OTLP/HTTP in JSON, and keeps every byte of it.
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** One request as it came. */
export interface Export {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface SeenSpan {
  /** `service.name` of whoever sent it. */
  readonly app: string;
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly links: readonly { readonly traceId: string; readonly spanId: string }[];
}

export interface SeenMetric {
  readonly app: string;
  readonly name: string;
  readonly unit: string;
  /** Attributes of each of its points. */
  readonly points: readonly Readonly<Record<string, unknown>>[];
}

export interface OtlpReceiver {
  /** For the apps of a house: everything to here, in JSON, at once. */
  readonly environment: Readonly<Record<string, string>>;
  readonly exports: readonly Export[];
  spans(): readonly SeenSpan[];
  metrics(): readonly SeenMetric[];
  /** Keys of the resources that told anything. */
  resources(): ReadonlySet<string>;
  /** Resolves with the first span of an app that fits; rejects after the patience. */
  span(what: string, fits: (span: SeenSpan) => boolean, patienceMs?: number): Promise<SeenSpan>;
  close(): Promise<void>;
}

type Attribute = { readonly key: string; readonly value: Readonly<Record<string, unknown>> };
type Points = { readonly dataPoints: readonly { readonly attributes?: readonly Attribute[] }[] };
interface Scoped {
  readonly spans?: readonly (Omit<SeenSpan, 'app' | 'attributes' | 'links'> & {
    readonly attributes?: readonly Attribute[];
    readonly links?: SeenSpan['links'];
  })[];
  readonly metrics?: readonly {
    readonly name: string;
    readonly unit: string;
    readonly sum?: Points;
    readonly gauge?: Points;
    readonly histogram?: Points;
  }[];
}
interface Resource {
  readonly resource: { readonly attributes: readonly Attribute[] };
  readonly scopeSpans?: readonly Scoped[];
  readonly scopeMetrics?: readonly Scoped[];
}

export async function openOtlpReceiver(): Promise<OtlpReceiver> {
  const exports: Export[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      exports.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.setHeader('content-type', 'application/json').end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  const resources = (): Resource[] =>
    exports.flatMap(({ body }) => {
      const told = JSON.parse(body) as { resourceSpans?: Resource[]; resourceMetrics?: Resource[] };
      return [...(told.resourceSpans ?? []), ...(told.resourceMetrics ?? [])];
    });
  const spans = (): SeenSpan[] =>
    resources().flatMap(({ resource, scopeSpans = [] }) =>
      scopeSpans.flatMap((scope) =>
        (scope.spans ?? []).map((span) => ({
          ...span,
          app: String(valuesOf(resource.attributes)['service.name']),
          attributes: valuesOf(span.attributes),
          links: span.links ?? [],
        })),
      ),
    );
  return {
    environment: {
      OTEL_TRACES_EXPORTER: 'otlp',
      OTEL_METRICS_EXPORTER: 'otlp',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
      OTEL_BSP_SCHEDULE_DELAY: '100',
      OTEL_METRIC_EXPORT_INTERVAL: '1000',
    },
    exports,
    spans,
    metrics: () =>
      resources().flatMap(({ resource, scopeMetrics = [] }) =>
        scopeMetrics.flatMap((scope) =>
          (scope.metrics ?? []).map(({ name, unit, sum, gauge, histogram }) => ({
            ...{ name, unit, app: String(valuesOf(resource.attributes)['service.name']) },
            points: ((sum ?? gauge ?? histogram)?.dataPoints ?? []).map(({ attributes }) => valuesOf(attributes)),
          })),
        ),
      ),
    resources: () => new Set(resources().flatMap(({ resource }) => resource.attributes.map(({ key }) => key))),
    async span(what, fits, patienceMs = 15_000) {
      const deadline = Date.now() + patienceMs;
      for (;;) {
        const found = spans().find(fits);
        if (found) return found;
        if (Date.now() > deadline) throw new Error(`no span within ${patienceMs} ms: ${what}`);
        await sleep(50);
      }
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function valuesOf(attributes: readonly Attribute[] = []): Record<string, unknown> {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]]));
}
