// Requirements and what proves them: none without either a test or people, no clause without a requirement, and docs/clauses.md so drawn.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CLAUSES } from '#policy';
import { proofsOfTests } from '../../scripts/clauses.ts';
import { clausesPage } from '../../scripts/clauses/clauses-page.ts';
import { readProofs } from '../../scripts/clauses/read-proofs.ts';
import { OTHER_PARTS, REQUIREMENTS } from '../../scripts/clauses/requirements.ts';

const proofs = proofsOfTests();
const proved = new Set(proofs.flatMap(({ requirements }) => requirements));

describe('every requirement', () => {
  it.each(REQUIREMENTS)('$id ($clauses) is proved by a test, or binds people', ({ id, people }) => {
    expect([id, proved.has(id) || people !== undefined]).toEqual([id, true]);
  });

  it('has an id of its own, and tests name no other', () => {
    const ids = REQUIREMENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect([...proved].filter((id) => !ids.includes(id))).toEqual([]);
  });
});

it('every clause of the policy has a requirement, and requirements name no other', () => {
  const named = new Set(REQUIREMENTS.flatMap(({ clauses }) => clauses));
  expect([...named].sort()).toEqual([...CLAUSES, ...OTHER_PARTS].sort());
});

it('is drawn in docs/clauses.md as it stands', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/clauses.md'), 'utf8');
  expect(page).toBe(clausesPage(REQUIREMENTS, proofs));
});

describe('what a test proves is read from its title', () => {
  const read = (text: string) =>
    readProofs('a.spec.ts', text).map(({ title, requirements, rows, tests }) => [title, requirements, rows, tests]);

  it('with the titles around it, the rows of its tables, and the tests in it', () => {
    const text = `
      const CLAUSE = '3(3)+4(1)(b)';
      describe('Article 4 [R11, R29b]', () => {
        runRows([['vin', 'permit', CLAUSE]]);
        it.each([1, 2])('counts %d', () => {});
        it('holds [R30]', () => {});
      });`;
    expect(read(text)).toEqual([
      ['Article 4', ['R11', 'R29b'], [['vin', 'permit', '3(3)+4(1)(b)']], ['counts %d', 'counts %d', 'holds']],
      ['Article 4: holds', ['R30'], [], ['holds']],
    ]);
  });

  it('and is nothing where no test is left, or all are skipped', () => {
    expect(read("describe('Article 4 [R11]', () => {});")).toEqual([]);
    expect(read("describe('Article 4 [R11]', () => { runRows([]); it.skip('holds', () => {}); });")).toEqual([]);
    expect(read("describe.skip('Article 4 [R11]', () => { it('holds', () => {}); });")).toEqual([]);
  });
});
