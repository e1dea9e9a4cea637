// Lines of a stream, each read as soon as it is there, in groups that are worth one statement: as many as are there, never waiting for more.
import type { Readable } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { createLineSplitter, type Line } from './lines.js';

/** Of a piece, which may hold a thousand lines. */
const AT_ONCE_BYTES = 16_384;

export interface GroupLimits {
  readonly lines: number;
  /** Bytes of the lines of one group; a single longer line stands alone. */
  readonly bytes: number;
  /** Bytes of one line. */
  readonly lineBytes: number;
}

/**
 * Reads `source` to its end, and its lines with `read`, while whoever takes the groups works on the one before: so far ahead
 * as one group goes, and no further. A group has what was read when it was asked for. Throws what the source or `read` throws,
 * once everything before it was taken.
 */
export async function* groupLines<T>(
  source: Readable,
  limits: GroupLimits,
  read: (line: Line) => T,
): AsyncGenerator<T[]> {
  const splitter = createLineSplitter(limits.lineBytes);
  const ahead: { readonly read: T; readonly size: number }[] = [];
  let bytes = 0;
  let isEnded = false;
  let wake = (): void => undefined;
  /** Either side waits for the other's next move; both never wait at a time. */
  const moved = (): Promise<void> => new Promise((resolve) => (wake = resolve));

  /** Reads these lines as far as there is room, and the others once there is. */
  const put = async (lines: readonly Line[]): Promise<void> => {
    for (const line of lines) {
      while (!isEnded && (ahead.length >= limits.lines || bytes >= limits.bytes)) {
        wake();
        await moved();
      }
      if (isEnded) return;
      const size = line.bytes?.length ?? 0;
      ahead.push({ read: read(line), size });
      bytes += size;
    }
    wake();
  };
  const take = (): T[] => {
    let count = 0;
    let taken = 0;
    while (count < ahead.length && count < limits.lines) {
      const { size } = ahead[count]!;
      if (count > 0 && taken + size > limits.bytes) break;
      taken += size;
      count += 1;
    }
    bytes -= taken;
    const group = ahead.splice(0, count).map((one) => one.read);
    wake();
    return group;
  };

  const reading = (async () => {
    try {
      for await (const piece of source as AsyncIterable<Buffer>) {
        for (let at = 0; at < piece.length && !isEnded; at += AT_ONCE_BYTES) {
          await put(splitter.push(piece.subarray(at, at + AT_ONCE_BYTES)));
          // What is already there must keep neither the group at work nor other requests from their answers.
          await nextTurn();
        }
      }
      await put(splitter.end());
    } finally {
      isEnded = true;
      wake();
    }
  })();
  reading.catch(() => undefined);

  try {
    for (;;) {
      while (ahead.length === 0 && !isEnded) await moved();
      if (ahead.length === 0) return await reading;
      yield take();
    }
  } finally {
    isEnded = true;
    wake();
    source.destroy();
  }
}
