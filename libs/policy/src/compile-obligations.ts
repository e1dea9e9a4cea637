// What people must do besides, and how the text is read where it leaves room: for people, and never asked by the engine.
import { checkChoices, type Choosable } from './choose-cells.js';
import { ROLES } from './compiled-policy.js';
import type { Rules } from './compile-rules.js';
import { FAULTS, type NoteFault } from './faults.js';
import { at, readClause, readEntries, readMapping, readText, readWords } from './read-document.js';

const MAY_LEAVE = {
  counts: ({ grant }: Choosable) => grant !== null && grant !== 'statistics-only',
  fault: FAULTS.goesWithNothing(),
};
const ANY_CELL = { counts: () => true, fault: FAULTS.choosesNoCell() };

/** Clause and text, and which entries there are. */
function readWorded(
  value: unknown,
  place: string,
  note: NoteFault,
  needed: readonly string[],
  optional: readonly string[] = [],
): ReadonlyMap<string, unknown> {
  const entries = readEntries(value, place, note, ['clause', 'text', ...needed], optional);
  readClause(entries.get('clause'), at(place, 'clause'), note);
  if (entries.has('text')) readText(entries.get('text'), at(place, 'text'), note);
  return entries;
}

/** Notes an obligation without clause, text, or somebody it binds, and one that goes with no cell that may leave. Never throws. */
export function checkObligations(value: unknown, rules: Rules, note: NoteFault): void {
  if (value === undefined) return;
  const obligations = readMapping(value, 'obligations', note);
  if (obligations?.size === 0) note('obligations', FAULTS.empty());
  for (const [name, obligation] of obligations ?? []) {
    const place = at('obligations', name);
    const entries = readWorded(obligation, place, note, ['binds', 'goes-with']);
    if (entries.has('binds')) readWords(entries.get('binds'), at(place, 'binds'), note, ROLES);
    checkChoices(entries.get('goes-with'), at(place, 'goes-with'), rules, note, MAY_LEAVE);
  }
}

/** Notes a reading without clause or text, and one that settles nothing. Never throws. */
export function checkReadings(value: unknown, rules: Rules, note: NoteFault): void {
  if (value === undefined) return;
  for (const [name, reading] of readMapping(value, 'readings', note) ?? []) {
    const place = at('readings', name);
    const entries = readWorded(reading, place, note, [], ['cells', 'guards', 'contested']);
    if (entries.size > 0 && !entries.has('cells') && !entries.has('guards')) note(place, FAULTS.settlesNothing());
    if (entries.has('guards')) readWords(entries.get('guards'), at(place, 'guards'), note, [...rules.guards.keys()]);
    checkChoices(entries.get('cells'), at(place, 'cells'), rules, note, ANY_CELL);
    if (entries.has('contested') && entries.get('contested') !== true) {
      note(at(place, 'contested'), FAULTS.contestedOtherwise());
    }
  }
}
