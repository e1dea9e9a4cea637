// A real Chromium for tests: Debian's, installed where it is missing. What a page may not do makes the test fail.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
const PACKAGES = ['chromium', 'fonts-noto-cjk'];
const FLAGS = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Requests to other origins, violations of the policy, uncaught errors: empty is what a test expects. */
  readonly faults: string[];
  /** Every address asked for. */
  readonly urls: string[];
}

/** Launches Chromium with a fresh profile. Throws one clear line where it is missing and cannot be installed. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(EXECUTABLE)) install();
  return chromium.launch({ executablePath: EXECUTABLE, args: FLAGS });
}

function install(): void {
  const isRoot = process.getuid?.() === 0;
  const sudo = isRoot ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [file = '', ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', ...args];
    return spawnSync(file, rest, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  };
  const wanted = ['install', '-y', '--no-install-recommends', ...PACKAGES];
  if (!apt(...wanted)) {
    apt('update');
    apt(...wanted);
  }
  if (!existsSync(EXECUTABLE)) {
    throw new Error(
      `the desk is tested in Chromium: \`apt-get install ${PACKAGES.join(' ')}\` did not work, run it as root`,
    );
  }
}

/** A profile of its own; pages may ask `origins` alone. */
export async function watchedPage(
  browser: Browser,
  origins: readonly string[],
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Watched> {
  const context = await browser.newContext({ locale: 'ja-JP', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  const urls: string[] = [];
  page.on('request', (request) => {
    urls.push(request.url());
    if (!origins.includes(new URL(request.url()).origin)) faults.push(`asked ${request.url()}`);
  });
  page.on('pageerror', (error) => faults.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted ?Type|violates/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults, urls };
}
