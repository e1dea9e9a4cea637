// `npm run policy -- certify`: what it prints and writes, and what it says of certificates that were touched.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { AXES } from '#certificate';
import type { Certificate } from '#wire';
import { ROOT } from '../../scripts/house/paths.ts';
import { openSecrets } from '../../scripts/house/secrets.ts';

const POLICY = 'policies/2017-05-30.yaml';
const dataDir = mkdtempSync(join(tmpdir(), 'certify-'));
const { publicKey } = openSecrets(dataDir).certificate;
const file = join(dataDir, 'certificate.json');
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

function run(args: readonly string[], dir = dataDir) {
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], DATA_DIR: dir };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/policy.ts', 'certify', ...args], {
    ...{ cwd: ROOT, env, encoding: 'utf8' },
  });
  return { status, stdout, stderr };
}

describe('certify', () => {
  it('enumerates every case, prints counts and writes a signed certificate', () => {
    const { status, stdout } = run([POLICY, '--out', file]);
    expect(status).toBe(0);
    const cases = AXES.reduce((product, { classes }) => product * classes.length, 1);
    expect(stdout).toContain(`${cases.toLocaleString('en')} cases`);
    expect(stdout).toMatch(/\n +0 violations\n/);
    const certificate = JSON.parse(readFileSync(file, 'utf8')) as Certificate;
    expect(certificate.key).toBe(publicKey);
    expect(certificate.counts).toMatchObject({ cases, violations: 0 });
  }, 180_000);

  it('says that it holds', () => {
    expect(run([POLICY, '--verify', file])).toMatchObject({ status: 0, stdout: `${file}: holds for ${POLICY}\n` });
    expect(run([POLICY, '--verify', file, '--key', publicKey], '/nowhere').status).toBe(0);
  });

  it.each<[string, string, (certificate: Certificate) => object]>([
    ['a count', 'GW_CERTIFICATE_NOT_SIGNED', (each) => ({ ...each, counts: { ...each.counts, cases: 1 } })],
    ['the engine', 'GW_CERTIFICATE_OTHER_ENGINE', (each) => ({ ...each, engineHash: 'x' })],
    ['everything', 'GW_CERTIFICATE_UNREADABLE', () => ({})],
  ])('says so where somebody touched %s', (_what, code, touch) => {
    const touched = join(dataDir, 'touched.json');
    writeFileSync(touched, JSON.stringify(touch(JSON.parse(readFileSync(file, 'utf8')) as Certificate)));
    const { status, stderr } = run([POLICY, '--verify', touched]);
    expect([status, stderr]).toEqual([1, expect.stringContaining(code)]);
  });

  it('says so where it is of another version, or signed by another installation', () => {
    const other = mkdtempSync(join(tmpdir(), 'certify-'));
    openSecrets(other);
    expect(run([POLICY, '--verify', file], other).stderr).toContain('GW_CERTIFICATE_OTHER_KEY');
    expect(run(['policies/art4a-as-b.draft.yaml', '--verify', file]).stderr).toContain('GW_CERTIFICATE_OTHER_POLICY');
    rmSync(other, { recursive: true });
  });

  it('quotes nothing of secrets it cannot read', () => {
    const damaged = mkdtempSync(join(tmpdir(), 'certify-'));
    writeFileSync(join(damaged, 'secrets.json'), '{"kafka":{"adminPassword":"hunter2"},');
    const { status, stdout, stderr } = run([POLICY, '--verify', file], damaged);
    expect([status, stderr]).toEqual([1, expect.stringContaining('cannot be read as JSON')]);
    expect(stdout + stderr).not.toContain('hunter2');
    rmSync(damaged, { recursive: true });
  });

  it('tells how it is used, and where to look for faults', () => {
    expect(run([])).toMatchObject({ status: 2, stderr: expect.stringContaining('usage') });
    expect(run(['--help'])).toMatchObject({ status: 0, stdout: expect.stringContaining('--verify') });
    const broken = join(dataDir, 'broken.yaml');
    writeFileSync(broken, 'policy: x\n');
    expect(run([broken])).toMatchObject({ status: 1, stderr: expect.stringContaining('policy -- check') });
  });
});
