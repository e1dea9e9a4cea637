// OpenTelemetry, loaded before the app: `node --import ./dist/bundle/telemetry.js dist/bundle/<app>.js`.
import { metrics } from '@opentelemetry/api';
import { PrometheusExporter, PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { createLogger } from './log/create-logger.js';
import { ALLOWED_LABELS } from './telemetry/allowed-attributes.js';
import { logCrashes } from './telemetry/crash-log.js';
import { provideFlush } from './telemetry/flush.js';
import { provideScrape } from './telemetry/metrics-route.js';

const serviceName = process.env.OTEL_SERVICE_NAME || 'joint-use-gateway';
const logger = createLogger(serviceName);
logCrashes(logger);

const prometheus = new PrometheusExporter({ preventServerStart: true });
const serializer = new PrometheusSerializer('', false, undefined, true, true);
provideScrape(async () => serializer.serialize((await prometheus.collect()).resourceMetrics));
const views = [{ instrumentName: '*', attributesProcessors: [ALLOWED_LABELS] }];

/** `OTEL_TRACES_EXPORTER`: `otlp`, `console` or `none` (default) · `OTEL_METRICS_EXPORTER`: `otlp` or `none` (default). */
const isAsked = (signal: string, ...exporters: string[]) =>
  exporters.includes(process.env[`OTEL_${signal}_EXPORTER`] ?? 'none');
const isPushing = isAsked('TRACES', 'otlp', 'console') || isAsked('METRICS', 'otlp');

if (isPushing && process.env.OTEL_SDK_DISABLED !== 'true') {
  // Loading it takes as long as the rest together.
  const { startPush } = await import('./telemetry/push.js');
  provideFlush(await startPush({ serviceName, logger, scrape: prometheus, views }));
} else {
  metrics.setGlobalMeterProvider(new MeterProvider({ readers: [prometheus], views }));
}
