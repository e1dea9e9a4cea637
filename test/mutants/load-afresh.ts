// Loads TypeScript files again and again in one process: compiled once, evaluated anew each time.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';
import { transformSync } from '@swc/core';

type Evaluate = (exports: object, require: (name: string) => unknown, filename: string, directory: string) => void;
const PARAMETERS = ['exports', 'require', '__filename', '__dirname'];

/** A file that cannot be read or compiled: no test has failed, there is none. */
export class NotCompiled extends Error {}

function compile(file: string): Evaluate {
  try {
    return evaluateOf(file);
  } catch (cause) {
    throw new NotCompiled(`\`${file}\` does not compile`, { cause });
  }
}

function evaluateOf(file: string): Evaluate {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    swcrc: false,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
    module: { type: 'commonjs' },
  });
  return compileFunction(code, PARAMETERS, { filename: file }) as Evaluate;
}

/**
 * Gives loads of the files under `root`, each of which evaluates a file at most once and shares nothing with another load.
 * Packages are loaded once for all; those in `given` are what stands there. A load throws what a file throws, or {@link NotCompiled}.
 */
export function createLoader(root: string, given: Readonly<Record<string, unknown>>): () => (file: string) => unknown {
  const compiled = new Map<string, Evaluate>();
  const requirePackage = createRequire(join(root, 'package.json'));

  function fileOf(name: string, from: string): string | undefined {
    if (name.startsWith('#')) return join(root, 'libs', name.slice(1), 'src', 'index.ts');
    return name.startsWith('.') ? join(from, name).replace(/\.js$/, '.ts') : undefined;
  }

  return () => {
    const loaded = new Map<string, object>();
    function load(file: string): unknown {
      const known = loaded.get(file);
      if (known !== undefined) return known;
      const exported = {};
      loaded.set(file, exported);
      let evaluate = compiled.get(file);
      if (evaluate === undefined) compiled.set(file, (evaluate = compile(file)));
      const requireFrom = (name: string) => {
        if (Object.hasOwn(given, name)) return given[name];
        const required = fileOf(name, dirname(file));
        return required === undefined ? (requirePackage(name) as unknown) : load(required);
      };
      evaluate(exported, requireFrom, file, dirname(file));
      return exported;
    }
    return load;
  };
}
