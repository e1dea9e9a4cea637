// What the OpenAPI document says of the intake beside its routes.
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { problemAnswer } from '#process';
import { DECISION_PROPERTIES, SERVICE_RECORD_SCHEMA } from '#wire';

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
  required: [...Object.keys(DECISION_PROPERTIES), 'count'],
  properties: { ...DECISION_PROPERTIES, count: { type: 'integer', minimum: 1 } },
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

/** The problems of records: of their shape, their dealer, their revision, their content. */
export const PROBLEM_ANSWERS: MethodDecorator = applyDecorators(
  ...[400, 403, 409, 413, 422].map((status) => ApiResponse({ status, ...problemAnswer(status) })),
);
