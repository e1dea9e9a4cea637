// What flowed, the decisions behind a count, and one record's decisions: for the DPO and auditors.
import { callerOf, requireRole } from '#auth';
import type { DecisionList, Flows, JudgedRecord } from '#wire';
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { problem } from '../facts/openapi.js';
import { FLOW_DESK } from '../tokens.js';
import type { FlowDesk } from './flow-desk.js';
import { schemaOf } from './openapi.js';
import { DecisionsQuery, RangeQuery, SearchDto } from './requests.dto.js';

@Controller('api/v1')
@ApiBearerAuth()
@ApiTags('flows')
export class FlowsController {
  constructor(@Inject(FLOW_DESK) private readonly desk: FlowDesk) {}

  @Get('flows')
  @ApiOperation({ summary: 'leaves by stream, item, outcome and reason, each held against the policy' })
  @ApiOkResponse(schemaOf('Flows'))
  @problem(400)
  @problem(503)
  flows(@Req() request: object, @Query() query: RangeQuery): Promise<Flows> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return this.desk.flows(query, Date.now());
  }

  @Get('flows/decisions')
  @ApiOperation({ summary: 'the decisions behind a count, newest first' })
  @ApiOkResponse(schemaOf('DecisionList'))
  @problem(400)
  @problem(503)
  decisions(@Req() request: object, @Query() query: DecisionsQuery): Promise<DecisionList> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return this.desk.decisions(query, Date.now());
  }

  @Post('decisions/search')
  @HttpCode(200)
  @ApiOperation({
    summary: 'decisions on a record, by the keyed HMAC of what its dealer calls it; stores and logs nothing of it',
  })
  @ApiOkResponse(schemaOf('DecisionList'))
  @problem(400)
  @problem(503)
  search(@Req() request: object, @Body() body: SearchDto): Promise<DecisionList> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return this.desk.search(body);
  }

  @Get('decisions/:id')
  @ApiOperation({ summary: 'everything decided on the record that this decision is about, leaf by leaf' })
  @ApiParam({ name: 'id', description: '`gw_decision` of a release, or an id of a list' })
  @ApiOkResponse(schemaOf('JudgedRecord'))
  @problem(404)
  @problem(503)
  record(@Req() request: object, @Param('id') id: string): Promise<JudgedRecord> {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return this.desk.record(id);
  }
}
