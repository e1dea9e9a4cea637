// `GET /api/v1/session`: who is signed in.
import { callerOf, requireRole } from '#auth';
import type { DeskSession } from '#wire';
import { Controller, Get, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { problem } from '../facts/openapi.js';
import { schemaOf } from '../flows/openapi.js';

@Controller('api/v1/session')
@ApiBearerAuth()
@ApiTags('session')
export class SessionController {
  @Get()
  @ApiOperation({ summary: 'who is signed in, and in which roles' })
  @ApiOkResponse(schemaOf('DeskSession'))
  @problem(401)
  session(@Req() request: object): DeskSession {
    const caller = callerOf(request);
    requireRole(caller, 'dpo', 'auditor');
    return { person: caller.person ?? caller.clientId, roles: caller.roles };
  }
}
