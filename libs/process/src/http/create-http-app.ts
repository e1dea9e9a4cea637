// A Nest application on Fastify as every app of the house serves it: problems, health, metrics, OpenAPI, headers, access log.
import type { DynamicModule, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../log/create-logger.js';
import { nestLogger } from '../log/nest-logger.js';
import { addMetricsRoute } from '../telemetry/metrics-route.js';
import { addRequestTrace } from '../telemetry/request-trace.js';
import { answerClientFault } from './client-faults.js';
import { addAccessLog, addSecurityHeaders } from './headers-and-access-log.js';
import { addHealth, type Check } from './health.js';
import { parseJsonOnly, refuseOtherEncodings } from './json-body.js';
import { openApiOf, type DocumentHook } from './openapi.js';
import { answerProblem, ProblemFilter } from './problem-filter.js';
import { createValidationPipe } from './validation.js';

export type { Check, DocumentHook };

export interface HttpAppOptions {
  /** Name of the app, for its OpenAPI document. */
  readonly app: string;
  readonly logger: Logger;
  /** Bytes of a request body; default 1 MiB. */
  readonly bodyLimit?: number;
  /** Milliseconds in which a request must have arrived whole; default 30 s, 0 for an app that takes streams. */
  readonly requestTimeoutMs?: number;
  /** Milliseconds after which a connection on which nothing moves is cut; default 120 s. */
  readonly idleTimeoutMs?: number;
  /** PEM; serves HTTPS. Both or none. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** What must be ready for the app to be; read at each question, so it may grow later. */
  readonly checks?: Readonly<Record<string, Check>>;
  /** JSON Schemas (2020-12) to name in the OpenAPI document's components. */
  readonly schemas?: Readonly<Record<string, object>>;
  readonly document?: DocumentHook;
}

const DEFAULT_BODY_LIMIT = 1_048_576;
const PLUGIN_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
const IDLE_TIMEOUT_MS = 120_000;

/**
 * The application of a Nest module, initialised when {@link listen} is called. Bodies are `application/json` only; an app
 * adds parsers of its own on `app.getHttpAdapter().getInstance()` before listening.
 */
export async function createHttpApp(
  module: Type<unknown> | DynamicModule,
  options: HttpAppOptions,
): Promise<NestFastifyApplication> {
  const { logger, tls } = options;
  const adapter = new FastifyAdapter({
    logger: false,
    bodyLimit: options.bodyLimit ?? DEFAULT_BODY_LIMIT,
    forceCloseConnections: 'idle',
    requestTimeout: options.requestTimeoutMs ?? REQUEST_TIMEOUT_MS,
    // A peer that is gone without a word, or reads no answer, would hold its connection and its request for ever.
    connectionTimeout: options.idleTimeoutMs ?? IDLE_TIMEOUT_MS,
    clientErrorHandler: answerClientFault,
    // A decision id ends with a purpose, which may be any string of some length.
    routerOptions: { maxParamLength: 1_000 },
    pluginTimeout: PLUGIN_TIMEOUT_MS,
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
      answerProblem(error, request, reply, logger),
    ...(tls ? { https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' } } : {}),
  });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: nestLogger(logger),
    bodyParser: false,
    abortOnError: false,
  });
  app.useGlobalPipes(createValidationPipe());
  app.useGlobalFilters(new ProblemFilter(logger));
  const instance = adapter.getInstance<FastifyInstance>();
  parseJsonOnly(instance);
  refuseOtherEncodings(instance);
  addRequestTrace(instance, tls !== undefined);
  addSecurityHeaders(instance, tls !== undefined);
  addAccessLog(instance, logger);
  addHealth(instance, options.checks ?? {}, logger);
  addMetricsRoute(instance);
  let document: unknown;
  instance.get(
    '/openapi.json',
    () => (document ??= openApiOf(app, options.app, options.schemas ?? {}, options.document)),
  );
  return app;
}
