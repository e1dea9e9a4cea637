// `POST /api/v1/decisions/evaluate`: what would this recipient get, and why not the rest? Stores and logs nothing of it.
import { callerOf, requireRole } from '#auth';
import { DECISION_PROPERTIES } from '#wire';
import { Body, Controller, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, type ApiBodyOptions, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { problem } from '../facts/openapi.js';
import { EVALUATE_TOOLS } from '../tokens.js';
import { evaluate, type EvaluateTools, type Evaluation } from './evaluate.js';
import { EVALUATE_REQUEST_SCHEMA, parseEvaluateRequest } from './evaluate-request.js';

const EVALUATION = {
  type: 'object',
  required: ['policy', 'decisions', 'released'],
  properties: {
    policy: { type: 'string', description: 'the version judged by' },
    decisions: {
      type: 'array',
      items: { type: 'object', required: Object.keys(DECISION_PROPERTIES), properties: DECISION_PROPERTIES },
    },
    released: { type: ['object', 'null'], description: 'null: nothing is' },
  },
};

@Controller('api/v1/decisions')
@ApiBearerAuth()
@ApiTags('decisions')
export class EvaluateController {
  constructor(@Inject(EVALUATE_TOOLS) private readonly tools: EvaluateTools) {}

  @Post('evaluate')
  @HttpCode(200)
  @ApiOperation({ summary: 'judges one record under a state given whole; stores nothing' })
  @ApiBody({ schema: EVALUATE_REQUEST_SCHEMA } as unknown as ApiBodyOptions)
  @ApiOkResponse({
    description: 'one decision per distinct (path, outcome, item, reason)',
    schema: EVALUATION,
  })
  @problem(404)
  @problem(409)
  evaluate(@Req() request: object, @Body() body: unknown): Evaluation {
    requireRole(callerOf(request), 'dpo', 'auditor');
    return evaluate(parseEvaluateRequest(body), this.tools);
  }
}
