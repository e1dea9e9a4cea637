// What the documents promise: links that lead somewhere, commands that exist, numbers and messages the code has.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CERTIFICATE_FAULTS, LIMITS, PROBLEMS, TOPICS } from '#wire';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const adrs = readdirSync(join(ROOT, 'docs/adr')).map((name) => `docs/adr/${name}`);
const DOCUMENTS = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'docs/flow.md',
  'docs/glossary.md',
  'docs/docker.md',
  'docs/certificate.md',
  'docs/clauses.md',
  'docs/performance.md',
  'docs/problems.md',
  'docs/receiving-by-kafka.md',
  ...adrs,
];
const readme = read('README.md');

describe('the documents', () => {
  it.each(DOCUMENTS)('%s links to what is there', (file) => {
    const links = [...read(file).matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(file), link)))).toEqual([]);
  });

  it('list every decision record', () => {
    const index = read('docs/adr/README.md');
    for (const adr of adrs)
      if (!adr.endsWith('README.md')) expect(index).toContain(`(${adr.slice('docs/adr/'.length)})`);
  });

  it('name npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = DOCUMENTS.flatMap((file) => [
      ...read(file).matchAll(/npm (?:run )?(start|test|dev|check|policy|verify:policy|format|bench|build)\b/g),
    ]);
    for (const [, script = ''] of named) expect(Object.keys(scripts)).toContain(script);
  });

  it('give commands that bring what they need to a fresh clone', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read('README.md').matchAll(/npm (?:run )?(start|test|dev|check|policy|verify:policy|bench)\b/g)];
    expect(named.length).toBeGreaterThan(4);
    for (const [, name = ''] of named)
      expect([name, `${scripts[`pre${name}`] ?? ''} ${scripts[name] ?? ''}`]).toEqual([
        name,
        expect.stringContaining('scripts/bootstrap.mjs'),
      ]);
  });

  it('name problem codes that exist', () => {
    const codes = DOCUMENTS.flatMap((file) => read(file).match(/GW_[A-Z]+(?:_[A-Z]+)*/g) ?? []);
    const known = [...Object.keys(PROBLEMS), ...Object.keys(CERTIFICATE_FAULTS)];
    for (const code of codes) expect(known).toContain(code);
  });
});

describe('the README', () => {
  it('tells members how to read, and what a fetch at the broker may still bring', () => {
    expect(readme).toContain('**Members set `isolation.level=read_committed`**');
    expect(readme).toContain('`fetch.max.wait.ms`');
  });

  const scripts = ['start.ts', ...readdirSync(join(ROOT, 'scripts/house')).map((name) => `house/${name}`)]
    .filter((name) => name.endsWith('.ts'))
    .map((name) => read(`scripts/${name}`))
    .join('\n');

  it('states the limits of the wire', () => {
    expect(readme).toContain(`${LIMITS.recordBytes.toLocaleString('en')} bytes, ${LIMITS.depth} levels deep`);
    expect(readme).toContain(`${LIMITS.identifierLength} · ${LIMITS.textLength.toLocaleString('en')} UTF-16 units`);
    const days = [TOPICS.serviceRecords, TOPICS.provision, TOPICS.decisions].map(
      ({ retentionMs }) => retentionMs / 86_400_000,
    );
    expect(readme).toContain(`accepted records ${days[0]} days, releases ${days[1]}, decisions ${days[2]}`);
  });

  it('explains messages that a failed start can print', () => {
    const table = readme.split('## When something does not start')[1]?.split('##')[0] ?? '';
    const messages = [...table.matchAll(/^\| (.+?) \|/gm)]
      .map(([, cell = '']) => cell)
      .filter((cell) => cell.includes('`'));
    expect(messages.length).toBeGreaterThan(8);
    const config = ['read-config', 'http-environment', 'kafka-environment'].map((name) =>
      read(`libs/process/src/config/${name}.ts`),
    );
    const said = [scripts, ...config, read('libs/kafka/src/allowed-host.ts')]
      .join('\n')
      .replaceAll(/[`\\]|\$\{[^}]*\}/g, '');
    const parts = messages.flatMap((message) => message.replaceAll('`', '').split(/…|, |17| {2}/));
    const words = parts.map((part) => part.trim()).filter((part) => /^[A-Za-z ]{6,}$/.test(part));
    expect(words.filter((each) => !said.includes(each))).toEqual([]);
  });

  it('lists variables that npm start reads', () => {
    const table = readme.split('## What can be set')[1]?.split('\n## ')[0] ?? '';
    const names = [...table.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(6);
    for (const name of names.filter((each) => !each.startsWith('OTEL_'))) expect(scripts).toContain(name);
  });
});
