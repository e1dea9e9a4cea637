// `POST /api/v1/decisions/evaluate`: what would this recipient get, and why not the rest? Stores and logs nothing of it.
import { callerOf, requireRole } from '#auth';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, type ApiBodyOptions, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { problem } from '../facts/openapi.js';
import { EVALUATE_TOOLS } from '../tokens.js';
import { evaluate, type EvaluateTools, type Evaluation } from './evaluate.js';
import { EVALUATE_REQUEST_SCHEMA, parseEvaluateRequest } from './evaluate-request.js';

@Controller('api/v1/decisions')
@ApiBearerAuth()
@ApiTags('decisions')
export class EvaluateController {
  constructor(@Inject(EVALUATE_TOOLS) private readonly tools: EvaluateTools) {}

  @Post('evaluate')
  @HttpCode(200)
  @ApiOperation({ summary: 'judges one record under a state given whole; stores nothing' })
  @ApiBody({ schema: EVALUATE_REQUEST_SCHEMA } as unknown as ApiBodyOptions)
  @ApiOkResponse({ description: 'policy, one decision per distinct (path, outcome, item, reason), what is released' })
  @problem(400)
  @problem(404)
  @problem(409)
  evaluate(@Req() request: object, @Body() body: unknown): Evaluation {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return evaluate(parseEvaluateRequest(body), this.tools);
  }
}
