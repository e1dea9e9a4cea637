// Configuration: one schema per app, read from the environment once, frozen; every bad variable is named, none shown.
import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import type { Static, TObject, TSchema } from 'typebox';

type Environment = Readonly<Record<string, string | undefined>>;
type Node = TSchema & { type?: string; description?: string; beside?: Beside };

/**
 * What a variable asks of the others; stands in its schema as `beside` and is asked when it is set and valid by itself. Gives
 * `null`, or what is wrong and what to do: the rest of a line that begins with the variable's name.
 */
export type Beside = (values: Readonly<Record<string, unknown>>) => string | null;

/** Either a whole, frozen configuration or one line per bad variable, in the order of the schema. */
export type ConfigResult<T extends TObject> =
  | { readonly config: Readonly<Static<T>> }
  | { readonly faults: readonly string[] };

/**
 * Checks an environment against a schema. `NAME_FILE` may stand for `NAME` (its content without the last line end);
 * an empty value counts as absent, an empty file is a fault; a list is parted by commas. Faults name the variable and what is expected, never the value.
 * Never throws.
 */
export function checkEnvironment<T extends TObject>(schema: T, env: Environment): ConfigResult<T> {
  const faults = new Map<string, string>();
  const values: Record<string, unknown> = {};
  for (const [name, node] of Object.entries(schema.properties) as [string, Node][]) {
    const read = readVariable(name, env);
    if ('fault' in read) faults.set(name, read.fault);
    else if (read.value !== undefined) values[name] = node.type === 'array' ? listOf(read.value) : read.value;
  }
  const validate = new Ajv({ allErrors: true, coerceTypes: true, useDefaults: true, strict: false }).compile(schema);
  if (!validate(values)) {
    for (const error of validate.errors ?? []) {
      const name = variableOf(error);
      if (!faults.has(name)) faults.set(name, faultOf(name, error, schema));
    }
  }
  for (const [name, { beside }] of Object.entries(schema.properties) as [string, Node][]) {
    const fault = name in values && !faults.has(name) ? beside?.(values) : null;
    if (fault) faults.set(name, `\`${name}\` ${fault}`);
  }
  if (faults.size === 0) return { config: freeze(values) as Readonly<Static<T>> };
  return { faults: Object.keys(schema.properties).flatMap((name) => faults.get(name) ?? []) };
}

/**
 * The configuration of this process, read from its environment. On faults prints one line per bad variable to
 * standard error and exits with 1.
 */
export function readConfig<T extends TObject>(app: string, schema: T): Readonly<Static<T>> {
  const result = checkEnvironment(schema, process.env);
  if ('config' in result) return result.config;
  process.stderr.write(result.faults.map((fault) => `${app}: ${fault}\n`).join(''));
  process.exit(1);
}

function readVariable(name: string, env: Environment): { value: string | undefined } | { fault: string } {
  const direct = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return { value: direct };
  if (direct !== undefined) return { fault: `\`${name}\` and \`${name}_FILE\` are both set; set one` };
  try {
    const value = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
    return value === '' ? { fault: `\`${name}_FILE\` names an empty file` } : { value };
  } catch {
    return { fault: `\`${name}_FILE\` names a file that cannot be read` };
  }
}

const listOf = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

function variableOf(error: ErrorObject): string {
  if (error.keyword === 'required') return (error.params as { missingProperty: string }).missingProperty;
  return error.instancePath.split('/')[1] ?? '';
}

function faultOf(name: string, error: ErrorObject, schema: TObject): string {
  const node: Node | undefined = schema.properties[name];
  const expected = node?.description ?? describe(node);
  return error.keyword === 'required'
    ? `\`${name}\` is missing: expected ${expected}`
    : `\`${name}\` is not valid: expected ${expected}`;
}

function describe(node: Node | undefined): string {
  const choices = (node as { enum?: unknown[] } | undefined)?.enum;
  if (choices) return `one of ${choices.map((choice) => `\`${String(choice)}\``).join(', ')}`;
  return node?.type === undefined ? 'another value' : `a value of type ${node.type}`;
}

function freeze<V>(value: V): V {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze);
  return Object.freeze(value);
}
