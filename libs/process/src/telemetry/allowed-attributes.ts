// The only attributes a span or a metric may hold. What is not here does not leave the process.
import type { Attributes } from '@opentelemetry/api';
import type { IAttributesProcessor } from '@opentelemetry/sdk-metrics';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { LOG_FIELDS } from '../log/log-fields.js';

/** Of OpenTelemetry's semantic conventions. */
const CONVENTIONS: ReadonlySet<string> = new Set([
  'http.request.method',
  'http.response.status_code',
  'http.route',
  'url.scheme',
  'error.type',
  'messaging.system',
  'messaging.destination.name',
  'messaging.operation.name',
  'messaging.operation.type',
  'messaging.batch.message_count',
]);
/** Labels of our own meters, besides the fields a log line may hold. */
const OUR_LABELS: ReadonlySet<string> = new Set(['outcome', 'effect']);
const LABEL = /^[A-Za-z0-9._:-]{1,100}$/;
const PLAIN = /^[A-Za-z0-9 ._:/{}*-]{1,200}$/;

/** True when the attribute may leave the process. Never throws. */
export function isAllowedAttribute(key: string, value: unknown): boolean {
  if (CONVENTIONS.has(key)) return typeof value === 'number' || (typeof value === 'string' && PLAIN.test(value));
  if (OUR_LABELS.has(key)) return typeof value === 'string' && LABEL.test(value);
  return Object.hasOwn(LOG_FIELDS, key) && LOG_FIELDS[key]?.(value) === true;
}

/** Those of the attributes that may leave the process. Never throws. */
export function allowedAttributes(attributes: Attributes): Attributes {
  return Object.fromEntries(Object.entries(attributes).filter(([key, value]) => isAllowedAttribute(key, value)));
}

/** For the view over all instruments. */
export const ALLOWED_LABELS: IAttributesProcessor = { process: allowedAttributes };

/** Strips finished spans of everything that may hold a value, before `exporter` sees them. */
export function stripped(exporter: SpanExporter): SpanExporter {
  return {
    export(spans, done) {
      spans.forEach(strip);
      exporter.export(spans, done);
    },
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}

function strip(span: ReadableSpan): void {
  for (const key of Object.keys(span.attributes)) {
    if (!isAllowedAttribute(key, span.attributes[key])) delete span.attributes[key];
  }
  span.events.length = 0; // recorded exceptions hold messages
  delete span.status.message;
  for (const link of span.links) delete link.attributes;
  if (!PLAIN.test(span.name)) (span as { name: string }).name = 'unnamed';
}
