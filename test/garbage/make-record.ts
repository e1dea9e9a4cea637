// One line of garbage: a record's text of random shape, whose every value that no clause lists says so.
import { createRandom, type Random } from '../../scripts/sample/random.ts';
import { JOB_IDS, LISTED, ODD_KEYS, OPEN, SECRET, SECRET_NUMBER, UNLISTED_KEYS, type Place } from './listed.ts';

export interface Garbage {
  readonly text: string;
  /** An object of it names a key twice. */
  readonly isTwice: boolean;
}

const HUGE = ['1e999', '-1e999', '1e308', '5e-324', '9007199254740993', '9'.repeat(400), '0.1e-400', '-0'];
/** Mostly small: what is deep is only deep. */
const DEPTHS = [1, 2, 3, 8, 31, 33, 70, 5_000];

/** `HIM\u0049TSU` is the same text. */
const escaped = (random: Random, text: string) =>
  random.chance(0.1)
    ? `"\\u${text.charCodeAt(0).toString(16).padStart(4, '0')}${text.slice(1)}"`
    : JSON.stringify(text);
const secret = (random: Random) => escaped(random, `${SECRET}${random.int(0, 9_999)}`);

/** A value nobody may see, of any kind. */
function hidden(random: Random, depth = 0): string {
  const kind = random.int(0, depth > 3 ? 3 : 7);
  if (kind <= 1) return secret(random);
  if (kind === 2) return String(SECRET_NUMBER);
  if (kind === 3) return random.pick([...HUGE, 'null', 'true', '""', '{}', '[]']);
  if (kind === 4) return `[${hidden(random, depth + 1)},${hidden(random, depth + 1)}]`;
  if (kind === 5 && random.chance(0.1)) {
    const levels = random.pick(DEPTHS);
    return '['.repeat(levels) + secret(random) + ']'.repeat(levels);
  }
  return `{${JSON.stringify(random.pick(ODD_KEYS))}:${hidden(random, depth + 1)}}`;
}

/** Wrong at every listed place: texts, numbers and lists of texts are right at some. */
function wrong(random: Random): string {
  return random.pick([
    `{"x":${secret(random)}}`,
    `[[${secret(random)}]]`,
    `[[${SECRET_NUMBER}]]`,
    '[]',
    '{}',
    'null',
    '1e999',
  ]);
}

/** Writes one record. The same words give the same record. */
export function makeRecord(...words: readonly (string | number)[]): Garbage {
  const random = createRandom(...words);
  const channel = random.pick(['workshop', 'workshop', 'workshop', 'workshop', 'telematics', 'charging']);
  /** Half of the records are as intake takes them but for what is added. */
  const isWild = random.chance(0.5);
  let isTwice = false;

  function members(place: Readonly<Record<string, Place>>, mark: string, isStray = false): string[] {
    const written: string[] = [];
    for (const [key, child] of Object.entries(place)) {
      if (!random.chance(0.5) || (isStray && key === 'jobId')) continue;
      written.push(`${escaped(random, key)}:${value(child, mark, key)}`);
    }
    while (random.chance(0.15)) {
      const key = random.pick(random.chance(0.3) ? UNLISTED_KEYS : ODD_KEYS);
      written.splice(random.int(0, written.length), 0, `${JSON.stringify(key)}:${hidden(random)}`);
    }
    if (written.length > 0 && random.chance(0.004)) written.push(random.pick(written));
    const keys = written.map((member) => String(JSON.parse(`[${/^"(?:[^"\\]|\\.)*"/.exec(member)?.[0] ?? '""'}]`)));
    if (new Set(keys).size < keys.length) isTwice = true;
    return written;
  }

  function value(place: Place, mark: string, key: string): string {
    if (isWild && random.chance(0.05)) return wrong(random);
    if (typeof place === 'function') return place(random, mark);
    if (!Array.isArray(place)) return `{${members(place as Readonly<Record<string, Place>>, mark).join(',')}}`;
    const [element] = place as readonly [Place];
    return `[${Array.from({ length: random.int(0, 3) }, () => elementOf(element, mark, key)).join(',')}]`;
  }

  /** What is logged of no job of this record is not listed either. */
  function elementOf(element: Place, mark: string, key: string): string {
    if (key !== 'log' && key !== 'environment') return value(element, mark, '');
    if (random.chance(0.5)) return `{${members(element as Record<string, Place>, SECRET, true).join(',')}}`;
    const fields = members(element as Record<string, Place>, mark, true);
    return `{${[`"jobId":${JSON.stringify(random.pick(JOB_IDS))}`, ...fields].join(',')}}`;
  }

  const good: Readonly<Record<string, string>> = {
    recordId: JSON.stringify(`${SECRET}-R`),
    revision: String(random.int(1, 3)),
    status: '"closed"',
    dealerCode: '"D001"',
    occurredAt: '"2026-10-01T03:00:00Z"',
    channel: JSON.stringify(channel),
    noticeId: JSON.stringify(`${SECRET}-N`),
  };
  const envelope = Object.entries(good).flatMap(([key, json]) => {
    if (!isWild || random.chance(0.98)) return [`"${key}":${json}`];
    return random.chance(0.5) ? [] : [`"${key}":${wrong(random)}`];
  });
  const { activity, ...rest } = LISTED;
  const mark = channel === 'charging' ? SECRET : OPEN;
  const body = members(rest, mark);
  if (activity !== undefined && random.chance(0.5)) {
    body.push(`"activity":${value(activity, channel === 'workshop' ? mark : SECRET, 'activity')}`);
  }
  const text = `{${[...envelope, ...body].join(',')}}`;
  return { text: isWild && random.chance(0.02) ? spoil(random, text) : text, isTwice };
}

/** No JSON any more, or other JSON. */
function spoil(random: Random, text: string): string {
  const at = random.int(0, text.length);
  return random.pick([
    text.slice(0, at),
    `${text.slice(0, at)}\u0000${text.slice(at)}`,
    `[${text}]`,
    `${text}${text}`,
    `\ufeff${text}`,
  ]);
}
