// Website, section 1: cookies. The desk’s pages name no other site and touch no cookie; its own is tried end to end.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const WEB = join(import.meta.dirname, '../../apps/console/web');
const SHIPPED = globSync('{index.html,src/**/*.{ts,tsx,css,svg}}', { cwd: WEB }).filter(
  (file) => !file.includes('.spec.'),
);
const read = (file: string) => readFileSync(join(WEB, file), 'utf8');
/** Names a form of markup, and is asked by no browser. */
const NAMESPACE = 'http://www.w3.org/2000/svg';

describe('Website 1: no third party, and nothing kept in the browser that tells who [R48]', () => {
  it('the pages name no other site', () => {
    expect(SHIPPED.length).toBeGreaterThan(20);
    const named = SHIPPED.flatMap((file) => read(file).match(/(?:https?:)?\/\/[\w-]+(?:\.[\w-]+)+[^\s"'`)]*/g) ?? []);
    expect(named.filter((address) => address !== NAMESPACE)).toEqual([]);
  });

  it('the pages touch no cookie, and keep one setting: shortcuts on or off', () => {
    const touching = (pattern: RegExp) => SHIPPED.filter((file) => pattern.test(read(file)));
    expect(touching(/document\.cookie|cookieStore/)).toEqual([]);
    expect(touching(/localStorage|sessionStorage|indexedDB/)).toEqual([join('src', 'use-shortcuts.ts')]);
  });
});
