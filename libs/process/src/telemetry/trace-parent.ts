// Trace context across processes: the ids of `traceparent` alone. `tracestate` and baggage carry a stranger's text, so they stop here.
import {
  isSpanContextValid,
  trace,
  TraceFlags,
  type Context,
  type TextMapGetter,
  type TextMapPropagator,
  type TextMapSetter,
} from '@opentelemetry/api';

const HEADER = 'traceparent';
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** W3C trace context without `tracestate`. Never throws. */
export const TRACE_PARENT: TextMapPropagator = {
  inject(context: Context, carrier: unknown, setter: TextMapSetter): void {
    const span = trace.getSpanContext(context);
    if (!span || !isSpanContextValid(span)) return;
    const flags = (span.traceFlags & TraceFlags.SAMPLED).toString(16).padStart(2, '0');
    setter.set(carrier, HEADER, `00-${span.traceId}-${span.spanId}-${flags}`);
  },
  extract(context: Context, carrier: unknown, getter: TextMapGetter): Context {
    const header = getter.get(carrier, HEADER);
    const parts = TRACEPARENT.exec(String(Array.isArray(header) ? header[0] : header));
    if (!parts?.[1] || !parts[2] || !parts[3]) return context;
    const remote = {
      traceId: parts[1],
      spanId: parts[2],
      traceFlags: Number.parseInt(parts[3], 16) & 1,
      isRemote: true,
    };
    return isSpanContextValid(remote) ? trace.setSpanContext(context, remote) : context;
  },
  fields: () => [HEADER],
};
