// A new trace per release, linked to the record's own: a recipient can follow its release and nothing of the dealer's request.
import { randomFillSync } from 'node:crypto';
import { isSpanContextValid, SpanKind, trace, TraceFlags, type SpanContext } from '@opentelemetry/api';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

/** Bytes of a trace id and a span id, drawn 1,024 pairs at a time. */
const PAIR_BYTES = 24;

/**
 * Gives the `traceparent` of a release. Where the record's trace is sampled and a tracer runs, a span is recorded with a
 * link to it; else the ids are random and unsampled. Never throws on an odd `source`.
 */
export function createTraces(): (source: string | undefined) => string {
  const tracer = trace.getTracer('gatekeeper');
  const pool = Buffer.alloc(PAIR_BYTES * 1024);
  let used = pool.length;

  function unsampled(): string {
    if (used === pool.length) {
      randomFillSync(pool);
      used = 0;
    }
    const ids = pool.toString('hex', used, used + PAIR_BYTES);
    used += PAIR_BYTES;
    return `00-${ids.slice(0, 32)}-${ids.slice(32)}-00`;
  }

  return (source) => {
    const record = contextOf(source);
    if (!record || (record.traceFlags & TraceFlags.SAMPLED) === 0) return unsampled();
    const span = tracer.startSpan('release', { root: true, kind: SpanKind.PRODUCER, links: [{ context: record }] });
    span.end();
    const own = span.spanContext();
    if (!isSpanContextValid(own)) return unsampled();
    return `00-${own.traceId}-${own.spanId}-${own.traceFlags.toString(16).padStart(2, '0')}`;
  };
}

function contextOf(traceparent: string | undefined): SpanContext | null {
  const parts = traceparent === undefined ? null : TRACEPARENT.exec(traceparent);
  if (!parts) return null;
  const [, traceId = '', spanId = '', flags = '00'] = parts;
  const context = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(context) ? context : null;
}
