// Lines of a stream in groups that are worth one statement: as many as are there, up to a bound, never waiting for more.
import type { Readable } from 'node:stream';
import { createLineSplitter, type Line } from './lines.js';

export interface GroupLimits {
  readonly lines: number;
  /** Bytes of the lines of one group; a single longer line stands alone. */
  readonly bytes: number;
  /** Bytes of one line. */
  readonly lineBytes: number;
}

/**
 * Reads `source` to its end. A group ends at the bounds or where nothing more has arrived yet, so that an answer never waits
 * for the next line. Reads on only when the next group is asked for. Throws what the source throws.
 */
export async function* groupLines(source: Readable, limits: GroupLimits): AsyncGenerator<Line[]> {
  const splitter = createLineSplitter(limits.lineBytes);
  let group: Line[] = [];
  let bytes = 0;
  const take = function* (lines: readonly Line[]): Generator<Line[]> {
    for (const line of lines) {
      const size = line.bytes?.length ?? 0;
      if (group.length >= limits.lines || (group.length > 0 && bytes + size > limits.bytes)) {
        yield group;
        group = [];
        bytes = 0;
      }
      group.push(line);
      bytes += size;
    }
  };
  for await (const piece of source) {
    yield* take(splitter.push(piece as Buffer));
    if (group.length > 0 && source.readableLength === 0) {
      yield group;
      group = [];
      bytes = 0;
    }
  }
  yield* take(splitter.end());
  if (group.length > 0) yield group;
}
