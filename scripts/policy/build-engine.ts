// Compiles what of wire and policy is newer than `dist`, in a tenth of a second: the commands need no other part of the house.
import { existsSync, globSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../house/paths.ts';

const require = createRequire(import.meta.url);

/** Afterwards `#wire` and `#policy` are as their sources. Throws what the compiler throws. */
export function buildEngine(): void {
  const sources = globSync('libs/{wire,policy}/src/**/*.ts', { cwd: ROOT });
  const stale = sources.filter((file) => !file.endsWith('.spec.ts') && !isFresh(file));
  if (stale.length === 0) return;
  // Loaded only when there is something to compile: it takes longer than all the rest.
  const { transformFileSync } = require('@swc/core') as typeof import('@swc/core');
  for (const file of stale) {
    const { code } = transformFileSync(join(ROOT, file), { cwd: ROOT, sourceMaps: false });
    mkdirSync(dirname(outputOf(file)), { recursive: true });
    writeFileSync(outputOf(file), code);
  }
}

const outputOf = (file: string) => join(ROOT, 'dist', file.replace(/\.ts$/, '.js'));

function isFresh(file: string): boolean {
  const output = outputOf(file);
  return existsSync(output) && statSync(output).mtimeMs >= statSync(join(ROOT, file)).mtimeMs;
}
