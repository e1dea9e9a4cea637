// Sets of characters, each one UTF-16 unit, and texts without them.
import { textOf } from './text-of.js';

export class Characters {
  /** 1 at each of the units. */
  private readonly units = new Uint8Array(0x1_0000);

  constructor(characters: string) {
    for (let at = 0; at < characters.length; at += 1) this.units[characters.charCodeAt(at)] = 1;
  }

  has(unit: number): boolean {
    return this.units[unit] === 1;
  }

  /** True for a text with any of them. */
  areIn(text: string): boolean {
    for (let at = 0; at < text.length; at += 1) if (this.has(text.charCodeAt(at))) return true;
    return false;
  }

  /** A text without them. Linear. */
  cutFrom(text: string): string {
    const units: number[] = [];
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (!this.has(unit)) units.push(unit);
    }
    return units.length === text.length ? text : textOf(units);
  }
}
