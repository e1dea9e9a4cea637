// The catalogue: every leaf path of a service record with its item, derived from the one schema.
import type { TSchema } from 'typebox';
import { isDay, parseInstant } from '../instants.js';
import type { Item } from '../items.js';
import type { JsonScalar } from '../json.js';
import { childPath, elementPath } from '../leaf-path.js';
import { SERVICE_RECORD_SCHEMA, type LeafAnnotation } from './schema.js';

export interface CatalogueEntry {
  readonly path: string;
  readonly item: Item | 'envelope';
  /** False for a value of a wrong kind (type, pattern, enum, range): such a leaf counts as unmapped. Never throws. */
  readonly accepts: (value: JsonScalar) => boolean;
  /** True for a string that must be scanned for personal data: one its schema does not lock. Never throws. */
  readonly isFreeText: (value: JsonScalar) => boolean;
}

/** Leaf path to entry. A path that is not a key here is unmapped. */
export type Catalogue = ReadonlyMap<string, CatalogueEntry>;

type Node = TSchema &
  Partial<LeafAnnotation> & {
    type?: string;
    properties?: Record<string, Node>;
    items?: Node;
    anyOf?: Node[];
    enum?: unknown[];
    format?: string;
    pattern?: string;
    minLength?: number;
    maxLength?: number;
    minimum?: number;
    maximum?: number;
  };

const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  day: isDay,
  instant: (text) => !Number.isNaN(parseInstant(text)),
};

/** The formats of the record's schema, for a JSON Schema validator. */
export const RECORD_FORMATS = FORMATS;

function scalarTest(node: Node): (value: JsonScalar) => boolean {
  if (node.anyOf) {
    const tests = node.anyOf.map(scalarTest);
    return (value) => tests.some((test) => test(value));
  }
  if (node.enum) {
    const allowed = new Set<unknown>(node.enum);
    return (value) => allowed.has(value);
  }
  const pattern = node.pattern === undefined ? undefined : new RegExp(node.pattern, 'u');
  const format = node.format === undefined ? undefined : FORMATS[node.format];
  const { minLength = 0, maxLength = Infinity, minimum = -Infinity, maximum = Infinity } = node;
  switch (node.type) {
    case 'string':
      return (value) =>
        typeof value === 'string' &&
        value.length >= minLength &&
        value.length <= maxLength &&
        (pattern?.test(value) ?? true) &&
        (format?.(value) ?? true);
    case 'integer':
      return (value) => Number.isInteger(value) && (value as number) >= minimum && (value as number) <= maximum;
    case 'number':
      return (value) => typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return (value) => typeof value === 'boolean';
    case 'null':
      return (value) => value === null;
    default:
      return () => true; // Type.Unknown: a leaf of any kind that no clause lists
  }
}

function freeTextTest(node: Node): (value: JsonScalar) => boolean {
  const form = node['x-form'] === undefined ? undefined : new RegExp(node['x-form']);
  if (form) return (value) => typeof value === 'string' && !form.test(value);
  const locked = node.enum !== undefined || node.format !== undefined || node.pattern !== undefined;
  return locked ? () => false : (value) => typeof value === 'string';
}

function* entries(node: Node, path: string): Generator<CatalogueEntry> {
  const item = node['x-item'];
  if (item !== undefined) {
    yield { path, item, accepts: scalarTest(node), isFreeText: freeTextTest(node) };
  } else if (node.items) {
    yield* entries(node.items, elementPath(path));
  } else {
    for (const [key, child] of Object.entries(node.properties ?? {})) yield* entries(child, childPath(path, key));
  }
}

/** The catalogue of the service record. */
export const CATALOGUE: Catalogue = new Map(
  [...entries(SERVICE_RECORD_SCHEMA as Node, '')].map((entry) => [entry.path, entry]),
);
