// Folding of a whole record: one pass that copies, folds what its schema says, sorts keys and refuses what is not JSON.
import type { JsonObject, JsonValue } from '../json.js';
import type { Fault } from '../problems.js';
import { LIMITS } from './schema.js';
import { RECORD_SHAPE, type Shape } from './shape.js';

/** How an unknown key, and the path of whatever lies under one, is written in faults and flags. */
export const UNKNOWN_KEY = '?';

/** No more than this many faults are told of one record. */
export const MAX_FAULTS = 20;

const LONE_SURROGATE = /\p{Surrogate}/u;

export interface FoldedRecord {
  /** A copy whose objects have their keys in one order, so that equal content is equal text. */
  readonly value: JsonValue;
  /** `path:flag`, each once, sorted. Hold no value. */
  readonly flags: readonly string[];
  /** What is not JSON, or nested too deep; at most {@link MAX_FAULTS}. */
  readonly faults: readonly Fault[];
}

/** A JSON Pointer (RFC 6901) of steps; unknown keys have been written `?` before. */
export function pointerOf(steps: readonly (string | number)[]): string {
  return steps.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Folds any value as a service record. The input is not touched. Never throws; idempotent. */
export function foldRecord(input: unknown): FoldedRecord {
  const faults: Fault[] = [];
  const flags = new Set<string>();
  const steps: (string | number)[] = [];

  const refuse = (shape: Shape | undefined, detail: string): null => {
    if (faults.length < MAX_FAULTS)
      faults.push({ pointer: pointerOf(steps), path: shape ? shape.path : UNKNOWN_KEY, detail });
    return null;
  };

  const foldText = (text: string, shape: Shape | undefined): JsonValue => {
    if (LONE_SURROGATE.test(text)) return refuse(shape, 'is not well-formed Unicode');
    const folded = shape?.fold?.(text) ?? text;
    for (const flag of shape?.flags?.(folded) ?? []) flags.add(`${shape?.path}:${flag}`);
    return folded;
  };

  const foldObject = (source: Readonly<Record<string, unknown>>, shape: Shape | undefined, depth: number) => {
    const copy: JsonObject = {};
    for (const key of Object.keys(source).sort()) {
      const child = shape?.properties.get(key);
      steps.push(child ? key : UNKNOWN_KEY);
      if (!child && LONE_SURROGATE.test(key)) refuse(child, 'is a key that is not well-formed Unicode');
      const value = fold(source[key], child, depth);
      // An assignment to `__proto__` would set the prototype instead of a key.
      if (key === '__proto__') Object.defineProperty(copy, key, { value, enumerable: true, writable: true });
      else copy[key] = value;
      steps.pop();
    }
    return copy;
  };

  const foldList = (source: readonly unknown[], shape: Shape | undefined, depth: number): JsonValue =>
    Array.from(source, (element, index) => {
      steps.push(index);
      const value = fold(element, shape?.items, depth);
      steps.pop();
      return value;
    });

  const fold = (value: unknown, shape: Shape | undefined, depth: number): JsonValue => {
    if (faults.length >= MAX_FAULTS) return null;
    if (typeof value === 'string') return foldText(value, shape);
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : refuse(shape, 'is not a finite number');
    if (typeof value !== 'object') return refuse(shape, 'is not a JSON value');
    if (depth >= LIMITS.depth) return refuse(shape, `is nested more than ${LIMITS.depth} levels deep`);
    return Array.isArray(value)
      ? foldList(value, shape, depth + 1)
      : foldObject(value as Record<string, unknown>, shape, depth + 1);
  };

  const value = fold(input, RECORD_SHAPE, 0);
  return { value, flags: [...flags].sort(), faults };
}
