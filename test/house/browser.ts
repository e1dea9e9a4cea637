// A real Chromium for tests, which `npm test` installs where it is missing. What a page may not do makes the test fail.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { browserFile, NO_BROWSER } from '../../scripts/house/install-browser.ts';

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
  /** Every body that came, as text. */
  readonly bodies: string[];
}

/** Launches Chromium with a fresh profile. Throws one clear line where there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = browserFile();
  if (executablePath === undefined) throw new Error(NO_BROWSER);
  return chromium.launch({ executablePath, args: FLAGS });
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
  const bodies: string[] = [];
  page.on('request', (request) => {
    urls.push(request.url());
    if (!origins.includes(new URL(request.url()).origin)) faults.push(`asked ${request.url()}`);
  });
  // A redirect has no body.
  page.on(
    'response',
    (response) =>
      void response.text().then(
        (text) => bodies.push(text),
        () => undefined,
      ),
  );
  page.on('pageerror', (error) => faults.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted ?Type|violates/i.test(message.text())) faults.push(message.text());
  });
  return { context, page, faults, urls, bodies };
}
