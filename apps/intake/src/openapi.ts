// What the OpenAPI document says of the intake beside its routes.
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { OUTCOMES, PROBLEMS, type ProblemCode, REASONS, SERVICE_RECORD_SCHEMA } from '#wire';

export const NDJSON = 'application/x-ndjson';

/** Named schemas of the document; the record is the one schema that validates it. */
export const INTAKE_SCHEMAS = { ServiceRecord: SERVICE_RECORD_SCHEMA } as const;

export const SERVICE_RECORD_REF = { $ref: '#/components/schemas/ServiceRecord' };
const PROBLEM_REF = { $ref: '#/components/schemas/Problem' };

const recordId = { type: 'string' };
const revision = { type: 'integer', minimum: 1 };

export const ACCEPTANCE = {
  type: 'object',
  required: ['recordId', 'revision', 'status'],
  properties: { recordId, revision, status: { type: 'string', enum: ['accepted', 'duplicate'] } },
};

export const ANSWER_LINE = {
  type: 'object',
  required: ['line', 'status'],
  properties: {
    line: { type: 'integer', minimum: 1 },
    recordId,
    status: { type: 'string', enum: ['accepted', 'duplicate', 'rejected'] },
    problem: PROBLEM_REF,
  },
};

const DECISION = {
  type: 'object',
  required: ['path', 'item', 'outcome', 'clause', 'reason', 'count'],
  properties: {
    path: { type: 'string' },
    item: { type: 'string' },
    outcome: { type: 'string', enum: [...OUTCOMES] },
    clause: { type: 'string' },
    reason: { type: 'string', enum: [...REASONS] },
    count: { type: 'integer', minimum: 1 },
  },
};

export const PREVIEW = {
  type: 'object',
  required: ['recordId', 'revision', 'policy', 'flags', 'streams'],
  properties: {
    recordId,
    revision,
    policy: { type: 'string' },
    flags: { type: 'array', items: { type: 'string' } },
    streams: {
      type: 'array',
      items: {
        type: 'object',
        required: ['stream', 'audience', 'purpose', 'decisions', 'released'],
        properties: {
          stream: { type: 'string' },
          audience: { type: 'string' },
          purpose: { type: 'string' },
          decisions: { type: 'array', items: DECISION },
          released: { type: ['object', 'null'] },
        },
      },
    },
  },
};

const CODES = [
  'GW_INVALID_RECORD',
  'GW_UNAUTHENTICATED',
  'GW_POLICY_NOT_ACCEPTED',
  'GW_REVISION_CONFLICT',
  'GW_TOO_LONG',
  'GW_UNSUPPORTED_MEDIA_TYPE',
  'GW_PROHIBITED_CONTENT',
  'GW_UNAVAILABLE',
] as const satisfies readonly ProblemCode[];

/** The problems every route may answer with. */
export const PROBLEM_ANSWERS: MethodDecorator = applyDecorators(
  ...CODES.map((code) =>
    ApiResponse({
      status: PROBLEMS[code].status,
      description: PROBLEMS[code].title,
      content: { 'application/problem+json': { schema: PROBLEM_REF } },
    }),
  ),
);
