// Reads and compiles one policy file: the version it holds, or every fault with its line.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { compilePolicy, PolicyFault, type CompiledPolicy, type PolicyDocument } from '#policy';
import { CATALOGUE } from '#wire';
import { lineOf } from './line-of.ts';

/** A version: its rules to be asked, its document to be read. */
export interface ReadPolicy {
  readonly policy: CompiledPolicy;
  readonly document: PolicyDocument;
}

/** The version in a file, or one line per fault, in the order of the file. Never throws for what a file may hold. */
export function readPolicy(file: string): ReadPolicy | { readonly faults: readonly string[] } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { faults: ['cannot be read'] };
  }
  const lines = new LineCounter();
  const parsed = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (parsed.errors.length > 0) {
    return {
      faults: parsed.errors.map(({ pos, message }) => `line ${lines.linePos(pos[0]).line}: ${firstLine(message)}`),
    };
  }
  try {
    const document: unknown = parsed.toJS();
    const policy = compilePolicy(document, CATALOGUE);
    if (basename(file) === `${policy.id}.yaml`) return { policy, document: document as PolicyDocument };
    throw new PolicyFault([`\`policy\` must be the name of its file; it is \`${policy.id}\``]);
  } catch (error) {
    if (!(error instanceof PolicyFault)) throw error;
    const placed = error.faults.map((fault) => ({ fault, line: lineOf(fault, parsed, lines) }));
    return { faults: placed.sort((a, b) => a.line - b.line).map(({ fault, line }) => `line ${line}: ${fault}`) };
  }
}

const firstLine = (message: string) => message.split('\n')[0] ?? '';
