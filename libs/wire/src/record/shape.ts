// The record's schema as a walk needs it: what to fold and what to flag at each known path.
import type { TSchema } from 'typebox';
import { childPath, elementPath } from '../leaf-path.js';
import { foldDay } from './fold-day.js';
import { foldChassisNumber, foldCode, foldVin } from './fold-identifier.js';
import { SERVICE_RECORD_SCHEMA, type LeafAnnotation } from './schema.js';
import { hasCheckDigit, hasKnownWmi } from './vin.js';

/** One known place of a record. */
export interface Shape {
  /** Path as decisions write it. */
  readonly path: string;
  readonly properties: ReadonlyMap<string, Shape>;
  readonly items: Shape | undefined;
  readonly fold: ((text: string) => string) | undefined;
  /** Flags of a folded string, such as `checkdigit`. */
  readonly flags: ((text: string) => readonly string[]) | undefined;
}

type Node = TSchema & Partial<LeafAnnotation> & { properties?: Record<string, Node>; items?: Node; pattern?: string };

const FOLDS = { vin: foldVin, chassis: foldChassisNumber, code: foldCode, day: foldDay } as const;

function flagsOf(node: Node): Shape['flags'] {
  if (node['x-fold'] === 'vin') {
    const pattern = new RegExp(node.pattern ?? '', 'u');
    return (vin) => {
      if (!pattern.test(vin)) return [];
      return [...(hasCheckDigit(vin) ? [] : ['checkdigit']), ...(hasKnownWmi(vin) ? [] : ['unknown-wmi'])];
    };
  }
  if (node['x-form'] === undefined) return undefined;
  const form = new RegExp(node['x-form'], 'u');
  return (code) => (form.test(code) ? [] : ['other-form']);
}

function shapeOf(node: Node, path: string): Shape {
  const fold = node['x-fold'];
  const leaf = node['x-item'] !== undefined;
  const properties = leaf ? [] : Object.entries(node.properties ?? {});
  return {
    path,
    properties: new Map(properties.map(([key, child]) => [key, shapeOf(child, childPath(path, key))])),
    items: leaf || !node.items ? undefined : shapeOf(node.items, elementPath(path)),
    fold: fold && FOLDS[fold],
    flags: flagsOf(node),
  };
}

/** The shape of a service record. */
export const RECORD_SHAPE: Shape = shapeOf(SERVICE_RECORD_SCHEMA, '');
