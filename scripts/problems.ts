// Draws docs/problems.md from the table of problems in libs/wire: `node scripts/problems.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { problem, PROBLEMS } from '#wire';

/** The page, as Markdown. */
export function problemsPage(problems: typeof PROBLEMS): string {
  const rows = Object.entries(problems).map(
    ([code, { status, title, remedy }]) => `| \`${code}\` | ${status} | ${title} | ${remedy} |`,
  );
  const fault = { pointer: '/revision', path: 'revision', detail: 'is required' };
  return [
    '# Problems, and what to do',
    '',
    'Drawn by `node scripts/problems.ts` from `PROBLEMS` in `libs/wire/src/problems.ts`; a test keeps it so.',
    '',
    'The apps answer a refused request with `application/problem+json` (RFC 9457); in the answer to a batch, a refused line holds the',
    'same under `problem`. Go by `code`, which stays what it is: titles are for people. `detail` says more where there is more to say,',
    'and `errors` points to the places at fault; no value that was sent is in them. 429 and 503 come with `Retry-After`, in seconds',
    '(a line has no header of its own: its `detail` says after how long to send it again).',
    '',
    '```json',
    JSON.stringify(problem('GW_INVALID_RECORD', undefined, [fault]), null, 2),
    '```',
    '',
    '| code | status | title | what to do |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'problems.md'), problemsPage(PROBLEMS));
}
