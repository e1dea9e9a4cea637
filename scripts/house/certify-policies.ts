// What the console has ready when it publishes the policy files: each enumerated once by the engine in `dist`, unsigned.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { engineHash } from './engine-hash.ts';
import { CERTIFICATES_DIR, POLICIES_DIR } from './paths.ts';

const STAMP_FILE = join(CERTIFICATES_DIR, '.stamp');

/**
 * Enumerates every version that can be published and is not enumerated yet, some twenty seconds each; does nothing while
 * neither policies nor engine changed. A version that could let something out is told of, and refused by the console.
 * A file that is no policy is left to whoever checks it.
 */
export async function certifyPolicies(say: (message: string) => void): Promise<void> {
  const texts = new Map(policyFiles().map((name) => [name, readFileSync(join(POLICIES_DIR, name), 'utf8')]));
  const engine = engineHash();
  const stamp = createHash('sha256')
    .update(JSON.stringify([engine, ...texts]))
    .digest('hex');
  if (existsSync(STAMP_FILE) && readFileSync(STAMP_FILE, 'utf8') === stamp) return;
  mkdirSync(CERTIFICATES_DIR, { recursive: true });
  const [{ certify }, { policyHash }] = await Promise.all([import('#certificate'), import('#evidence')]);
  const kept = new Set<string>();
  for (const [name, text] of texts) {
    const document = documentIn(text);
    if (document === null) continue;
    const file = `${policyHash(document)}.json`;
    kept.add(file);
    if (engineOf(join(CERTIFICATES_DIR, file)) === engine) continue;
    say(`certifying ${name}: every case through the engine, once for this build`);
    try {
      const findings = await certify(document, { engineHash: engine });
      const { cases, violations } = findings.counts;
      say(`${name}: ${cases.toLocaleString('en')} cases, ${violations.toLocaleString('en')} violations`);
      writeFileSync(join(CERTIFICATES_DIR, file), `${JSON.stringify(findings, null, 2)}\n`);
    } catch {
      say(`${name} is not certified: see \`npm run policy -- check policies/${name}\``);
    }
  }
  for (const file of readdirSync(CERTIFICATES_DIR)) if (!kept.has(file)) rmSync(join(CERTIFICATES_DIR, file));
  writeFileSync(STAMP_FILE, stamp);
}

/** The document of a version that has a day; drafts are published nowhere. */
function documentIn(text: string): Parameters<typeof import('#certificate').certify>[0] | null {
  try {
    const document = parse(text) as Parameters<typeof import('#certificate').certify>[0];
    return typeof document.effectiveOn === 'string' ? document : null;
  } catch {
    return null;
  }
}

function policyFiles(): readonly string[] {
  if (!existsSync(POLICIES_DIR)) return [];
  return readdirSync(POLICIES_DIR)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}

/** The engine a kept file is of; `null` where there is none to be read. */
function engineOf(file: string): string | null {
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as { engineHash: string }).engineHash;
  } catch {
    return null;
  }
}
