// The dealer's door: one record, many records, or a look at what would become of one.
import { Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { callerOf, requireDealer } from '#auth';
import { problemAnswer, traceOf } from '#process';
import { GatewayError } from '#wire';
import type { Acceptance, IntakeDesk } from './intake-desk.js';
import { ACCEPTANCE, ANSWER_LINE, NDJSON, PREVIEW, PROBLEM_ANSWERS, SERVICE_RECORD_REF } from './openapi.js';
import type { Preview } from './preview-record.js';

export const INTAKE_DESK = Symbol('intake desk');

@ApiTags('service records')
@ApiBearerAuth()
@Controller('v1/service-records')
export class ServiceRecordsController {
  constructor(@Inject(INTAKE_DESK) private readonly desk: IntakeDesk) {}

  @Post()
  @ApiOperation({ operationId: 'acceptServiceRecords', summary: 'Send one record, or many as NDJSON' })
  @ApiConsumes('application/json', NDJSON)
  @ApiBody({ schema: SERVICE_RECORD_REF })
  @ApiResponse({
    status: 202,
    description: 'one record, durable',
    content: { 'application/json': { schema: ACCEPTANCE } },
  })
  @ApiResponse({
    status: 200,
    description: 'one answer line for each line sent',
    content: { [NDJSON]: { schema: ANSWER_LINE } },
  })
  @ApiResponse({ status: 429, ...problemAnswer(429) })
  @PROBLEM_ANSWERS
  async accept(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const dealer = requireDealer(callerOf(request));
    const { body } = request;
    if (body instanceof Readable) {
      const answers = this.desk.acceptBatch(dealer, body, traceOf(request));
      await reply
        .status(200)
        .type(NDJSON)
        .send(Readable.from(answers, { objectMode: true, highWaterMark: 1 }));
      return;
    }
    const acceptance: Acceptance = await this.desk.acceptOne(dealer, bytesOf(body), traceOf(request));
    await reply.status(202).send(acceptance);
  }

  @Post('preview')
  @HttpCode(200)
  @ApiOperation({ operationId: 'previewServiceRecord', summary: 'What each stream would get, and why not the rest' })
  @ApiConsumes('application/json')
  @ApiBody({ schema: SERVICE_RECORD_REF })
  @ApiResponse({ status: 200, description: 'nothing is stored', content: { 'application/json': { schema: PREVIEW } } })
  @PROBLEM_ANSWERS
  preview(@Req() request: FastifyRequest): Preview {
    const dealer = requireDealer(callerOf(request));
    return this.desk.preview(dealer, bytesOf(request.body));
  }
}

function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  throw new GatewayError('GW_UNSUPPORTED_MEDIA_TYPE', 'send one record as `application/json`');
}
