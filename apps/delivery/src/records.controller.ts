// The recipient's door: one page of a stream, now or as soon as there is one.
import { callerOf } from '#auth';
import { linkRequest } from '#process';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { openExchange } from './exchange.js';
import { BATCH_TYPE, describesPull, JSON_TYPE } from './openapi.js';
import { pull, type PullTools } from './pull.js';

export const PULL_TOOLS = Symbol('pull tools');

@ApiTags('streams')
@ApiBearerAuth()
@Controller('v1/streams')
export class RecordsController {
  constructor(@Inject(PULL_TOOLS) private readonly tools: PullTools) {}

  @Get(':stream/records')
  @ApiOperation({
    operationId: 'pullRecords',
    summary: 'Releases and recalls of a stream, for a member of its audience',
  })
  @describesPull
  async pull(
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
    @Param('stream') stream: string,
    @Query() query: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    const exchange = openExchange(reply.raw);
    const { events, next, hasMore } = await pull(this.tools, callerOf(request), stream, query, exchange);
    exchange.sends();
    linkRequest(
      request,
      events.map(({ trace }) => trace),
    );
    // A connection kept for a next request would keep the process from ending.
    if (this.tools.ending.aborted) void reply.header('connection', 'close');
    const records = `[${events.map(({ json }) => json).join(',')}]`;
    void reply.header('link', `<${nextPath(stream, next, query)}>; rel="next"`);
    const isBatch = wantsBatch(request.headers.accept);
    await reply
      .type(isBatch ? BATCH_TYPE : JSON_TYPE)
      .send(isBatch ? records : `{"records":${records},"next":"${next}","hasMore":${hasMore}}`);
  }
}

/** The next request, with the same `limit` and `wait`. */
function nextPath(stream: string, cursor: string, query: Readonly<Record<string, unknown>>): string {
  const asked = ['limit', 'wait'].flatMap((name) => (typeof query[name] === 'string' ? [[name, query[name]]] : []));
  const search = new URLSearchParams([['cursor', cursor], ...(asked as [string, string][])]);
  return `/v1/streams/${encodeURIComponent(stream)}/records?${search.toString()}`;
}

/** True when the batch format is named before plain JSON is, or alone. */
function wantsBatch(accept: string | undefined): boolean {
  const types = (accept ?? '').split(',').map((part) => part.split(';', 1)[0]?.trim().toLowerCase());
  return types.find((type) => type === BATCH_TYPE || type === JSON_TYPE) === BATCH_TYPE;
}
