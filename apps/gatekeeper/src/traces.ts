// The traces of a batch. A release has a trace of its own, whatever came in: by it a recipient learns nothing of the dealer's
// request, nor of what others received. What joins the two is a link between our own spans.
import { randomFillSync } from 'node:crypto';
import { ROOT_CONTEXT, SpanKind, trace, type Link, type Span } from '@opentelemetry/api';
import { endBatchSpan, formatTraceParent, parseTraceParent, startBatchSpan } from '#process';
import { TOPICS } from '#wire';

/** The trace of one record of the batch at hand. */
export interface RecordTrace {
  /** `traceparent` within the dealer's trace, for what stays in the house; `undefined` where the record is not traced. */
  readonly own: string | undefined;
  /** `traceparent` of one release: ids nobody else is given. Never says whether anything was recorded of it. */
  readonly release: (stream: string) => string;
}

/** The spans of one batch. Those of records and releases are told of once it has committed. */
export interface BatchTraces {
  /** The trace of a record that came with `source`. Never throws on an odd one. */
  readonly of: (source: string | undefined) => RecordTrace;
  readonly committed: () => void;
  /** It was decided, and will be decided anew. */
  readonly abandoned: () => void;
}

/** Begins a batch of records that came with these. Of one that ends in neither way nothing is told. */
export type BeginTraces = (count: number, sources: Iterable<string | undefined>) => BatchTraces;

/** Bytes of a trace id and a span id, drawn 1,024 pairs at a time. */
const PAIR_BYTES = 24;

/**
 * Spans of a batch, of each sampled record in it and of each release of those. Without a tracer, or for a record that is
 * not sampled, ids are drawn and nothing else.
 */
export function createTraces(): BeginTraces {
  const tracer = trace.getTracer('gatekeeper');
  const freshIds = createIds();
  const untraced: RecordTrace = { own: undefined, release: freshIds };

  return (count, sources) => {
    const batch = startBatchSpan(TOPICS.serviceRecords.name, count, sources);
    const open: Span[] = [];

    const release = (stream: string, links: Link[]): string => {
      const options = { root: true, kind: SpanKind.PRODUCER, links, attributes: { stream } };
      const span = tracer.startSpan('release', options);
      if (!span.isRecording()) return freshIds();
      open.push(span);
      return formatTraceParent({ ...span.spanContext(), traceFlags: 0 });
    };

    return {
      of(source) {
        if (source === undefined || !batch.isRecording()) return untraced;
        const sender = parseTraceParent(source);
        if (sender === null) return untraced;
        const links = [{ context: batch.spanContext() }];
        const parent = trace.setSpanContext(ROOT_CONTEXT, sender);
        const span = tracer.startSpan('decide', { kind: SpanKind.CONSUMER, links }, parent);
        if (!span.isRecording()) return untraced;
        open.push(span);
        const toRecord = [{ context: span.spanContext() }];
        return { own: formatTraceParent(span.spanContext()), release: (stream) => release(stream, toRecord) };
      },
      committed() {
        for (const span of open) span.end();
        endBatchSpan(batch, 'committed');
      },
      abandoned: () => endBatchSpan(batch, 'abandoned'),
    };
  };
}

/** Draws the ids of a trace nobody records. */
function createIds(): () => string {
  const pool = Buffer.alloc(PAIR_BYTES * 1024);
  let digits = '';
  let used = 0;
  return () => {
    if (used === digits.length) {
      digits = randomFillSync(pool).toString('hex');
      used = 0;
    }
    const traceId = digits.slice(used, used + 32);
    const spanId = digits.slice(used + 32, used + 48);
    used += 48;
    return `00-${traceId}-${spanId}-00`;
  };
}
