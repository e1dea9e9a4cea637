// Facts about parties: who takes part, under which contract or entrustment, and which streams they have.
import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { AccessKeeper } from '../access/access-keeper.js';
import { ACCESS_KEEPER, FACT_DESK } from '../tokens.js';
import {
  AcceptanceDto,
  ContractDto,
  EmptyBody,
  EndDto,
  EntrustmentDto,
  RecipientDto,
  StreamDto,
} from './bodies.dto.js';
import type { FactDesk } from './fact-desk.js';
import { StatesFact } from './openapi.js';
import { stateFact, type StatingRequest } from './states.js';

@Controller('api/v1')
@ApiBearerAuth()
@ApiTags('parties')
export class PartiesController {
  private readonly tools: { desk: FactDesk; access: AccessKeeper };
  constructor(@Inject(FACT_DESK) desk: FactDesk, @Inject(ACCESS_KEEPER) access: AccessKeeper) {
    this.tools = { desk, access };
  }

  @Post('recipients')
  @StatesFact('registers a party')
  register(@Req() request: StatingRequest, @Body() body: RecipientDto) {
    return stateFact(this.tools, request, 'recipient-registered', body);
  }

  @Post('contracts')
  @StatesFact('a Dealer Contract or an insurer’s was concluded; its Kafka user and rights come with it')
  concludeContract(@Req() request: StatingRequest, @Body() body: ContractDto) {
    return stateFact(this.tools, request, 'contract-concluded', body);
  }

  @Post('contracts/:id/end')
  @StatesFact('a contract ends; when it answers nothing more can be released or read under it')
  endContract(@Req() request: StatingRequest, @Param('id') pathId: string, @Body() body: EndDto) {
    return stateFact(this.tools, request, 'contract-ended', body, { pathId });
  }

  @Post('acceptances')
  @StatesFact('a dealer accepted a version of the policy')
  accept(@Req() request: StatingRequest, @Body() body: AcceptanceDto) {
    return stateFact(this.tools, request, 'policy-accepted', body);
  }

  @Post('streams')
  @StatesFact('opens a stream; its topic, users and rights exist before its fact appears')
  openStream(@Req() request: StatingRequest, @Body() body: StreamDto) {
    return stateFact(this.tools, request, 'stream-opened', body);
  }

  @Post('streams/:id/close')
  @StatesFact('closes a stream; its topic can be read no more')
  closeStream(@Req() request: StatingRequest, @Param('id') pathId: string, @Body() body: EmptyBody) {
    return stateFact(this.tools, request, 'stream-closed', body, { pathId });
  }

  @Post('entrustments')
  @StatesFact('an entrustment contract was concluded')
  entrust(@Req() request: StatingRequest, @Body() body: EntrustmentDto) {
    return stateFact(this.tools, request, 'entrustment-concluded', body);
  }

  @Post('entrustments/:id/end')
  @StatesFact('an entrustment ends')
  endEntrustment(@Req() request: StatingRequest, @Param('id') pathId: string, @Body() body: EndDto) {
    return stateFact(this.tools, request, 'entrustment-ended', body, { pathId });
  }
}
