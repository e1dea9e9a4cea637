import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sourcePlace } from './source-place.js';

/** One mapping each, as ECMA-426 writes them: generated 1:1 and 2:1 come from line 3 column 5 and line 4 column 5. */
const MAP = { version: 3, sources: ['../libs/wire/src/vin.js'], names: [], mappings: 'AAEI;AACA' };

describe('sourcePlace', () => {
  let root: string;
  let bundle: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'source-place-'));
    bundle = join(root, 'dist', 'bundle');
    mkdirSync(bundle, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('finds where a position in a bundle came from', () => {
    const file = join(bundle, 'intake.js');
    writeFileSync(`${file}.map`, JSON.stringify(MAP));
    const origin = join(root, 'dist', 'libs', 'wire', 'src', 'vin.js');
    expect(sourcePlace({ file, line: 1, column: 1 })).toEqual({ file: origin, line: 3, column: 5 });
    expect(sourcePlace({ file, line: 2, column: 9 })).toMatchObject({ file: origin, line: 4 });
  });

  it.each([
    ['no map', undefined],
    ['a map cut short', '{"version":3,'],
    ['a map of nothing', JSON.stringify({ version: 3, sources: [], names: [], mappings: '' })],
  ])('leaves the position as it is: %s', (_what, map) => {
    const place = { file: join(bundle, 'ledger.js'), line: 7, column: 8 };
    if (map !== undefined) writeFileSync(`${place.file}.map`, map);
    expect(sourcePlace(place)).toEqual(place);
  });

  it('looks for no map of what is not bundled', () => {
    const place = { file: join(root, 'libs', 'x.js'), line: 1, column: 1 };
    writeFileSync(join(bundle, 'x.js.map'), JSON.stringify(MAP));
    expect(sourcePlace(place)).toBe(place);
  });
});
