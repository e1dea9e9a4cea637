// NDJSON cut into lines: numbered, bounded, whatever the pieces they come in.

export interface Line {
  /** Counted from 1, blank lines included. */
  readonly number: number;
  /** Without its line end; `null` where the line is longer than the limit. */
  readonly bytes: Buffer | null;
}

export interface LineSplitter {
  /** The lines that end in this piece, blank ones left out. */
  push(piece: Buffer): Line[];
  /** The last line, when it has no line end. */
  end(): Line[];
}

const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);
const BLANKS: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d]);

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => BLANKS.has(byte));

/** Cuts at `\n`. Keeps at most `limit` bytes of an unfinished line. A byte order mark before the first line is dropped. Never throws. */
export function createLineSplitter(limit: number): LineSplitter {
  let number = 0;
  let parts: Buffer[] = [];
  let length = 0;

  const add = (part: Buffer): void => {
    length += part.length;
    if (length > limit) parts = [];
    else if (part.length > 0) parts.push(part);
  };

  const finish = (): Line[] => {
    number++;
    const isTooLong = length > limit;
    let bytes = parts.length === 1 ? parts[0]! : Buffer.concat(parts);
    parts = [];
    length = 0;
    if (isTooLong) return [{ number, bytes: null }];
    if (number === 1 && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) bytes = bytes.subarray(3);
    return isBlank(bytes) ? [] : [{ number, bytes }];
  };

  return {
    push(piece) {
      const lines: Line[] = [];
      let from = 0;
      for (let at = piece.indexOf(NEWLINE); at >= 0; at = piece.indexOf(NEWLINE, from)) {
        add(piece.subarray(from, at));
        lines.push(...finish());
        from = at + 1;
      }
      add(piece.subarray(from));
      return lines;
    },
    end: () => (length > 0 ? finish() : []),
  };
}
