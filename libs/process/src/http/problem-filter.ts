// The one exception filter: whatever was thrown becomes application/problem+json, and failures of ours are logged.
import { Catch, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from '../log/create-logger.js';
import { problemHeaders, toProblem } from './to-problem.js';

@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    answerProblem(thrown, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>(), this.logger);
  }
}

/** Answers with the problem document of what was thrown; a reply that has begun is cut off instead. */
export function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply, logger: Logger): void {
  const document = toProblem(thrown);
  if (document.status >= 500) {
    logger[document.status === 503 ? 'warn' : 'error']({
      event: 'request-failed',
      code: document.code,
      route: request.routeOptions?.url ?? 'unmatched',
      err: thrown,
    });
  }
  if (reply.raw.headersSent) {
    reply.raw.destroy();
    return;
  }
  void reply.status(document.status).headers(problemHeaders(document)).serializer(JSON.stringify).send(document);
}
