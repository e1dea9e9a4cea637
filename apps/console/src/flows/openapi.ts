// The shapes of the desk's answers for the OpenAPI document.
import { FITS, ITEMS, OUTCOMES, REASONS, SHARES } from '#wire';

const text = { type: 'string' };
const flag = { type: 'boolean' };
const count = { type: 'integer', minimum: 0 };
const hash = { type: 'string', pattern: '^[A-Za-z0-9_-]{43}$' };
const offset = { type: 'string', pattern: '^[0-9]+$' };
const instant = { type: 'string', format: 'date-time' };
const day = { type: 'string', format: 'date', description: 'an Asia/Tokyo day' };
const item = { type: 'string', enum: ITEMS };
const reason = { type: 'string', enum: REASONS };
const effect = { type: 'string', enum: ['released', 'recalled', 'withheld'] };
const list = (items: object) => ({ type: 'array', items });
const orNull = (schema: object) => ({ anyOf: [schema, { type: 'null' }] });
const record = (properties: Record<string, object>) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
});

const listed = { released: count, redacted: count, withheld: count };
const verdict = record({
  ...{ path: text, item, outcome: { type: 'string', enum: OUTCOMES }, clause: text, reason, count },
});

/** Components of the document, by name. */
export const FLOW_SCHEMAS = {
  Flows: record({
    ...{ from: day, to: day, asOf: instant, goneBy: instant },
    policy: orNull(record({ id: text, effectiveOn: orNull(day) })),
    isKilled: flag,
    counted: record({
      upTo: orNull(instant),
      partitions: count,
      current: orNull(count),
      behind: orNull(count),
      deadLetters: count,
      unread: count,
    }),
    streams: list(
      record({
        ...{ stream: text, audience: text, purpose: text, isOpen: flag },
        decisions: record({ released: count, recalled: count, withheld: count }),
        withoutPattern: count,
      }),
    ),
    cells: list(
      record({
        ...{ stream: text, item, share: { type: 'string', enum: SHARES }, reason, clause: text, policy: text },
        ...{ leaves: count, decisions: count },
        fit: { type: 'string', enum: FITS, description: '`within` for whatever was not released' },
      }),
    ),
    earlierDay: orNull(day),
  }),
  DecisionList: record({
    decisions: list(record({ ...{ id: text, stream: text, effect, policy: text, at: instant }, ...listed })),
    next: orNull(text),
  }),
  JudgedRecord: record({
    id: text,
    record: orNull(hash),
    decisions: list(
      record({
        ...{ id: text, stream: text, revision: count, effect, policy: text, policyHash: hash, at: instant },
        ...{ controlOffset: offset, source: record({ partition: count, offset }), verdicts: orNull(list(verdict)) },
        ...{ references: hash, released: orNull(hash), goneBy: orNull(instant) },
      }),
    ),
    isCut: flag,
  }),
  DeskSession: record({ person: text, roles: list(text) }),
} as const;

/** The answer of a route, by the name of its shape. */
export function schemaOf(name: keyof typeof FLOW_SCHEMAS): { schema: { $ref: string } } {
  return { schema: { $ref: `#/components/schemas/${name}` } };
}
