// The shape both languages fill: a missing word does not compile.
import type { Fit, Item, Purpose, RecipientKind } from '#wire';

export interface ItemWord {
  readonly short: string;
  readonly long: string;
}

export interface Names {
  readonly items: Readonly<Record<Item, ItemWord>>;
  readonly purposes: Readonly<Record<Purpose, string>>;
  /** By kind; `code` is what stands behind the kind's name. */
  readonly recipients: Readonly<Record<RecipientKind, (code: string) => string>>;
  readonly misfits: Readonly<Record<Exclude<Fit, 'within'>, string>>;
}
