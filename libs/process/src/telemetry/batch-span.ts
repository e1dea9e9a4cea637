// One span for a batch of messages, linked to the traces they came from: the way a batch joins many traces into one.
import { SpanKind, SpanStatusCode, trace, type Link, type Span } from '@opentelemetry/api';
import { parseTraceParent } from './trace-parent.js';

/** What a span holds by OpenTelemetry's default; the rest of a larger batch is found from the other side. */
const MOST_LINKS = 128;

/** Links to distinct traces, in order, the first 128; what is no `traceparent` is left out. */
export function linksTo(traceparents: Iterable<string | undefined>): Link[] {
  const links = new Map<string, Link>();
  for (const traceparent of traceparents) {
    if (traceparent === undefined || links.has(traceparent)) continue;
    const context = parseTraceParent(traceparent);
    if (context) links.set(traceparent, { context });
    if (links.size === MOST_LINKS) break;
  }
  return [...links.values()];
}

/** Begins a span (kind consumer, a trace of its own) over `count` messages of a topic; records nothing without a tracer. */
export function startBatchSpan(topic: string, count: number, traceparents: Iterable<string | undefined>): Span {
  const span = trace.getTracer('messaging').startSpan(`process ${topic}`, {
    kind: SpanKind.CONSUMER,
    root: true,
    attributes: {
      'messaging.system': 'kafka',
      'messaging.operation.name': 'process',
      'messaging.operation.type': 'process',
      'messaging.destination.name': topic,
      'messaging.batch.message_count': count,
    },
  });
  if (span.isRecording()) for (const link of linksTo(traceparents)) span.addLink(link);
  return span;
}

/** Ends a batch's span with what became of it. */
export function endBatchSpan(span: Span, outcome: 'committed' | 'abandoned'): void {
  span.setAttribute('outcome', outcome);
  if (outcome === 'abandoned') span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}
