// Looking up one decision.
import { callerOf } from '#auth';
import type { DataSource } from '#postgres';
import { Controller, Get, Inject, Param, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { AUDIENCES, DATA_SOURCE } from './tokens.js';
import { giveEvidence, type Audiences, type Evidence } from './give-evidence.js';
import { refuses, schemaOf } from './openapi.js';

@Controller('v1/decisions')
@ApiBearerAuth()
export class DecisionsController {
  constructor(
    @Inject(DATA_SOURCE) private readonly dataSource: DataSource,
    @Inject(AUDIENCES) private readonly audiences: Audiences,
  ) {}

  @Get(':id')
  @ApiOperation({ summary: 'a decision with its verdicts, for the audience of its stream, the DPO and auditors' })
  @ApiParam({ name: 'id', description: '`gw_decision` of a release' })
  @ApiOkResponse(schemaOf('Decision'))
  @refuses(401, 404, 503)
  find(@Req() request: object, @Param('id') id: string): Promise<Evidence> {
    return giveEvidence(this.dataSource, this.audiences, callerOf(request), id, Date.now());
  }
}
