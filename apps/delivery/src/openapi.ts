// What the OpenAPI document says of a pull.
import { applyDecorators } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiResponse } from '@nestjs/swagger';
import { PROBLEMS, RECALLED_TYPE, RELEASED_TYPE, type ProblemCode } from '#wire';
import { MOST_WAIT_S, PAGE } from './limits.js';

export const JSON_TYPE = 'application/json';
export const BATCH_TYPE = 'application/cloudevents-batch+json';

const text = { type: 'string' };
const EVENT = { $ref: '#/components/schemas/StreamEvent' };

/** Components of the document, by name. */
export const SCHEMAS = {
  StreamEvent: {
    type: 'object',
    description: 'CloudEvents 1.0, JSON format; the extensions are the headers `gw_…` and `traceparent` of the topic',
    required: [
      ...['specversion', 'id', 'type', 'source', 'time', 'datacontenttype'],
      ...['gwdecision', 'gwstream', 'gwpolicy', 'gwpurpose', 'gwsalt', 'data'],
    ],
    properties: {
      specversion: { const: '1.0' },
      id: { type: 'string', description: 'the decision id: the same record again has the same' },
      type: { type: 'string', enum: [RELEASED_TYPE, RECALLED_TYPE] },
      source: text,
      time: { type: 'string', format: 'date-time' },
      datacontenttype: { const: 'application/json' },
      gwdecision: text,
      gwstream: text,
      gwpolicy: text,
      gwpurpose: text,
      gwsalt: { type: 'string', description: 'opens the commitments of the decision' },
      traceparent: text,
      data: {
        type: 'object',
        required: ['recordId', 'revision', 'status'],
        properties: { recordId: text, revision: { type: 'integer', minimum: 1 }, status: text },
      },
    },
  },
  Page: {
    type: 'object',
    required: ['records', 'next', 'hasMore'],
    properties: {
      records: { type: 'array', items: EVENT },
      next: { type: 'string', description: 'the cursor to go on with; keep it once the records are kept' },
      hasMore: { type: 'boolean', description: 'there is more to read at once' },
    },
  },
} as const;

const REFUSALS = [
  'GW_INVALID_REQUEST',
  'GW_INVALID_CURSOR',
  'GW_FOREIGN_CURSOR',
  'GW_UNAUTHENTICATED',
  'GW_NOT_FOUND',
  'GW_CURSOR_GONE',
  'GW_RATE_LIMITED',
  'GW_UNAVAILABLE',
] as const satisfies readonly ProblemCode[];

const whole = (minimum: number, maximum: number, fallback: number) => ({
  schema: { type: 'integer', minimum, maximum, default: fallback },
  required: false,
});

export const describesPull: MethodDecorator = applyDecorators(
  ApiParam({ name: 'stream', description: '`<audience>.<purpose>`' }),
  ApiQuery({
    name: 'cursor',
    required: false,
    schema: text,
    description: '`next` of the page before; without it the oldest record still kept comes first',
  }),
  ApiQuery({ name: 'limit', ...whole(1, PAGE.mostRecords, PAGE.records), description: 'most records of the page' }),
  ApiQuery({ name: 'wait', ...whole(0, MOST_WAIT_S, 0), description: 'seconds to wait for a record if there is none' }),
  ApiResponse({
    status: 200,
    description: 'a page, perhaps an empty one; `Link: <…>; rel="next"` leads on',
    content: {
      [JSON_TYPE]: { schema: { $ref: '#/components/schemas/Page' } },
      [BATCH_TYPE]: { schema: { type: 'array', items: EVENT } },
    },
  }),
  ...[...new Set(REFUSALS.map((code) => PROBLEMS[code].status))].map((status) =>
    ApiResponse({
      status,
      description: REFUSALS.filter((code) => PROBLEMS[code].status === status)
        .map((code) => PROBLEMS[code].title)
        .join('; '),
      content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
    }),
  ),
);
