// Counts for the desk: what was decided, and what could not be.
import { callerOf, requireRole } from '#auth';
import { type DataSource, listDeadLetters, summarise, type KeptDeadLetter, type StreamSummary } from '#postgres';
import { GatewayError, parseInstant } from '#wire';
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiQuery } from '@nestjs/swagger';
import { refuses, schemaOf } from './openapi.js';
import { DATA_SOURCE } from './tokens.js';

const MAX_DEAD_LETTERS = 1_000;

@Controller('v1')
@ApiBearerAuth()
export class SummaryController {
  constructor(@Inject(DATA_SOURCE) private readonly dataSource: DataSource) {}

  @Get('summary')
  @ApiOperation({ summary: 'per stream: decisions by effect, leaves by outcome and reason' })
  @ApiQuery({ name: 'since', required: false, type: String, description: 'RFC 3339 instant, included' })
  @ApiQuery({ name: 'until', required: false, type: String, description: 'RFC 3339 instant, excluded' })
  @ApiOkResponse(schemaOf('Summary'))
  @refuses(400, 401, 403, 503)
  async summary(
    @Req() request: object,
    @Query('since') since: unknown,
    @Query('until') until: unknown,
  ): Promise<{ streams: StreamSummary[] }> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    const span = [instantOf('since', since), instantOf('until', until)] as const;
    return { streams: await summarise(this.dataSource, ...span) };
  }

  @Get('dead-letters')
  @ApiOperation({ summary: `coordinates and reason of what could not be judged, ${MAX_DEAD_LETTERS} at most` })
  @ApiOkResponse(schemaOf('DeadLetters'))
  @refuses(401, 403, 503)
  async deadLetters(@Req() request: object): Promise<{ deadLetters: KeptDeadLetter[] }> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return { deadLetters: await listDeadLetters(this.dataSource, MAX_DEAD_LETTERS) };
  }
}

/** Epoch milliseconds of an optional instant. */
function instantOf(name: string, value: unknown): number | null {
  if (value === undefined) return null;
  const epochMs = parseInstant(value);
  if (!Number.isNaN(epochMs)) return epochMs;
  const fault = { pointer: `/${name}`, path: name, detail: 'is not an RFC 3339 instant with an offset' };
  throw new GatewayError('GW_INVALID_REQUEST', undefined, [fault]);
}
