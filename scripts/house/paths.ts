// Where things are in the repository.
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');
/** What houses share and may be deleted at any time: jars and class archives. */
export const CACHE_DIR = join(ROOT, '.cache');
/** What runs: each app in a few files, made from `dist` by the build. */
export const BUNDLE_DIR = join(ROOT, 'dist', 'bundle');
export const BIN_DIR = join(ROOT, 'node_modules', '.bin');
export const POLICIES_DIR = join(ROOT, 'policies');
export const SANDBOX_FACTS_FILE = join(ROOT, 'scripts', 'sandbox', 'facts.yaml');
/** The built pages of the desk. */
export const WEB_DIR = join(ROOT, 'dist', 'web');
/** What was found of each policy file by the engine in `dist`, made once. */
export const CERTIFICATES_DIR = join(ROOT, 'dist', 'certificates');
