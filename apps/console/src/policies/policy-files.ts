// The policy versions in `policies/`: one file each, its name the version's id; drafts have no effective date.
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type CompiledPolicy, compilePolicy, PolicyFault } from '#policy';
import { CATALOGUE, type JsonObject } from '#wire';
import { parse } from 'yaml';

export interface PolicyFile {
  readonly policy: CompiledPolicy;
  readonly document: JsonObject;
}

/** Files that are no policy: one line per fault, each with the file's name. */
export class PolicyFilesFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
    this.name = 'PolicyFilesFault';
  }
}

/** Every `*.yaml` of the folder, compiled, in order of name. Throws PolicyFilesFault with the faults of all of them. */
export async function readPolicyFiles(directory: string): Promise<readonly PolicyFile[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.yaml')).sort();
  const files: PolicyFile[] = [];
  const faults: string[] = [];
  for (const name of names) {
    const read = readPolicy(basename(name, '.yaml'), await readFile(join(directory, name), 'utf8'));
    if ('faults' in read) faults.push(...read.faults.map((fault) => `${name}: ${fault}`));
    else files.push(read);
  }
  if (faults.length > 0) throw new PolicyFilesFault(faults);
  return files;
}

function readPolicy(id: string, text: string): PolicyFile | { faults: readonly string[] } {
  let document: JsonObject;
  try {
    document = parse(text) as JsonObject;
  } catch {
    return { faults: ['the file is not YAML'] };
  }
  try {
    const policy = compilePolicy(document, CATALOGUE);
    return policy.id === id
      ? { policy, document }
      : { faults: [`the version in it is \`${policy.id}\`, not \`${id}\``] };
  } catch (fault) {
    if (fault instanceof PolicyFault) return { faults: fault.faults };
    throw fault;
  }
}
