// The folder everything of a house is kept in.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HouseError, codeOf } from './house-error.ts';
import { SECRETS_FILE } from './secrets.ts';

/** Its absolute path; made when there is none. Throws a {@link HouseError} when it cannot be used. */
export function makeDataDir(wanted: string): string {
  const dataDir = resolve(wanted);
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o755 });
    mkdirSync(join(dataDir, 'logs'), { recursive: true });
  } catch (error) {
    throw new HouseError(
      `the data folder \`${dataDir}\` cannot be written (${codeOf(error)}): make it writable for this user, or set DATA_DIR to another folder`,
    );
  }
  if (existsSync(join(dataDir, 'kafka', 'data')) && !existsSync(join(dataDir, SECRETS_FILE))) {
    throw new HouseError(
      `\`${join(dataDir, SECRETS_FILE)}\` is missing but there is data made with it: restore it, or delete \`${dataDir}\` to start anew`,
    );
  }
  return dataDir;
}
