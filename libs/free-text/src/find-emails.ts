// E-mail addresses: around every `@`, as far as an address can reach.
import type { Folded } from './fold-text.js';
import type { Span } from './find-telephones.js';

const LOCAL = /[a-z0-9.!#$%&'*+/=?^_`{|}~-]/;
const DOMAIN = /[a-z0-9.-]/;
/** Of a domain that does not start in ASCII. */
const WIDE_DOMAIN = /[\p{L}\p{N}.-]/u;
const LOCAL_LENGTH = 64;
const DOMAIN_LENGTH = 253;

/** Every address with a domain of at least two labels, as spans of the folded text in order. Linear. Never throws. */
export function findEmails({ text }: Folded): readonly Span[] {
  const spans: Span[] = [];
  for (let at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
    let start = at;
    while (start > 0 && at - start < LOCAL_LENGTH && LOCAL.test(text[start - 1] ?? '')) start -= 1;
    const domain = DOMAIN.test(text[at + 1] ?? '') ? DOMAIN : WIDE_DOMAIN;
    let end = at + 1;
    while (end < text.length && end - at <= DOMAIN_LENGTH && domain.test(text[end] ?? '')) end += 1;
    while (end > at && /[.-]/.test(text[end - 1] ?? '')) end -= 1;
    if (start < at && text.slice(at + 1, end).includes('.')) spans.push({ start, end });
  }
  return spans;
}
