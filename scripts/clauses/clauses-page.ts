// The page of clauses: each requirement with what proves it, or why it binds people; then the rows.
import type { Proof } from './read-proofs.ts';
import type { Requirement } from './requirements.ts';

const counted = (count: number, word: string) => (count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]);
const link = (file: string, from = '../') => `[${file.split('/').at(-1)}](${from}${file})`;

function requirementLines({ id, clauses, what, people }: Requirement, proofs: readonly Proof[]): string[] {
  const proving = proofs.filter(({ requirements }) => requirements.includes(id));
  return [
    `### ${id} · ${clauses.join(', ')}`,
    what,
    ...(proving.length + (people === undefined ? 0 : 1) === 0 ? [] : ['']),
    ...proving.map(({ file, title, rows, tests }) => {
      const size = [...counted(rows.length, 'row'), ...counted(tests.length, 'test')].join(', ');
      return `- ${title}: ${size} in ${link(file)}`;
    }),
    ...(people === undefined ? [] : [`- People: ${people}`]),
    '',
  ];
}

function rowLines({ title, rows, file, requirements }: Proof): string[] {
  return [
    `### ${title}`,
    `${requirements.join(', ')}, in ${link(file)}`,
    '',
    '| item | purpose | recipient | state | outcome | because | clause |',
    '|---|---|---|---|---|---|---|',
    ...rows.map((row) => `| ${row.map((cell) => (cell === '' ? '(none)' : cell)).join(' | ')} |`),
    '',
  ];
}

/** The page, as Markdown. Proofs in the order given. */
export function clausesPage(requirements: readonly Requirement[], proofs: readonly Proof[]): string {
  return [
    '# Clauses',
    '',
    'What the policy asks, requirement by requirement, with the tests that prove it, or why it binds people and not software.',
    'Drawn by `node scripts/clauses.ts` from the titles of the tests, which name what they prove (`… [R21]`), and from',
    '`scripts/clauses/requirements.ts`; a test keeps it so, and fails where a requirement has neither, or a clause no requirement.',
    '',
    '## Requirements',
    '',
    ...requirements.flatMap((each) => requirementLines(each, proofs)),
    '## Rows',
    '',
    'The tables of the Articles: each row is a test of its own.',
    '',
    ...proofs.filter(({ rows }) => rows.length > 0).flatMap(rowLines),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}
