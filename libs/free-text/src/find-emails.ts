// E-mail addresses: around every `@`, as far as an address can reach.
import type { Folded } from './fold-text.js';
import type { Span } from './find-telephones.js';

/** True at the ASCII units of these characters. */
function tableOf(characters: string): readonly boolean[] {
  return Array.from({ length: 0x80 }, (_, unit) => characters.includes(String.fromCharCode(unit)));
}

const LETTERS_AND_FIGURES = 'abcdefghijklmnopqrstuvwxyz0123456789';
const LOCAL = tableOf(`${LETTERS_AND_FIGURES}.!#$%&'*+/=?^_\`{|}~-`);
const DOMAIN = tableOf(`${LETTERS_AND_FIGURES}.-`);
/** Of a domain that does not start in ASCII. */
const WIDE_DOMAIN = /[\p{L}\p{N}.-]/u;
const LOCAL_LENGTH = 64;
const DOMAIN_LENGTH = 253;

const isOf = (table: readonly boolean[], text: string, at: number) => table[text.charCodeAt(at)] === true;

/** Where a domain that starts at `from` ends, or could. */
function endOfDomain(text: string, from: number): number {
  const isWide = !isOf(DOMAIN, text, from);
  const isOn = (at: number) => (isWide ? WIDE_DOMAIN.test(text.charAt(at)) : isOf(DOMAIN, text, at));
  const most = Math.min(text.length, from + DOMAIN_LENGTH);
  let end = from;
  while (end < most && isOn(end)) end += 1;
  while (end > from && (text[end - 1] === '.' || text[end - 1] === '-')) end -= 1;
  return end;
}

/** Every address with a domain of at least two labels, as spans of the folded text in order. Linear. Never throws. */
export function findEmails({ text }: Folded): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < LOCAL_LENGTH && isOf(LOCAL, text, start - 1)) start -= 1;
    if (start === at) continue;
    const end = endOfDomain(text, at + 1);
    if (text.slice(at + 1, end).includes('.')) spans.push({ start, end });
  }
  return spans;
}
