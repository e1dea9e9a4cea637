// Trace context across processes: the ids of `traceparent` alone. `tracestate` and baggage carry a stranger's text, so they stop here.
import { isSpanContextValid, TraceFlags, type SpanContext } from '@opentelemetry/api';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** The span a `traceparent` (W3C Trace Context, version 00) names; `null` for anything else. Never throws. */
export function parseTraceParent(text: unknown): SpanContext | null {
  const parts = typeof text === 'string' ? TRACEPARENT.exec(text) : null;
  if (!parts) return null;
  const [, traceId = '', spanId = '', flags = '00'] = parts;
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const context = { traceId, spanId, traceFlags, isRemote: true };
  return isSpanContextValid(context) ? context : null;
}

/** The `traceparent` of a span. */
export function formatTraceParent({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${(traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0')}`;
}
