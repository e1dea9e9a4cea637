// What has been stated, and what the apps say of themselves.
import { callerOf, requireRole } from '#auth';
import type { Notices, Outbox } from '#postgres';
import { GatewayError } from '#wire';
import { Controller, Get, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import type { AccessKeeper, KafkaCredential } from '../access/access-keeper.js';
import { CREDENTIAL, LISTED, problem } from '../facts/openapi.js';
import type { ControlView } from '../control/control-view.js';
import { ACCESS_KEEPER, CONTROL_VIEW, NOTICES, OUTBOX } from '../tokens.js';
import { gather, type Listed, type ListName, LISTS } from './standing-facts.js';

/** A desk looks at the newest; each app keeps one notice of a kind. */
const MOST_NOTICES = 200;

@Controller('api/v1')
@ApiBearerAuth()
@ApiTags('reads')
export class ReadsController {
  constructor(
    @Inject(OUTBOX) private readonly outbox: Outbox,
    @Inject(NOTICES) private readonly notices: Notices,
    @Inject(CONTROL_VIEW) private readonly view: ControlView,
    @Inject(ACCESS_KEEPER) private readonly access: AccessKeeper,
  ) {}

  @Get('kill-switch')
  @ApiOperation({ summary: 'whether all provision is stopped' })
  async killSwitch(@Req() request: object): Promise<{ on: boolean; at: string | null }> {
    requireRole(callerOf(request), 'dpo', 'dpo-approver', 'auditor');
    const last = (await this.outbox.published(['kill-switch-set'])).at(-1);
    return { on: this.view.register.isKilled, at: last?.recordedAt ?? null };
  }

  @Get('notices')
  @ApiOperation({ summary: `the newest state and alerts of each app, newest first, ${MOST_NOTICES} at most` })
  async readNotices(@Req() request: object) {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return {
      notices: (await this.notices.newest(MOST_NOTICES)).map(({ app, kind, notice, receivedAt }) => ({
        app,
        kind,
        notice,
        receivedAt,
      })),
    };
  }

  @Get(':list')
  @ApiOperation({ summary: 'facts of one kind, each with what was stated of it since' })
  @ApiParam({ name: 'list', enum: Object.keys(LISTS) })
  @ApiOkResponse({ description: 'in the order of `control`', schema: LISTED })
  @problem(404)
  async list(@Req() request: object, @Param('list') name: string): Promise<{ items: readonly Listed[] }> {
    requireRole(callerOf(request), 'dpo', 'auditor', ...(name === 'orders' ? (['dpo-approver'] as const) : []));
    if (!Object.hasOwn(LISTS, name)) throw new GatewayError('GW_NOT_FOUND');
    const list = name as ListName;
    return { items: gather(await this.outbox.published(LISTS[list]), list) };
  }

  @Post('recipients/:id/credential')
  @ApiOperation({ summary: 'gives a member’s Kafka user a new password, told once' })
  @ApiCreatedResponse({ description: 'kept nowhere', schema: CREDENTIAL })
  @problem(404)
  async renewCredential(@Req() request: object, @Param('id') id: string): Promise<KafkaCredential> {
    requireRole(callerOf(request), 'dpo');
    const credential = await this.access.renewCredential(id);
    if (credential === null) throw new GatewayError('GW_NOT_FOUND');
    return credential;
  }
}
