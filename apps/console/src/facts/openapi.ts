// What the OpenAPI document says of every route that states a fact.
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';

const STATED = {
  type: 'object',
  required: ['fact', 'type', 'at', 'controlOffset', 'data'],
  properties: {
    fact: { type: 'string', description: 'id of the fact, its key on `control`' },
    type: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    controlOffset: { type: 'string', description: 'offset of the fact on `control`' },
    data: { type: 'object', additionalProperties: true },
    credential: {
      type: 'object',
      description: 'the Kafka user of a member just admitted: told once, kept nowhere',
      properties: { username: { type: 'string' }, password: { type: 'string' } },
    },
  },
};

/** `summary` of the route; its answers. Adds nothing at run time. */
export const StatesFact = (summary: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: 'the same key again gets the same answer' }),
    ApiResponse({ status: 201, description: 'on `control`, and all it brings about is done', schema: STATED }),
    ...[400, 401, 403, 409, 503].map((status) => problem(status)),
  );

/** A route answers with a problem document of this status. */
export const problem = (status: number) =>
  ApiResponse({
    status,
    description: 'a problem (RFC 9457)',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  });
