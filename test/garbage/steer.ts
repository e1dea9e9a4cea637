// Lines steered by the code they reach: what reaches a block no line before it reached is kept and changed further.
import { Session } from 'node:inspector/promises';
import { createRandom, type Random } from '../../scripts/sample/random.ts';
import { ODD_KEYS } from './listed.ts';

const PIECES = [
  ...ODD_KEYS.map((key) => JSON.stringify(key)),
  '{',
  '}',
  '[',
  ']',
  ':',
  ',',
  '\\u0000',
  '1e999',
  'null',
  '"',
];
/** Lines tried between two looks at the coverage, which cost more than a line. */
const ROUND = 8;
const MOST_BYTES = 20_000;

/** One change or a few: bytes turned, pieces put in, spans taken out, doubled or taken over from another line. */
export function changed(line: Buffer, other: Buffer, random: Random): Buffer {
  let bytes = line;
  for (let times = random.int(1, 4); times > 0; times -= 1) {
    const from = random.int(0, bytes.length);
    const to = Math.min(bytes.length, from + random.int(0, 40));
    const [head, span, tail] = [bytes.subarray(0, from), bytes.subarray(from, to), bytes.subarray(to)];
    const piece = Buffer.from(random.pick(PIECES));
    const at = random.int(0, other.length);
    bytes = random.pick([
      () => Buffer.concat([head, piece, span, tail]),
      () => Buffer.concat([head, tail]),
      () => Buffer.concat([head, span, span, tail]),
      () => Buffer.concat([head, Buffer.from([random.int(0, 255)]), tail]),
      () => Buffer.concat([head, other.subarray(at, at + 40), tail]),
    ])();
  }
  return bytes.subarray(0, MOST_BYTES);
}

/** Steers for so many seconds from the given lines. Throws what `run` throws. Gives the lines tried, those kept, and blocks reached. */
export async function steer(
  run: (line: Buffer) => unknown,
  first: readonly Buffer[],
  { seed, seconds, watch }: { readonly seed: number; readonly seconds: number; readonly watch: RegExp },
): Promise<{ tried: number; kept: number; blocks: number }> {
  const random = createRandom('steer', seed);
  const session = new Session();
  session.connect();
  const reached = new Set<string>();
  const hasNews = async (): Promise<boolean> => {
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const before = reached.size;
    for (const { url, functions } of result) {
      if (!watch.test(url)) continue;
      for (const { ranges } of functions) {
        for (const { startOffset, endOffset, count } of ranges) {
          if (count > 0) reached.add(`${url} ${startOffset} ${endOffset}`);
        }
      }
    }
    return reached.size > before;
  };
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const corpus = [...first];
  let tried = 0;
  try {
    for (const line of first) run(line);
    await hasNews();
    for (const until = performance.now() + seconds * 1_000; performance.now() < until; tried += ROUND) {
      const lines = Array.from({ length: ROUND }, () => changed(random.pick(corpus), random.pick(corpus), random));
      for (const line of lines) run(line);
      if (await hasNews()) corpus.push(...lines);
    }
  } finally {
    await session.post('Profiler.stopPreciseCoverage');
    session.disconnect();
  }
  return { tried, kept: corpus.length - first.length, blocks: reached.size };
}
