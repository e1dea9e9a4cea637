// A service record taken in: folded, then validated by one compiled JSON Schema; every fault says where, none says what was there.
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import type { JsonObject } from '../json.js';
import { elementPath, childPath } from '../leaf-path.js';
import type { Fault } from '../problems.js';
import { RECORD_FORMATS } from './catalogue.js';
import { foldRecord, MAX_FAULTS, pointerOf } from './fold.js';
import { SERVICE_RECORD_SCHEMA } from './schema.js';

/** Above this many leaves only the first fault is looked for: a hostile record must not cost a list as long as itself. */
const MAX_LEAVES_FOR_ALL_FAULTS = 5_000;

export type ParsedRecord =
  | { readonly record: JsonObject; readonly flags: readonly string[] }
  | { readonly faults: readonly Fault[] };

function compile(allErrors: boolean): ValidateFunction {
  // `unicode: false`: lengths are UTF-16 code units, as LIMITS says and the catalogue counts; ajv warns of the option.
  const ajv = new Ajv2020({ allErrors, unicode: false, logger: false, strict: true, formats: { ...RECORD_FORMATS } });
  ajv.addVocabulary(['x-item', 'x-fold', 'x-form']);
  return ajv.compile(SERVICE_RECORD_SCHEMA);
}

/** Compiled when first used: most who import the wire's words never validate a record. */
function onFirstUse<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

const firstFaultValidator = onFirstUse(() => compile(false));
const allFaultsValidator = onFirstUse(() => compile(true));

const DAY = 'is not a calendar day (`2026-11-22`, `2026/11/22`, `2026年11月22日`, `R8.11.22`, `令和8年11月22日`)';
const INSTANT = 'is not an RFC 3339 instant with its offset';

function detailOf({ keyword, params }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is required';
    case 'type':
      return `must be of type ${String(params.type)}`;
    case 'enum':
      return `must be one of ${(params.allowedValues as string[]).join(', ')}`;
    case 'format':
      return params.format === 'day' ? DAY : INSTANT;
    case 'pattern':
      return `must match ${String(params.pattern)}`;
    case 'minimum':
    case 'maximum':
    case 'minLength':
    case 'maxLength':
      return `must have ${keyword} ${String(params.limit)}`;
    default:
      return 'is of a kind that does not belong here';
  }
}

/** ajv walks known paths only, so no step of its pointers is an unknown key. */
function faultOf(error: ErrorObject): Fault {
  const missing = error.keyword === 'required' ? [String(error.params.missingProperty)] : [];
  const steps = [...error.instancePath.split('/').slice(1), ...missing];
  const path = steps.reduce((parent, step) => (/^\d+$/.test(step) ? elementPath(parent) : childPath(parent, step)), '');
  return { pointer: pointerOf(steps), path, detail: detailOf(error) };
}

function hasManyLeaves(value: unknown): boolean {
  let left = MAX_LEAVES_FOR_ALL_FAULTS;
  const count = (node: unknown): void => {
    if (--left < 0 || typeof node !== 'object' || node === null) return;
    for (const child of Object.values(node)) {
      count(child);
      if (left < 0) return;
    }
  };
  count(value);
  return left < 0;
}

function faultsOf(value: unknown): Fault[] {
  const validator = hasManyLeaves(value) ? firstFaultValidator() : allFaultsValidator();
  validator(value);
  return (validator.errors ?? [])
    .filter(({ schemaPath }) => !/\/anyOf\/\d+\//.test(schemaPath)) // a branch of a union says nothing by itself
    .slice(0, MAX_FAULTS)
    .map(faultOf);
}

/**
 * Folds identifiers, codes and days of `value` and validates it as a service record (JSON Schema 2020-12).
 * Gives a folded copy, its keys sorted, with the flags of its identifiers (`vehicle.vin:checkdigit`); or at most 20 faults,
 * each with JSON Pointer and leaf path, unknown keys written `?`, never a value. Equal content gives equal `JSON.stringify`.
 * A VIN is never refused for check digit or model year. Never throws.
 */
export function parseServiceRecord(value: unknown): ParsedRecord {
  const folded = foldRecord(value);
  if (folded.faults.length > 0) return { faults: folded.faults };
  if (!firstFaultValidator()(folded.value)) return { faults: faultsOf(folded.value) };
  return { record: folded.value as JsonObject, flags: folded.flags };
}
