import { describe, expect, it } from '@jest/globals';
import { Readable } from 'node:stream';
import { GatewayError } from '#wire';
import { answerBatch, type BatchTools, type LineAnswer } from './answer-batch.js';
import { type ReadRecord, RefusedRecord } from './read-record.js';

const read = (bytes: Buffer): ReadRecord => {
  const text = bytes.toString();
  if (text.startsWith('!')) throw new RefusedRecord(new GatewayError('GW_INVALID_RECORD'), text.slice(1) || undefined);
  return { recordId: text, revision: 1, value: '{}', flags: [] };
};

async function answers(text: string, tools: Partial<BatchTools> = {}): Promise<LineAnswer[]> {
  const all: LineAnswer[] = [];
  const accept: BatchTools['accept'] = (reads) =>
    Promise.resolve({ outcomes: reads.map(() => 'accepted' as const), isDown: false });
  const batch = answerBatch(Readable.from([Buffer.from(text)]), {
    read,
    accept,
    admit: () => undefined,
    onAnswers: () => undefined,
    ...tools,
  });
  for await (const lines of batch)
    all.push(
      ...lines
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as LineAnswer),
    );
  return all;
}

const summary = (all: readonly LineAnswer[]) =>
  all.map(({ line, recordId, status, problem }) => [line, recordId, problem?.code ?? status]);

describe('answerBatch', () => {
  it('answers each line in order, whatever becomes of it', async () => {
    const accept: BatchTools['accept'] = () =>
      Promise.resolve({ outcomes: ['accepted', 'GW_REVISION_CONFLICT', 'duplicate'], isDown: false });
    const all = await answers('a\n!\n\nb\n!x\nc\n', { accept });
    expect(summary(all)).toEqual([
      [1, 'a', 'accepted'],
      [2, undefined, 'GW_INVALID_RECORD'],
      [4, 'b', 'GW_REVISION_CONFLICT'],
      [5, 'x', 'GW_INVALID_RECORD'],
      [6, 'c', 'duplicate'],
    ]);
    expect(all[2]!.problem!.errors).toMatchObject([{ pointer: '/revision', path: 'revision' }]);
  });

  it('takes an outcome that is missing for unavailable', async () => {
    const accept: BatchTools['accept'] = () => Promise.resolve({ outcomes: ['accepted'], isDown: true });
    expect(summary(await answers('a\nb', { accept }))).toEqual([
      [1, 'a', 'accepted'],
      [2, 'b', 'GW_UNAVAILABLE'],
    ]);
  });

  it('refuses what follows a failure at once, without asking', async () => {
    let asked = 0;
    const accept: BatchTools['accept'] = (reads) => {
      asked++;
      return Promise.resolve({ outcomes: reads.map(() => 'GW_UNAVAILABLE' as const), isDown: true });
    };
    const all = await answers(Array.from({ length: 1_200 }, (_, line) => `r${line}`).join('\n'), { accept });
    expect(all).toHaveLength(1_200);
    expect(all.every(({ problem }) => problem?.code === 'GW_UNAVAILABLE')).toBe(true);
    // A line has no header to say it.
    expect(all.filter(({ problem }) => !problem?.detail?.endsWith('; send the line again after 5 s'))).toEqual([]);
    expect(all[0]!.problem!.detail).toMatch(/^it may not have been kept/);
    expect(all[1_199]!.problem!.detail).toMatch(/^not tried/);
    expect(asked).toBe(1);
  });

  it('asks again for each group whether the dealer may send', async () => {
    let groups = 0;
    const admit = (): void => {
      if (++groups > 1) throw new GatewayError('GW_POLICY_NOT_ACCEPTED');
    };
    const all = await answers(Array.from({ length: 501 }, (_, line) => `r${line}`).join('\n'), { admit });
    expect(all[499]).toMatchObject({ status: 'accepted' });
    expect(all[500]).toMatchObject({ status: 'rejected', problem: { code: 'GW_POLICY_NOT_ACCEPTED' } });
  });
});
