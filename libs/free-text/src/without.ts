// A folded text without some of its characters.
import type { Characters } from './characters.js';
import type { Folded } from './fold-text.js';

class Shortened implements Folded {
  readonly text: string;
  /** Index in the longer text of each unit kept, once something was found, which is seldom. */
  private kept: readonly number[] | undefined;

  constructor(
    private readonly folded: Folded,
    private readonly dropped: Characters,
  ) {
    this.text = dropped.cutFrom(folded.text);
  }

  startOf(index: number): number {
    return this.folded.startOf(this.from(index));
  }

  endOf(index: number): number {
    return this.folded.endOf(this.from(index));
  }

  private from(index: number): number {
    this.kept ??= this.keptUnits();
    return this.kept[index] ?? this.folded.text.length;
  }

  private keptUnits(): readonly number[] {
    const { text } = this.folded;
    const kept: number[] = [];
    for (let at = 0; at < text.length; at += 1) if (!this.dropped.has(text.charCodeAt(at))) kept.push(at);
    return kept;
  }
}

/** A folded text without the characters of `dropped`, still knowing where each came from. Linear. Never throws. */
export function without(folded: Folded, dropped: Characters): Folded {
  return dropped.areIn(folded.text) ? new Shortened(folded, dropped) : folded;
}
