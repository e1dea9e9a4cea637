// What a scan of free text finds. The scan itself is libs/free-text's; libs/policy decides each find by its item.
import type { Item } from './items.js';
import type { JsonObject } from './json.js';

/** A span of personal data inside a text: UTF-16 offsets into the text as given, `end` exclusive. */
export interface Find {
  readonly start: number;
  readonly end: number;
  /** The item the span belongs to: decided by that item's own cell. */
  readonly item: Item;
}

/**
 * Opens a record once (its own customer fields are what to look for) and gives the scan of one text of it.
 * The scan answers finds sorted by start, or `unsure`; whoever calls it treats a throw as `unsure`.
 */
export type TextScanner = (record: JsonObject) => (text: string) => readonly Find[] | 'unsure';

/** What a cut-out span becomes. */
export const REDACTION = '［伏せ字］';
