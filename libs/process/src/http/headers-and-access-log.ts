// Security headers on every answer, and one log line per request with its route template, never its URL.
import type { FastifyInstance } from 'fastify';
import type { Logger } from '../log/create-logger.js';
import { QUIET_ROUTES, traceIdOf } from '../telemetry/request-trace.js';

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Adds the security headers an answer has not set itself. */
export function addSecurityHeaders(instance: FastifyInstance, secure: boolean): void {
  instance.addHook('onSend', (_request, reply, payload, done) => {
    for (const [name, value] of Object.entries(SECURITY_HEADERS)) {
      if (!reply.hasHeader(name)) void reply.header(name, value);
    }
    if (secure) void reply.header('strict-transport-security', 'max-age=31536000');
    done(null, payload);
  });
}

/** Logs method, route template, status and duration of each request; health and metrics only when they fail. */
export function addAccessLog(instance: FastifyInstance, logger: Logger): void {
  instance.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'unmatched';
    if (!QUIET_ROUTES.has(route)) {
      logger.info({
        event: 'request',
        method: request.method,
        route,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime * 10) / 10,
        ...loggedTrace(traceIdOf(request)),
      });
    }
    done();
  });
}

function loggedTrace(traceId: string | undefined): { traceId?: string } {
  return traceId === undefined ? {} : { traceId };
}
