// `npm run policy`: what each command prints and how it ends; the shipped files have no fault.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run } from '../../scripts/policy/run.ts';

const ROOT = join(import.meta.dirname, '../..');
const VERSION = 'policies/2017-05-30.yaml';
const DRAFT = 'policies/art4a-as-b.draft.yaml';
const folder = mkdtempSync(join(tmpdir(), 'policy-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = (text: string) => text.split('\n').filter((line) => line !== '');

function policy(...args: readonly string[]) {
  const told: string[] = [];
  const faults: string[] = [];
  const status = run(args, { out: (line) => told.push(...lines(line)), err: (line) => faults.push(...lines(line)) });
  return { status, faults, told };
}
const check = (...files: readonly string[]) => policy('check', ...files);

function copyOf(name: string, change: (text: string) => string): string {
  const file = join(folder, `${name}.yaml`);
  writeFileSync(file, change(readFileSync(join(ROOT, VERSION), 'utf8')));
  return file;
}
const lineOf = (file: string, start: string) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .findIndex((line) => line.trimStart().startsWith(start)) + 1;

describe('check', () => {
  it('passes the shipped files', () => {
    expect(check(VERSION, DRAFT)).toEqual({
      status: 0,
      faults: [],
      told: [
        `${VERSION}: compiles; in effect from 30 May 2017, announced on 30 May 2017`,
        `${DRAFT}: compiles; a draft, in effect on no day`,
      ],
    });
  });

  it.each([
    ['no default', '2017-05-30', (text: string) => text.replace('otherwise: withhold', ''), '`otherwise` is missing'],
    ['another name', '2018-01-01', (text: string) => text, '`policy` must be the name of its file; it is `2017-05-30`'],
    ['a key twice', '2017-05-30', (text: string) => `${text}\notherwise: permit\n`, 'Map keys must be unique'],
    ['no YAML', '2017-05-30', () => 'items: [', 'line 1'],
  ])('%s: one line, exit 1', (_what, name, change, fault) => {
    const { status, faults } = check(copyOf(name, change));
    expect(status).toBe(1);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(fault);
  });

  it('names the line of each fault, in the order of the file', () => {
    const file = copyOf('2017-05-30', (text) =>
      text
        .replace('"0120-269-437"', '""')
        .replace('recipient: finance', 'recipient: bank')
        .replace(/^ {2}company.roadside:\n {4}clause: "2\(6\)"/m, '  company.roadside:\n    clause: "2(66)"')
        .replace(/^ {4}representative:\n.*\n.*\n/m, ''),
    );
    expect(check(file).faults).toEqual([
      `${file}: line ${lineOf(file, 'responsible-party:')}: \`joint-use-notice.responsible-party.representative\` is missing`,
      `${file}: line ${lineOf(file, 'telephone: ""')}: \`contacts.centres.bmw.telephone\` is empty`,
      `${file}: line ${lineOf(file, 'clause: "2(66)"')}: \`purposes.company.roadside.clause\` \`2(66)\` is no clause of the policy`,
      `${file}: line ${lineOf(file, '- recipient: bank')}: \`cells[2].recipient\` \`bank\` is not known`,
    ]);
  });
});

describe('diff', () => {
  it('tells of the draft exactly the two cells, a sentence each', () => {
    const to = (recipient: string) =>
      `“Customer information” to “${recipient}” for “Information on products, services, events, and campaigns to be provided by the joint users” (joint.joint-user-information): 2017-05-30 asks for the customer's consent (Article 3(1)), art4a-as-b.draft lets it go as joint use, asking nothing more (Articles 4(1)(a) and 4(2)(a)).`;
    expect(policy('diff', VERSION, DRAFT)).toEqual({
      status: 0,
      told: [
        to('BMW Japan Finance Corp.'),
        to('Any other authorised BMW/MINI dealer having Dealer Contract, and the network of them'),
      ],
      faults: ['art4a-as-b.draft differs from 2017-05-30 in 2 points'],
    });
  });

  it('tells nothing of equal documents, and of a defective one its faults', () => {
    expect(policy('diff', VERSION, VERSION)).toMatchObject({ status: 0, told: [] });
    const defective = copyOf('2017-05-30', (text) => text.replace('otherwise: withhold', ''));
    expect(policy('diff', VERSION, defective)).toEqual({
      status: 1,
      told: [],
      faults: [`${defective}: line 1: \`otherwise\` is missing`],
    });
  });
});

describe('explain', () => {
  it('answers in either language, or both', () => {
    const question = ['explain', VERSION, 'vin', 'bmw-japan-finance', 'joint.valuation'];
    const en = policy(...question);
    const ja = policy(...question, '--ja');
    expect([en.status, en.told[0]]).toEqual([0, 'vin to bmw-japan-finance for joint.valuation, by 2017-05-30']);
    expect([ja.status, ja.told[1]]).toEqual([0, '項目：車両の車台番号（VIN）（第4条(1)(b)）']);
    expect(policy(...question, '--both').told).toEqual([...en.told, ...ja.told]);
  });

  it('says which items there are', () => {
    const { status, faults } = policy('explain', VERSION, 'number-plate', 'insurer', 'joint.valuation');
    expect([status, faults[0]?.startsWith('`number-plate` is no item; items are address, name, ')]).toEqual([2, true]);
  });
});

it('the commands say how they are used', () => {
  expect(check().status).toBe(2);
  expect(check(join(folder, 'absent.yaml'))).toMatchObject({ status: 1 });
  expect(policy('explain', VERSION, 'vin').status).toBe(2);
  expect(policy('check', VERSION, '--loudly').status).toBe(2);
  const { status, told } = policy('--help');
  expect([status, told[0], told.at(-1)]).toEqual([
    0,
    'npm run policy -- <command>',
    'Ends with 0, also when documents differ; 1 when a document has faults or cannot be read; 2 when asked in another way.',
  ]);
});

it('the command passes on what was asked, and ends as it should', () => {
  const node = (...args: readonly string[]) =>
    spawnSync(process.execPath, ['scripts/policy.ts', ...args], { cwd: ROOT, encoding: 'utf8' });
  const passed = node('check', VERSION);
  expect([passed.status, passed.stderr]).toEqual([0, '']);
  expect(passed.stdout).toMatch(/2017-05-30.yaml: compiles/);
  const failed = node('check', join(folder, 'absent.yaml'));
  expect([failed.status, failed.stdout, lines(failed.stderr)]).toEqual([
    1,
    '',
    [`${join(folder, 'absent.yaml')}: cannot be read`],
  ]);
}, 60_000);
