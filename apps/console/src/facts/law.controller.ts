// Facts of the law: orders with their approvals, the kill switch, policy versions.
import { callerOf, requireRole } from '#auth';
import type { JsonObject } from '#wire';
import { Body, Controller, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiTags } from '@nestjs/swagger';
import type { AccessKeeper } from '../access/access-keeper.js';
import type { Certificates } from '../certificates/certificates.js';
import { ACCESS_KEEPER, CERTIFICATES, FACT_DESK } from '../tokens.js';
import { EmptyBody, KillSwitchDto, OrderDto, PolicyDto } from './bodies.dto.js';
import type { FactDesk } from './fact-desk.js';
import { policyData } from './fact-forms.js';
import { problem, StatesFact } from './openapi.js';
import { stateFact, type StatingRequest } from './states.js';

@Controller('api/v1')
@ApiBearerAuth()
@ApiTags('law')
export class LawController {
  private readonly tools: { desk: FactDesk; access: AccessKeeper };
  constructor(
    @Inject(FACT_DESK) desk: FactDesk,
    @Inject(ACCESS_KEEPER) access: AccessKeeper,
    @Inject(CERTIFICATES) private readonly certificates: Certificates,
  ) {
    this.tools = { desk, access };
  }

  @Post('orders')
  @StatesFact('a legal order was received; it counts once two different persons approved it')
  receiveOrder(@Req() request: StatingRequest, @Body() body: OrderDto) {
    return stateFact(this.tools, request, 'order-received', body);
  }

  @Post('orders/:id/approve')
  @StatesFact('the caller approves an order')
  approveOrder(@Req() request: StatingRequest, @Param('id') pathId: string, @Body() body: EmptyBody) {
    return stateFact(this.tools, request, 'order-approved', body, { pathId, roles: ['dpo', 'dpo-approver'] });
  }

  @Post('kill-switch')
  @StatesFact('stops every new release, or lets them go on; what was released before stays until its retention ends')
  setKillSwitch(@Req() request: StatingRequest, @Body() body: KillSwitchDto) {
    return stateFact(this.tools, request, 'kill-switch-set', body, { roles: ['dpo', 'dpo-approver'] });
  }

  @Post('policies')
  @StatesFact(
    'certifies and publishes a version of the policy; answered within 80 s, and 503 says whether to publish it again',
  )
  @problem(422)
  @problem(503)
  async publishPolicy(@Req() request: StatingRequest, @Body() body: PolicyDto) {
    requireRole(callerOf(request), 'dpo');
    await this.certificates.require(policyData(body.document as JsonObject).document);
    return stateFact(this.tools, request, 'policy-published', body);
  }
}
