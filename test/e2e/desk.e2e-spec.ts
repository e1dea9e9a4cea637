// The desk in a real Chromium, on what a real day left in the ledger: signed in, read, searched, and never beyond its origin.
import { AxeBuilder } from '@axe-core/playwright';
import { createRecordProducer } from '#kafka';
import type { Flows } from '#wire';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { generateSample, runSampleDay } from '../../scripts/sample/sample-day.ts';
import { sendBatch } from '../../scripts/sample/send.ts';
import { openBrowser, watchedPage, type Watched } from '../house/browser.ts';
import { findTokens } from '../house/scan-sinks.ts';
import { taint } from '../house/taint.ts';
import { openTestHouse, type TestHouse } from '../house/test-house.ts';
import { decisionOf, FINANCE, messageOf, until, VERDICTS } from './ledger-house.ts';

jest.setTimeout(60_000);

const RECORDS = 12;
const SENT = { records: RECORDS, day: '2026-11-21' };
/** One more, of which every value is looked for. */
const PLANTED = taint(generateSample({ records: 1, day: '2026-11-20' })[0]!);
const RECORD = PLANTED.record as unknown as { readonly dealerCode: string; readonly recordId: string };
const STREAMS = 5;
const SCRIPT_BYTES_AT_MOST = 200_000;
const INTERACTIVE_WITHIN_MS = 1_500;
const MOST_VISITS = 3;

let test: TestHouse;
let browser: Browser;
let desk: string;
let day: string;
let watched: Watched;
let page: Page;

beforeAll(async () => {
  [test, browser] = await Promise.all([openTestHouse({ traces: false }), openBrowser()]);
  const { urls, credentials } = test.house;
  desk = urls.console;
  await runSampleDay({ urls, credentials, ...SENT, onProgress: () => undefined });
  const dealer = `dealer-${RECORD.dealerCode}`;
  for await (const { status } of sendBatch(urls.intake, await test.token(dealer), [PLANTED.record]))
    expect(status).toBe('accepted');
  await until('the ledger has decided on all of it', async () => {
    const { streams } = (await test.ask('console', '/api/v1/flows', { as: 'auditor' })).json() as Flows;
    const counts = streams.map(({ decisions: { released, recalled, withheld } }) => released + recalled + withheld);
    return counts.length === STREAMS && counts.every((count) => count === RECORDS + 1);
  });
  day = ((await test.ask('console', '/api/v1/flows', { as: 'auditor' })).json() as Flows).from;
  watched = await watchedPage(browser, [desk, urls.issuer], { viewport: { width: 1280, height: 800 } });
  page = watched.page;
}, 240_000);
afterAll(async () => {
  await browser?.close();
  await test?.close();
}, 60_000);

async function signIn(as: 'dpo' | 'auditor', password: string): Promise<void> {
  await page.locator('main a.deed').click();
  await page.locator('#username').fill(as);
  await page.locator('#password').fill(password);
  await page.locator('button').click();
}
const open = async (path: string) => {
  await page.goto(`${desk}${path}`);
  await page.locator('h1').first().waitFor();
};

describe('signing in', () => {
  it('is asked for, refuses a wrong password, and comes back to the page that was asked for', async () => {
    await open(`/?from=${day}&lang=en`);
    await signIn('dpo', 'wrong');
    await page.getByRole('alert').waitFor();
    await page.locator('#username').fill('dpo');
    await page.locator('#password').fill(test.house.credentials.people['dpo']?.password ?? '');
    await page.locator('button').click();
    await page.locator('.answered h1').waitFor();
    expect(page.url()).toBe(`${desk}/?from=${day}&lang=en`);
    expect(await page.locator('.person span').textContent()).toBe('Data protection officer');
  });

  it('leaves a cookie no script and no other site can use [R48]', async () => {
    const [cookie, ...others] = (await watched.context.cookies(desk)).filter(({ name }) => name.startsWith('desk-'));
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    const header = { cookie: `desk-session=${cookie?.value}` };
    const asked = (more: Record<string, string>, method = 'GET', path = 'flows') =>
      fetch(`${desk}/api/v1/${path}`, { method, headers: { ...header, ...more } }).then(({ status }) => status);
    expect(await asked({})).toBe(200);
    expect(await asked({ 'sec-fetch-site': 'cross-site' })).toBe(401);
    expect(await asked({ origin: 'https://elsewhere.example' }, 'POST', 'kill-switch')).toBe(401);
    expect(await asked({ authorization: 'Bearer x' })).toBe(401);
    expect((await fetch(`${desk}/session/end`, { method: 'POST', headers: header })).status).toBe(403);
  });
});

