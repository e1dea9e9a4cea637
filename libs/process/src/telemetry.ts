// OpenTelemetry, loaded before the app: `node --import ./dist/bundle/telemetry.js dist/bundle/<app>.js`.
import { register } from 'import-in-the-middle/register-hooks.mjs';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { KafkaJsInstrumentation } from '@opentelemetry/instrumentation-kafkajs';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { NodeSDK } from '@opentelemetry/sdk-node';
import {
  BatchSpanProcessor,
  ConsoleSpanExporter,
  SimpleSpanProcessor,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import { createLogger } from './log/create-logger.js';
import { ALLOWED_LABELS, SPAN_STRIPPER } from './telemetry/allowed-attributes.js';
import { logCrashes } from './telemetry/crash-log.js';
import { provideScrape } from './telemetry/metrics-route.js';
import { TRACE_PARENT } from './telemetry/trace-parent.js';

const serviceName = process.env.OTEL_SERVICE_NAME || 'joint-use-gateway';
logCrashes(createLogger(serviceName));

register({ include: ['kafkajs', 'pg', 'http', 'https'] });

/** `OTEL_TRACES_EXPORTER`: `otlp`, `console` or `none` (default). Further `OTEL_*` variables are the exporter's own. */
function spanProcessors(): SpanProcessor[] {
  switch (process.env.OTEL_TRACES_EXPORTER || 'none') {
    case 'otlp':
      return [SPAN_STRIPPER, new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })];
    case 'console':
      return [SPAN_STRIPPER, new SimpleSpanProcessor({ exporter: new ConsoleSpanExporter() })];
    default:
      return [];
  }
}

const prometheus = new PrometheusExporter({ preventServerStart: true });
const serializer = new PrometheusSerializer('', false, undefined, true, true);
provideScrape(async () => serializer.serialize((await prometheus.collect()).resourceMetrics));

new NodeSDK({
  serviceName,
  autoDetectResources: false,
  logRecordProcessors: [],
  textMapPropagator: TRACE_PARENT,
  spanProcessors: spanProcessors(),
  metricReaders: [prometheus],
  views: [{ instrumentName: '*', attributesProcessors: [ALLOWED_LABELS] }],
  instrumentations: [
    new HttpInstrumentation({
      ignoreIncomingRequestHook: ({ url }) => url?.startsWith('/health/') === true || url === '/metrics',
    }),
    new KafkaJsInstrumentation(),
    new PgInstrumentation({ requireParentSpan: true, enhancedDatabaseReporting: false }),
  ],
}).start();
