// The browser the desk is tested in: Debian's Chromium, with letters for Japanese, installed where it is missing.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const LETTERS = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc';
const PACKAGES = ['chromium', 'fonts-noto-cjk'];

/** What to say where there is no browser. */
export const NO_BROWSER = `the desk is tested in Chromium, which is not here: run \`apt-get install ${PACKAGES.join(' ')}\` as root`;

/** The browser's executable; `undefined` where there is none. */
export function browserFile(): string | undefined {
  return PLACES.find((file) => existsSync(file));
}

/** Installs what is missing by `apt-get`, as root or by `sudo` without a password. True when a browser is there. Never rejects. */
export async function installBrowser(say: (message: string) => void): Promise<boolean> {
  if (browserFile() !== undefined && existsSync(LETTERS)) return true;
  say('installing Chromium (apt-get), about a minute');
  const wanted = ['install', '-y', '-qq', '--no-install-recommends', ...PACKAGES];
  if (!(await apt(wanted))) {
    await apt(['update', '-qq']);
    await apt(wanted);
  }
  const isThere = browserFile() !== undefined;
  say(isThere ? 'Chromium is installed' : NO_BROWSER);
  return isThere;
}

/** True when it succeeded; what it says goes nowhere, since {@link NO_BROWSER} says what to do. */
function apt(args: readonly string[]): Promise<boolean> {
  const words = [...(process.getuid?.() === 0 ? [] : ['sudo', '-n']), 'apt-get', ...args];
  const [file = '', ...rest] = words;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve) => {
    const child = spawn(file, rest, { env, stdio: 'ignore' });
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
