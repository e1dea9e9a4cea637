// The sandbox's facts: the file's entries as the statements the API would take, each under a key of its own.
import { readFile } from 'node:fs/promises';
import { isJsonObject } from '#wire';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import { parse } from 'yaml';
import type { Stating } from '../facts/fact-desk.js';
import type { FactForm } from '../facts/fact-form.js';
import { FACT_FORMS } from '../facts/fact-forms.js';
import type { FactType } from '#wire';

/** Client the seeded facts are stated by, and the key that makes their ids the same at every start. */
const SANDBOX = 'sandbox';

/** Throws for an entry that is not what its `POST` would take, naming the entry by its place alone. */
export async function readSandboxFacts(file: string): Promise<readonly Stating[]> {
  const entries: unknown = parse(await readFile(file, 'utf8'));
  if (!Array.isArray(entries)) throw new Error('the sandbox facts are not a list');
  return entries.map((entry: unknown, index) => statingOf(entry, index));
}

export function statingOf(entry: unknown, index: number): Stating {
  if (!isJsonObject(entry) || typeof entry.fact !== 'string' || !Object.hasOwn(FACT_FORMS, entry.fact)) {
    throw new Error(`entry ${index + 1} of the sandbox facts names no type of fact`);
  }
  const { fact, ...rest } = entry;
  const type = fact as FactType;
  const form: FactForm<FactType, object> = FACT_FORMS[type];
  const { pathId, plain } = form.hasPath === true ? pathAndBody(rest) : { pathId: undefined, plain: rest };
  const body = plainToInstance(form.body, plain);
  const faults = validateSync(body, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false });
  if (faults.length > 0) {
    const properties = faults.map(({ property }) => `\`${property}\``).join(', ');
    throw new Error(`entry ${index + 1} of the sandbox facts is not right in ${properties}`);
  }
  return { type, body, client: SANDBOX, ...(typeof pathId === 'string' ? { pathId } : {}), seed: SANDBOX };
}

function pathAndBody({ id, ...plain }: Record<string, unknown>) {
  return { pathId: id, plain };
}
