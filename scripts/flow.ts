// Draws docs/flow.md from the table of topics in libs/wire: `node scripts/flow.ts`.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TOPICS, type Topic } from '#wire';

const DAY_MS = 86_400_000;

/** Who writes to whom over which topic. `all` stands for every app but the reader. */
export function flows(topics: readonly Topic[]): { from: string; to: string; topic: string }[] {
  const apps = [...new Set(topics.flatMap(({ writer, readers }) => [writer, ...readers]))];
  return topics.flatMap(({ name, writer, readers }) =>
    readers.flatMap((to) => {
      const writers = writer === 'all' ? apps.filter((app) => !['all', 'audience', to].includes(app)) : [writer];
      return writers.map((from) => ({ from, to, topic: name }));
    }),
  );
}

/** The page, as Markdown. */
export function flowPage(topics: readonly Topic[]): string {
  const rows = topics.map(({ name, key, writer, readers, writerSettles, partitions, retentionMs }) => {
    const kept = retentionMs < 0 ? 'for ever' : `${retentionMs / DAY_MS} days`;
    return `| \`${titleOf(name)}\` | ${key} | ${writer} | ${readers.join(', ')}${writerSettles ? `; ${writer} to settle doubts` : ''} | ${partitions} | ${kept} |`;
  });
  const arrows = topics.flatMap(({ name, writer, readers, writerSettles }) => {
    const node = name.replace(/\W/g, '_');
    return [
      `  ${writer === 'all' ? 'every_app' : writer} --> ${node}[("${titleOf(name)}")]`,
      ...readers.map((reader) => `  ${node} --> ${reader}`),
      ...(writerSettles ? [`  ${node} -. settles doubts .-> ${writer}`] : []),
    ];
  });
  return [
    '# What flows where',
    '',
    'Drawn by `node scripts/flow.ts` from `TOPICS` in `libs/wire/src/topics.ts`; a test keeps it so, and proves that every',
    'topic has one writer (`notices` apart, to which every app writes) and that, `control` aside, nothing goes in a circle.',
    'No topic is compacted. Who settles doubts looks for its own messages in its own topic, in no consumer group, after a',
    'crash or a silent broker only: nothing flows on from there.',
    '',
    '| topic | key | written by | read by | partitions | kept |',
    '|---|---|---|---|---|---|',
    ...rows,
    '',
    '```mermaid',
    'flowchart LR',
    '  dealers(["dealers"]) -- HTTP --> intake',
    ...arrows,
    '  ledger -- proofs --> audience(["audience"])',
    '```',
    '',
  ].join('\n');
}

const titleOf = (name: string) => (name.endsWith('.') ? `${name}<stream>` : name);

if (import.meta.main) {
  writeFileSync(join(import.meta.dirname, '..', 'docs', 'flow.md'), flowPage(Object.values(TOPICS)));
}
