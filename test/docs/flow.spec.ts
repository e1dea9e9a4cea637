// The table of topics: one writer each, no way round in a circle, and docs/flow.md drawn from it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { TOPICS, type Topic } from '#wire';
import { flowPage, flows } from '../../scripts/flow.ts';

const topics: readonly Topic[] = Object.values(TOPICS);

/** A way from an app back to itself, or nothing. */
function circleIn(edges: readonly { from: string; to: string }[]): string[] | undefined {
  const walk = (path: string[]): string[] | undefined => {
    for (const { from, to } of edges) {
      if (from !== path.at(-1)) continue;
      if (path.includes(to)) return [...path, to];
      const found = walk([...path, to]);
      if (found) return found;
    }
    return undefined;
  };
  for (const { from } of edges) {
    const found = walk([from]);
    if (found) return found;
  }
  return undefined;
}

describe('the topics', () => {
  it('have one writer each, but for the notices of all', () => {
    expect(topics.filter(({ writer }) => writer === 'all').map(({ name }) => name)).toEqual(['notices']);
    expect(new Set(topics.map(({ name }) => name)).size).toBe(topics.length);
  });

  it('have partition counts that are powers of two, and control has one and is kept for ever', () => {
    for (const { partitions } of topics) expect(Math.log2(partitions) % 1).toBe(0);
    expect(TOPICS.control).toMatchObject({ partitions: 1, retentionMs: -1 });
  });

  it('lead nowhere in a circle, control aside', () => {
    expect(circleIn(flows(topics.filter(({ name }) => name !== 'control')))).toBeUndefined();
    expect(circleIn(flows(topics))).toBeDefined(); // control closes it: the console reads notices and writes the law
  });

  it('are looked at by their writer in one place alone: intake settles what a crash left in doubt', () => {
    const settled = topics.filter(({ writerSettles }) => writerSettles);
    expect(settled.map(({ name, writer }) => [name, writer])).toEqual([['service-records', 'intake']]);
  });

  it('are drawn in docs/flow.md as they stand', () => {
    expect(readFileSync(join(import.meta.dirname, '../../docs/flow.md'), 'utf8')).toBe(flowPage(topics));
  });
});
