// At its start the console publishes the policy files with their certificates before them, and none that could let something out.
import { describe, expect, it } from '@jest/globals';
import { createLogger } from '#process';
import type { JsonObject } from '#wire';
import type { Stating } from './facts/fact-desk.js';
import { startUp, type StartUpTools } from './start-up.js';

const documentOf = (policy: string): JsonObject => ({ policy, effectiveOn: policy });
const certificateOf = (policy: string): Stating => ({
  type: 'policy-certified',
  body: { certificate: { policy } },
  client: 'console',
});

async function started(documents: readonly JsonObject[], violated: readonly JsonObject[]) {
  const statings: Stating[] = [];
  const lines: string[] = [];
  const nothing = () => Promise.resolve();
  await startUp({
    view: { catchUp: nothing, learned: () => [], forget: () => undefined },
    outbox: { publishing: (work: () => Promise<void>) => work(), unlearn: () => Promise.resolve(0) },
    desk: {
      enqueue: (all: readonly Stating[]) => {
        statings.push(...all);
        return Promise.resolve(all.map(() => ({ isNew: true, isSame: true })));
      },
    },
    publisher: { publish: nothing, drain: nothing },
    policyFiles: documents.map((document) => ({ document, policy: { effectiveOn: document.effectiveOn } })),
    certificates: {
      ready: () => Promise.resolve({ statings: [certificateOf('2017-05-30')], violated }),
    },
    sandboxFacts: [],
    reconcile: nothing,
    logger: createLogger('console', { destination: { write: (line: string) => void lines.push(line) } }),
  } as unknown as StartUpTools);
  return { types: statings.map(({ type }) => type), statings, lines };
}

describe('the start', () => {
  it('states certificates before the versions they are of', async () => {
    const { types } = await started([documentOf('2017-05-30')], []);
    expect(types).toEqual(['policy-certified', 'policy-published']);
  });

  it('publishes no version that could let something out, and says so', async () => {
    const wide = documentOf('2026-01-01');
    const { statings, lines } = await started([documentOf('2017-05-30'), wide], [wide]);
    const published = statings.filter(({ type }) => type === 'policy-published').map(({ body }) => body);
    expect(published).toEqual([{ document: documentOf('2017-05-30') }]);
    expect(lines.join('')).toContain('"event":"policy-violated","policy":"2026-01-01"');
  });
});
