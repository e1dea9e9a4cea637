// Whether a short part of a name stands alone in a text, or is a piece of a longer word.

const KANJI = /[\p{Script=Han}々〆]/u;
const KATAKANA = /[\u30A1-\u30FA\u30FC-\u30FF\uFF66-\uFF9F]/;
const HIRAGANA = /[\u3041-\u309F]/;
const SCRIPTS = [KANJI, KATAKANA, HIRAGANA];

/** Particles: where hiragana stand beside hiragana, a name may begin or end at one of these. */
const PARTICLES = 'はがをにのともへでやか';

/**
 * True where the span does not go on, on either side, in the script it begins or ends with. A space, a mark and another
 * script are edges; between hiragana so is a particle. Never throws.
 */
export function standsAlone(
  original: string,
  { start, end }: { readonly start: number; readonly end: number },
): boolean {
  return isEdge(original[start - 1], original[start]) && isEdge(original[end], original[end - 1]);
}

function isEdge(outside: string | undefined, inside: string | undefined): boolean {
  if (outside === undefined || inside === undefined) return true;
  const script = SCRIPTS.find((each) => each.test(inside));
  if (script === undefined || !script.test(outside)) return true;
  return script === HIRAGANA && PARTICLES.includes(outside);
}
