// The hash of the engine as built: certificates are of one engine, and every app, script and image must say the same of it.
import { createHash } from 'node:crypto';
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

/** What decides, projects and searches, and what enumerates: another enumeration asks for another certificate. */
const ENGINE_LIBS = ['wire', 'policy', 'free-text', 'certificate'];

/** Where a file's map is, which says nothing of what it does. */
const SOURCE_MAP = /\n\/\/# sourceMappingURL=.*\s*$/;

const compiledOf = (source: string) => join(ROOT, 'dist', source.replace(/\.ts$/, '.js'));

/** base64url SHA-256 of the compiled files of today's sources, each with its path; what an earlier build left in `dist` does not count. */
export function engineHash(): string {
  const sources = ENGINE_LIBS.flatMap((lib) => globSync(`libs/${lib}/src/**/*.ts`, { cwd: ROOT }));
  const hash = createHash('sha256');
  for (const source of sources.filter((file) => !file.endsWith('.spec.ts')).sort()) {
    hash
      .update(`${source.replaceAll('\\', '/')}\0`)
      .update(readFileSync(compiledOf(source), 'utf8').replace(SOURCE_MAP, ''))
      .update('\0');
  }
  return hash.digest('base64url');
}

/** Writes the hash over what was compiled of `engine-hash.ts`, from where apps and scripts import it. */
export function writeEngineHash(): void {
  const line = `export const ENGINE_HASH = ${JSON.stringify(engineHash())};\n`;
  writeFileSync(compiledOf('libs/evidence/src/engine-hash.ts'), line);
}
