// Where a position in a bundle came from, by the map beside it; read when an error is told, so that a start reads none.
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, resolve } from 'node:path';

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

const BUNDLED = /\/dist\/bundle\/[^/]+\.js$/;
const maps = new Map<string, SourceMap | undefined>();

/** The place before bundling, lines and columns from 1; the place itself where no map tells more. Never throws. */
export function sourcePlace(place: Place): Place {
  if (!BUNDLED.test(place.file)) return place;
  const origin = mapOf(place.file)?.findOrigin(place.line, place.column);
  if (!origin || !('fileName' in origin)) return place;
  return {
    file: resolve(dirname(place.file), origin.fileName),
    line: origin.lineNumber,
    column: origin.columnNumber,
  };
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(`${file}.map`));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(file, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