describe('the first page', () => {
  it('answers in one sentence and counts what the ledger counts', async () => {
    await open('/?lang=en');
    expect(await page.locator('h1').textContent()).toBe('Since 00:00 today, nothing flowed outside the policy.');
    type Summary = { streams: { stream: string; leaves: { outcome: string; count: number }[] }[] };
    const { streams } = (await test.ask('ledger', '/v1/summary', { as: 'auditor' })).json() as Summary;
    const withheld = streams.flatMap(({ leaves }) => leaves.filter(({ outcome }) => outcome === 'withhold'));
    const total = withheld.reduce((sum, { count }) => sum + count, 0);
    const shown = page.locator('.totals .withheld a');
    const short = shown.locator('span[title]');
    const exact = (await short.count()) > 0 ? await short.getAttribute('title') : await shown.textContent();
    expect(exact).toBe(total.toLocaleString('en-US'));
    expect(await page.locator('.flow-matrix tbody tr').count()).toBe(STREAMS);
  });

  it('says what somebody should look at, and by which day erased values are gone', async () => {
    const refused = { ...PLANTED.record, recordId: 'REFUSED', note: 'マイナンバー 1234-5678-9018' };
    const as = `dealer-${RECORD.dealerCode}`;
    for await (const { status } of sendBatch(test.house.urls.intake, await test.token(as), [refused]))
      expect(status).toBe('rejected');
    await until('the desk has heard of it', async () =>
      (await test.ask('console', '/api/v1/notices', { as: 'dpo' })).text.includes('prohibited-content'),
    );
    for (const [lang, told, gone] of [
      [
        'en',
        `Dealer ${RECORD.dealerCode} sent content that is never accepted`,
        /until now is gone by \w{3}, \d+ \w+ \d{4}, and so that of a customer who asks for erasure/,
      ],
      [
        'ja',
        `ディーラー ${RECORD.dealerCode} から受け付けない情報`,
        /遅くとも\d{4}年\d+月\d+日\(.\)までに消えます。今日、消去/,
      ],
    ] as const) {
      await open(`/?lang=${lang}`);
      await page.locator('.alerts li').first().waitFor();
      expect(await page.locator('.alerts').textContent()).toContain(told);
      expect(await page.locator('.kept').textContent()).toMatch(gone);
    }
  });

  it('leads to one record’s decisions, leaf by leaf, in two clicks', async () => {
    await open('/?lang=ja');
    // Of a record that released something: of another, nothing may be joint use.
    await page.locator('.field a.released').first().click();
    await page.locator('a.row').first().click();
    await page.locator('.leaves tbody tr').first().waitFor();
    const rows = await page.locator('.leaves tbody tr').allTextContents();
    expect(rows.length).toBeGreaterThan(15);
    expect(rows.join(' ')).toMatch(/共同利用.*3\(3\)\+4\(1\)\(b\)\+4\(2\)\(b\)/);
    expect(await page.locator('.leaves thead th').count()).toBe(6);
    await page.locator('a.verdict', { hasText: '同意' }).first().click();
    expect(await page.locator('.rule').textContent()).toMatch(/3\(1\).*どうすれば変わるか.*記録の次の版を送ると/s);
    expect(await page.locator('.proof').textContent()).toMatch(/ストリームから消える期限\d{4}年\d+月\d+日/);
    expect(new URL(page.url()).searchParams.get('at')).toContain('|');
    await page.reload();
    await page.locator('.rule').waitFor();
  });

  it('is soon there, small, and kept', async () => {
    /** Of a browser that has nothing of it yet: how soon it is there, and the bytes of script that came. */
    const visit = async () => {
      const fresh = await watchedPage(browser, [desk], { storageState: await watched.context.storageState() });
      const scripts: Promise<number>[] = [];
      fresh.page.on('response', (response) => {
        if (!response.url().endsWith('.js')) return;
        const sizes = response.request().sizes();
        scripts.push(sizes.then(({ responseBodySize }) => responseBodySize));
        expect(response.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
      });
      const startedAt = performance.now();
      await fresh.page.goto(`${desk}/?lang=ja`, { waitUntil: 'commit' });
      await fresh.page.locator('.field a').first().waitFor();
      const tookMs = Math.round(performance.now() - startedAt);
      const bytes = (await Promise.all(scripts)).reduce((sum, size) => sum + size, 0);
      expect(fresh.faults).toEqual([]);
      await fresh.context.close();
      return { tookMs, bytes };
    };
    // Whatever else the machine does at that moment is not the page's: it has three tries.
    const tries = [await visit()];
    while (tries.length < MOST_VISITS && tries.every(({ tookMs }) => tookMs >= INTERACTIVE_WITHIN_MS))
      tries.push(await visit());
    const { bytes } = tries[0]!;
    console.info(
      `the first page: ${bytes} bytes of script, interactive after ${tries.map(({ tookMs }) => tookMs).join(', ')} ms`,
    );
    expect(Math.min(...tries.map(({ tookMs }) => tookMs))).toBeLessThan(INTERACTIVE_WITHIN_MS);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(SCRIPT_BYTES_AT_MOST);
    const { headers } = await fetch(`${desk}/`);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self';/);
    expect(headers.get('content-security-policy')).not.toContain('unsafe');
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual(['no-cache', 'nosniff']);
  });
});

describe('searching', () => {
  it('finds what was decided on a record by its dealer’s number for it', async () => {
    await open('/?lang=en');
    await page.keyboard.press('/');
    await page.keyboard.type(RECORD.recordId);
    await page.keyboard.press('Enter');
    await page.locator('.dealerCode input:focus').waitFor();
    await page.keyboard.type(RECORD.dealerCode);
    await page.keyboard.press('Enter');
    await page.locator('a.row').first().waitFor();
    expect(await page.locator('a.row').count()).toBe(STREAMS);
    await page.locator('a.row').first().click();
    await page.locator('.leaves tbody tr').first().waitFor();
    await page.goBack();
    await page.locator('.recordId input').fill('NONE-1');
    await page.locator('.ask button').click();
    await page.getByText('Nothing was decided about it.').waitFor();
  });

  it('goes to the decision whose id is typed; one nobody made is said to be none', async () => {
    await page.getByRole('searchbox').fill(`${'x'.repeat(43)}.1.joint.valuation`);
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').textContent()).toContain('No decision has this id.');
  });
});

describe('every page', () => {
  // Rows of a table are alike: what is said of the first few is said of all.
  const serious = async () => {
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'])
      .options({ resultTypes: ['violations'] })
      .exclude('tbody tr:nth-child(n + 5)')
      .analyze();
    return violations.flatMap(({ id, impact, nodes }) =>
      impact === 'serious' || impact === 'critical' ? nodes.map(({ target }) => `${id} ${target.join(' ')}`) : [],
    );
  };
  const widen = (width: number) => page.setViewportSize({ width, height: 844 });
  const isAsWideAsTheScreen = () => page.evaluate('document.documentElement.scrollWidth <= innerWidth');
  const ruleOf = async (lang: string) => {
    await open(`/flows?stream=${FINANCE}&item=name&share=withheld&lang=${lang}`);
    await page.locator('a.row').first().click();
    await page.locator('a.verdict:visible').first().click();
    await page.locator('.rule').waitFor();
  };
  const LIST = `/flows?stream=${FINANCE}&item=name&share=withheld`;

  // Each page once; each language, width and light more than once.
  it.each([
    ['the first page', 1280, 'ja', 'light', '/?lang=ja', '.field a'],
    ['a list', 390, 'en', 'dark', `${LIST}&lang=en`, 'a.row'],
    ['the search', 390, 'ja', 'light', '/search?lang=ja', '.ask button'],
    ['a record', 1280, 'en', 'dark', '', '.rule'],
  ] as const)(
    'has no serious fault of access: %s at %d px in %s, %s',
    async (_page, width, lang, light, path, shown) => {
      await widen(width);
      await page.emulateMedia({ colorScheme: light });
      if (path === '') await ruleOf(lang);
      else await open(path);
      await page.locator(shown).first().waitFor();
      expect(await serious()).toEqual([]);
      expect(await page.evaluate('document.documentElement.lang')).toBe(lang);
    },
  );

  it.each(['ja', 'en'])('is no wider than the screen in %s', async (lang) => {
    await page.emulateMedia({ colorScheme: 'light' });
    const fits: [string, number, unknown][] = [];
    const measure = async (what: string) => {
      for (const width of [1280, 390]) {
        await widen(width);
        fits.push([what, width, await isAsWideAsTheScreen()]);
      }
    };
    for (const [path, shown] of [
      ['/', '.field a'],
      [LIST, 'a.row'],
      ['/search', '.ask button'],
    ] as const) {
      await open(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`);
      await page.locator(shown).first().waitFor();
      await measure(path);
    }
    await ruleOf(lang);
    await measure('record');
    expect(fits.filter(([, , fitting]) => fitting !== true)).toEqual([]);
    expect(fits).toHaveLength(8);
  });

  it('can be used by keys alone', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open('/search?lang=en');
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.locator('dialog[open]').waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('g');
    await page.keyboard.press('f');
    await page.locator('.answered h1').waitFor();
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement?.closest("main") !== null')).toBe(true);
  });

  it('says what would be there on a day without records, and what failed when nothing answers', async () => {
    await open('/?from=2020-01-01&lang=en');
    expect(await page.locator('h1').textContent()).toBe('On Wed, 1 Jan 2020, nothing was decided.');
    await open('/?lang=en');
    await page.locator('.field a').first().waitFor();
    await watched.context.setOffline(true);
    let note: string | null = null;
    try {
      await page.locator('.range a').nth(2).click();
      note = await page.getByRole('alert').textContent();
    } finally {
      await watched.context.setOffline(false);
    }
    expect(note).toMatch(/The console did not answer\. What you see is still right as of .*Trace [0-9a-f]{32}/s);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });
});

describe('a release the policy does not permit', () => {
  it('is said in the sentence, and leads to the decision', async () => {
    const { brokers } = test.house.kafkaAdmin;
    const password = test.house.secrets.kafka.apps.gatekeeper;
    const gatekeeper = createRecordProducer({ brokers, username: 'app-gatekeeper', password });
    const decision = decisionOf(FINANCE, { policyHash: 'A'.repeat(43), at: new Date().toISOString() });
    // The first comes before its verdicts: it waits, uncounted, until they are read.
    const second = { ...decision, id: decision.id.replace('.1.', '.2.'), verdicts: VERDICTS };
    await gatekeeper.send([messageOf(decision)]);
    await gatekeeper.send([messageOf(second)]);
    await gatekeeper.close();
    await until('the desk has counted it', async () => {
      const { cells } = (await test.ask('console', '/api/v1/flows', { as: 'dpo' })).json() as Flows;
      return cells.some(({ fit, leaves }) => fit === 'other_text' && leaves === 2);
    });
    await open('/?lang=en');
    await page.locator('.answered.outside').waitFor();
    expect(await page.locator('h1').textContent()).toMatch(/^Since 00:00 today, 2 values flowed outside the policy\.$/);
    await page.locator('.misfits a').first().click();
    await page.locator(`a.row[title="${second.id}"]`).waitFor();
  });
});

describe('signing out', () => {
  it('ends the session, and the next sign-in asks for the password again; an auditor may read too', async () => {
    await open('/?lang=en');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.locator('main a.deed').waitFor();
    expect((await watched.context.cookies(desk)).filter(({ name }) => name === 'desk-session')).toEqual([]);
    await signIn('auditor', test.house.credentials.people['auditor']?.password ?? '');
    await page.locator('.answered h1').waitFor();
    expect(await page.locator('.person span').textContent()).toBe('Auditor');
  });

  it('left nothing: no request went elsewhere, no policy was broken, no error was thrown [R48]', () => {
    expect(watched.faults).toEqual([]);
  });

  it('showed no value of a record, nor did any log', () => {
    const told = watched.bodies.join('\n');
    expect(told).toContain('"verdicts":[{');
    expect(PLANTED.tokens.length).toBeGreaterThan(20);
    expect(findTokens(PLANTED.tokens, told)).toEqual([]);
    expect(findTokens(PLANTED.tokens, watched.urls.join('\n'))).toEqual([]);
    expect(findTokens(PLANTED.tokens, test.lines.map(({ line }) => line).join('\n'))).toEqual([]);
  });
});
