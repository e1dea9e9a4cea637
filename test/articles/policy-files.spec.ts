// `npm run policy -- check`: one line per fault, exit 1; the shipped files have none.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'policy-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function check(...files: readonly string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, ['scripts/policy.ts', 'check', ...files], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  return { status, faults: stderr.split('\n').filter((line) => line !== ''), told: stdout };
}
function copyOf(name: string, change: (text: string) => string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, change(readFileSync(join(ROOT, 'policies/2017-05-30.yaml'), 'utf8')));
  return file;
}

describe('the policy command', () => {
  it('passes the shipped files', () => {
    const { status, faults, told } = check('policies/2017-05-30.yaml', 'policies/art4a-as-b.draft.yaml');
    expect({ status, faults }).toEqual({ status: 0, faults: [] });
    expect(told).toMatch(/2017-05-30.yaml: compiles/);
  }, 60_000);

  it.each([
    ['no default', '2017-05-30', (text: string) => text.replace('otherwise: withhold', ''), '`otherwise` is missing'],
    ['another name', '2018-01-01', (text: string) => text, '`policy` must be the name of its file; it is `2017-05-30`'],
    ['a key twice', '2017-05-30', (text: string) => `${text}\notherwise: permit\n`, 'Map keys must be unique'],
    ['no YAML', '2017-05-30', () => 'items: [', 'line 1'],
  ])(
    '%s: one line, exit 1',
    (_what, name, change, fault) => {
      const { status, faults } = check(copyOf(name, change));
      expect(status).toBe(1);
      expect(faults).toHaveLength(1);
      expect(faults[0]).toContain(fault);
    },
    60_000,
  );

  it('says how it is used', () => {
    expect(check().status).toBe(2);
    expect(check(join(folder, 'absent.yaml'))).toMatchObject({ status: 1 });
  }, 60_000);
});
