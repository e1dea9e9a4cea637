// The cells of a policy document, read as they are written: nothing here is shared with the compiler that reads them for the engine.
import type { JsonObject, JsonValue } from '#wire';

/** A statement about items. */
export type Asked = (item: string) => boolean;

/** What the document grants to one recipient for one purpose: the word of the grant by item; an item that is not here gets nothing. */
export type Cells = ReadonlyMap<string, string>;

const NOTHING: Cells = new Map();

const keysOf = (value: JsonValue | undefined) => Object.keys(Object(value) as object);
const wordOf = (value: JsonValue | undefined) => (typeof value === 'string' ? value : '');
const at = (value: JsonValue | undefined, key: string) => (Object(value) as JsonObject)[key];

/**
 * Reads `cells`: a block names a recipient and a group of items, and under each word of grant the purposes it is for.
 * Recipient and purpose are asked for in the document's own words. What is written in no such way grants nothing. Never throws
 * on JSON.
 */
export function cellsOf(document: JsonObject): (recipient: string | null, purpose: string | null) => Cells {
  const granted = new Map<string, Map<string, string>>();
  for (const block of Array.isArray(document.cells) ? document.cells : []) {
    const items = keysOf(at(document.items, wordOf(at(block, 'items'))));
    for (const word of keysOf(block)) {
      const purposes = at(at(block, word), 'purposes');
      for (const purpose of Array.isArray(purposes) ? purposes : []) {
        const key = `${wordOf(at(block, 'recipient'))} ${wordOf(purpose)}`;
        const cells = granted.get(key) ?? new Map<string, string>();
        for (const item of items) cells.set(item, word);
        granted.set(key, cells);
      }
    }
  }
  return (recipient, purpose) => granted.get(`${recipient} ${purpose}`) ?? NOTHING;
}
