// Spans and metrics pushed to a collector, by OpenTelemetry's own environment variables; loaded only where one of them asks.
import { diag, DiagLogLevel } from '@opentelemetry/api';
import { envDetector, serviceInstanceIdDetector } from '@opentelemetry/resources';
import {
  PeriodicExportingMetricReader,
  type IMetricReader,
  type PushMetricExporter,
  type ViewOptions,
} from '@opentelemetry/sdk-metrics';
import { NodeSDK, type NodeSDKConfiguration } from '@opentelemetry/sdk-node';
import { ConsoleSpanExporter, SimpleSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace';
import type { Logger } from '../log/create-logger.js';
import { stripped } from './allowed-attributes.js';

export interface Push {
  readonly serviceName: string;
  readonly logger: Logger;
  readonly scrape: IMetricReader;
  readonly views: ViewOptions[];
}

/** What is told of faults of the collector: that there are some, once in so long. */
const TELL_EVERY_MS = 60_000;

/**
 * Starts; gives what sends the rest and ends. A collector that is absent, late or silent costs what it was to be sent,
 * and nothing else: queues are bounded, and nobody waits for it.
 */
export async function startPush({ serviceName, logger, scrape, views }: Push): Promise<() => Promise<unknown>> {
  // It would have the SDK print whatever an exporter was given, or answered.
  delete process.env.OTEL_LOG_LEVEL;
  const metricReaders = [scrape];
  if (process.env.OTEL_METRICS_EXPORTER === 'otlp') metricReaders.push(periodic(await otlpMetrics()));
  const sdk = new NodeSDK({
    ...{ serviceName, metricReaders, views },
    ...(await traces()),
    resourceDetectors: [envDetector, serviceInstanceIdDetector],
    logRecordProcessors: [],
    textMapPropagator: null,
  });
  sdk.start();
  let toldAt = -TELL_EVERY_MS;
  const tell = () => {
    if (performance.now() - toldAt < TELL_EVERY_MS) return;
    toldAt = performance.now();
    logger.warn({ event: 'telemetry-fault' });
  };
  const quiet = () => undefined;
  diag.setLogger(
    { error: tell, warn: tell, info: quiet, debug: quiet, verbose: quiet },
    { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true },
  );
  return () => sdk.shutdown();
}

async function traces(): Promise<Partial<NodeSDKConfiguration>> {
  switch (process.env.OTEL_TRACES_EXPORTER) {
    case 'otlp':
      // The SDK batches it by `OTEL_BSP_*` and samples by `OTEL_TRACES_SAMPLER`.
      return { traceExporter: stripped(await otlpTraces()) };
    case 'console':
      return { spanProcessors: [new SimpleSpanProcessor({ exporter: stripped(new ConsoleSpanExporter()) })] };
    default:
      return { spanProcessors: [] };
  }
}

const isJson = (signal: 'TRACES' | 'METRICS'): boolean =>
  (process.env[`OTEL_EXPORTER_OTLP_${signal}_PROTOCOL`] ?? process.env.OTEL_EXPORTER_OTLP_PROTOCOL) === 'http/json';

async function otlpTraces(): Promise<SpanExporter> {
  const { OTLPTraceExporter } = isJson('TRACES')
    ? await import('@opentelemetry/exporter-trace-otlp-http')
    : await import('@opentelemetry/exporter-trace-otlp-proto');
  return new OTLPTraceExporter();
}

async function otlpMetrics(): Promise<PushMetricExporter> {
  const { OTLPMetricExporter } = isJson('METRICS')
    ? await import('@opentelemetry/exporter-metrics-otlp-http')
    : await import('@opentelemetry/exporter-metrics-otlp-proto');
  return new OTLPMetricExporter();
}

function periodic(exporter: PushMetricExporter): PeriodicExportingMetricReader {
  const every = Number(process.env.OTEL_METRIC_EXPORT_INTERVAL) || 60_000;
  const within = Number(process.env.OTEL_METRIC_EXPORT_TIMEOUT) || 30_000;
  return new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: every,
    exportTimeoutMillis: Math.min(every, within),
  });
}
