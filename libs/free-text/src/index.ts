// Finds personal data inside text.
import type { TextScanner } from '#wire';

/** A span of content that is never accepted, in UTF-16 offsets of the text as given. */
export interface ProhibitedFind {
  readonly start: number;
  readonly end: number;
  readonly kind: 'individual-number' | 'card-number';
  /** True where the number is labelled or grouped: then it is hardly chance. */
  readonly labelled: boolean;
}

/** The interim scan. */
export const scanner: TextScanner = () => () => 'unsure';

export function findProhibited(_text: string): readonly ProhibitedFind[] {
  return [];
}
