// Draws docs/clauses.md from the tests and the requirements: `node scripts/clauses.ts`.
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clausesPage } from './clauses/clauses-page.ts';
import { readProofs, type Proof } from './clauses/read-proofs.ts';
import { REQUIREMENTS } from './clauses/requirements.ts';

const ROOT = join(import.meta.dirname, '..');
const SPECS = '{test,libs,apps}/**/*{.,-}spec.ts';

/** Everything the tests prove: the Articles first, then by file. */
export function proofsOfTests(): readonly Proof[] {
  const files = globSync(SPECS, { cwd: ROOT })
    .map((file) => file.replaceAll('\\', '/'))
    .sort();
  const isArticle = (file: string) => file.startsWith('test/articles/');
  const ordered = [...files.filter(isArticle), ...files.filter((file) => !isArticle(file))];
  return ordered.flatMap((file) => readProofs(file, readFileSync(join(ROOT, file), 'utf8')));
}

if (import.meta.main) {
  writeFileSync(join(ROOT, 'docs', 'clauses.md'), clausesPage(REQUIREMENTS, proofsOfTests()));
}
