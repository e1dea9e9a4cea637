// The search of one text for the record's own values: its forms, each made once somebody asks, and what was found.
import type { Find } from '#wire';
import { foldText, type Folded } from './fold-text.js';
import type { Glance } from './glance.js';
import { foldDigits } from './digits.js';

/** How often values may be met in one text: beyond it nobody wrote it for people, and to list every place would cost too much. */
const MOST_HITS = 2_000;

/** Every form knows where in the original it came from. Nothing throws. */
export class Search {
  readonly finds: Find[] = [];
  private left = MOST_HITS;
  private digitForm: Folded | undefined;

  /** `glance` is of this very text, as is `foldedForm`, where it was needed for that. */
  constructor(
    readonly original: string,
    readonly glance: Glance,
    private foldedForm: Folded | undefined,
  ) {}

  get folded(): Folded {
    return (this.foldedForm ??= foldText(this.original));
  }

  /** Folded, kanji digits as digits. */
  get digits(): Folded {
    return (this.digitForm ??= this.glance.hasKanjiDigits ? foldDigits(this.folded) : this.folded);
  }

  /** True where values were met too often. */
  get isSpent(): boolean {
    return this.left <= 0;
  }

  /** Adds a span of one of the forms. */
  add(item: Find['item'], form: Folded, start: number, end: number): void {
    this.finds.push({ start: form.startOf(start), end: form.endOf(end - 1), item });
  }

  /** The next place of `needle` in `text` from `from` on, or -1, also where values were met too often. */
  nextHit(text: string, needle: string, from: number): number {
    const at = text.indexOf(needle, from);
    if (at < 0 || this.left <= 0) return -1;
    this.left -= 1;
    return at;
  }
}
