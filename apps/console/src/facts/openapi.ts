// What the OpenAPI document says of every route that states a fact.
import { problemAnswer } from '#process';
import { applyDecorators } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiResponse } from '@nestjs/swagger';

/** A member's Kafka user. */
export const CREDENTIAL = {
  type: 'object',
  required: ['username', 'password'],
  properties: { username: { type: 'string' }, password: { type: 'string' } },
};

const FACT = {
  type: 'object',
  required: ['type', 'at', 'data'],
  properties: {
    type: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    data: { type: 'object', additionalProperties: true },
  },
};

/** Facts of one kind, each with what was stated of it since. */
export const LISTED = {
  type: 'object',
  required: ['items'],
  properties: {
    items: {
      type: 'array',
      items: {
        type: 'object',
        required: ['stated', 'at', 'since'],
        properties: { stated: FACT.properties.data, at: FACT.properties.at, since: { type: 'array', items: FACT } },
      },
    },
  },
};

const STATED = {
  type: 'object',
  required: ['fact', 'type', 'at', 'controlOffset', 'data'],
  properties: {
    fact: { type: 'string', description: 'id of the fact, its key on `control`' },
    type: { type: 'string' },
    at: { type: 'string', format: 'date-time' },
    controlOffset: { type: 'string', description: 'offset of the fact on `control`' },
    data: { type: 'object', additionalProperties: true },
    credential: { ...CREDENTIAL, description: 'the Kafka user of a member just admitted: told once, kept nowhere' },
  },
};

/** `summary` of the route; its answers. Adds nothing at run time. */
export const StatesFact = (summary: string) =>
  applyDecorators(
    ApiOperation({ summary }),
    ApiHeader({ name: 'Idempotency-Key', required: false, description: 'the same key again gets the same answer' }),
    ApiResponse({ status: 201, description: 'on `control`, and all it brings about is done', schema: STATED }),
    ...[404, 409].map((status) => problem(status)),
  );

/** A route answers with a problem document of this status. */
export const problem = (status: number) => ApiResponse({ status, ...problemAnswer(status) });
