// The written form of a batch's one instant, worked out once.

let last = { epochMs: Number.NaN, text: '' };

/** RFC 3339 in UTC with milliseconds; remembers the newest. Throws for `NaN`. */
export function instantText(epochMs: number): string {
  if (epochMs !== last.epochMs) last = { epochMs, text: new Date(epochMs).toISOString() };
  return last.text;
}
