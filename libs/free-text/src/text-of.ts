// Text of UTF-16 units.

const MOST_ARGUMENTS = 4_096;

/** The text these units are. */
export function textOf(units: readonly number[]): string {
  if (units.length <= MOST_ARGUMENTS) return String.fromCharCode(...units);
  let text = '';
  for (let at = 0; at < units.length; at += MOST_ARGUMENTS) {
    text += String.fromCharCode(...units.slice(at, at + MOST_ARGUMENTS));
  }
  return text;
}
