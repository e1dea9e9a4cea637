// A span and a duration for each request, by route template: made here, so that nothing has to be patched into `node:http`.
import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { linksTo } from './batch-span.js';
import { histogram } from './instruments.js';
import { formatTraceParent, parseTraceParent } from './trace-parent.js';

/** Asked every few seconds by machines: neither traced nor measured, and logged only when they fail. */
export const QUIET_ROUTES: ReadonlySet<string> = new Set(['/health/live', '/health/ready', '/metrics']);

type Raw = Pick<FastifyRequest, 'raw'>;
const spans = new WeakMap<FastifyRequest['raw'], Span>();

/** Spans (kind server) that go on the caller's trace, and `http.server.request.duration`, until the answer has gone out. */
export function addRequestTrace(instance: FastifyInstance, secure: boolean): void {
  const tracer = trace.getTracer('http');
  const duration = histogram('http.server.request.duration');
  instance.addHook('onRequest', (request, reply, done) => {
    const route = request.routeOptions.url;
    if (route === undefined || !QUIET_ROUTES.has(route)) {
      const { method } = request;
      const given = {
        'http.request.method': method,
        ...(route === undefined ? {} : { 'http.route': route }),
        'url.scheme': secure ? 'https' : 'http',
      };
      const name = route === undefined ? method : `${method} ${route}`;
      const span = tracer.startSpan(name, { kind: SpanKind.SERVER, attributes: given }, parentOf(request));
      if (span.isRecording()) spans.set(request.raw, span);
      const began = performance.now();
      reply.raw.once('close', () => {
        const came = outcomeOf(reply);
        duration((performance.now() - began) / 1_000, { ...given, ...came });
        span.setAttributes(came);
        if (came['error.type'] !== undefined) span.setStatus({ code: SpanStatusCode.ERROR });
        span.end();
      });
    }
    done();
  });
}

function parentOf({ headers }: FastifyRequest): Context {
  const caller = parseTraceParent(headers.traceparent);
  return caller ? trace.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT;
}

type Came = { readonly 'http.response.status_code'?: number; readonly 'error.type'?: string };

/** What the caller got: a status, an error's number, or less than a whole answer. */
function outcomeOf({ raw }: FastifyReply): Came {
  if (!raw.headersSent) return { 'error.type': 'aborted' };
  const status = { 'http.response.status_code': raw.statusCode };
  if (!raw.writableFinished) return { ...status, 'error.type': 'aborted' };
  return raw.statusCode >= 500 ? { ...status, 'error.type': String(raw.statusCode) } : status;
}

/** `traceparent` of the request's own span, to be sent on; `undefined` where it is not traced. Never throws. */
export function traceOf({ raw }: Raw): string | undefined {
  const span = spans.get(raw);
  return span && formatTraceParent(span.spanContext());
}

/** Trace id of the request, for a log line; `undefined` where it is not traced. Never throws. */
export function traceIdOf({ raw }: Raw): string | undefined {
  return spans.get(raw)?.spanContext().traceId;
}

/** Links the request's span to other traces (`traceparent`), the first of many. Does nothing where it is not traced. */
export function linkRequest({ raw }: Raw, traceparents: Iterable<string | undefined>): void {
  const span = spans.get(raw);
  if (span) for (const link of linksTo(traceparents)) span.addLink(link);
}
