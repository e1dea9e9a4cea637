// The shapes of the ledger's answers for its OpenAPI document.
import { problemAnswer } from '#process';
import { DECISION_PROPERTIES } from '#wire';
import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';

const text = { type: 'string' };
const count = { type: 'integer', minimum: 0 };
const hash = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' };
const offset = { type: 'string', pattern: '^[0-9]+$' };
const instant = { type: 'string', format: 'date-time' };
const { outcome, reason } = DECISION_PROPERTIES;
const list = (items: object) => ({ type: 'array', items });
const record = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

/** Components of the document, by name. */
export const SCHEMAS = {
  Decision: record({
    id: text,
    stream: text,
    effect: { type: 'string', enum: ['released', 'recalled', 'withheld'] },
    policy: text,
    policyHash: hash,
    at: instant,
    controlOffset: offset,
    source: record({ partition: count, offset }),
    pattern: hash,
    verdicts: list(record({ ...DECISION_PROPERTIES, count })),
    references: hash,
    released: { anyOf: [hash, { type: 'null' }] },
  }),
  Summary: record({
    streams: list(
      record({
        stream: text,
        decisions: record({ released: count, recalled: count, withheld: count }),
        withoutPattern: count,
        leaves: list(record({ outcome, reason, count })),
      }),
    ),
  }),
  DeadLetters: record({
    deadLetters: list(record({ topic: text, partition: count, offset, reason: text, at: instant })),
  }),
} as const;

/** The answer of a route, by the name of its shape. */
export function schemaOf(name: keyof typeof SCHEMAS): { schema: { $ref: string } } {
  return { schema: { $ref: `#/components/schemas/${name}` } };
}

/** Problems a route answers with, by status. */
export function refuses(...statuses: readonly number[]): MethodDecorator {
  return applyDecorators(...statuses.map((status) => ApiResponse({ status, ...problemAnswer(status) })));
}
