// One calendar day in the writings common in Japan: Western and era years, with figures, kanji or month names.
import type { Span } from './find-telephones.js';
import type { Glance } from './glance.js';

const ERAS: Readonly<Record<string, number>> = {
  明: 1867,
  大: 1911,
  昭: 1925,
  平: 1988,
  令: 2018,
  m: 1867,
  t: 1911,
  s: 1925,
  h: 1988,
  r: 2018,
};
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}';

interface Writing {
  readonly form: RegExp;
  /** Year, month, day as the match gives them; more than one reading where the order is open. */
  readonly read: (match: readonly string[]) => readonly (readonly number[])[];
}

const figures = (parts: readonly string[]) => parts.map(Number);
const year = (text = '') => (text === '元' ? 1 : Number(text));
const monthOf = (name = '') => MONTHS.indexOf(name.slice(0, 3)) + 1;

const Y = ' {0,2}[-/.・年] {0,2}';
const M = ' {0,2}[-/.・月] {0,2}';
const BETWEEN = '(?: {0,2}[-,./] {0,2}| {0,2})';
const MONTH_DAY = `${Y}([0-9]{1,2})${M}([0-9]{1,2})(?![0-9])(?: ?日)?`;
const ORDINAL = '(?:st|nd|rd|th)?';
const form = (source: string) => new RegExp(source, 'g');

const WRITINGS: readonly Writing[] = [
  { form: form(`(?<![0-9])([0-9]{4})${MONTH_DAY}`), read: ([, ...parts]) => [figures(parts)] },
  { form: form('(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])'), read: ([, ...parts]) => [figures(parts)] },
  {
    form: form(`([明大昭平令mtshr])(?: ?[治正和成])?[.' ]?([0-9]{1,2}|元)${MONTH_DAY}`),
    read: ([, era = '', of, ...parts]) => {
      const [month = 0, day = 0] = figures(parts);
      return [[(ERAS[era] ?? 0) + year(of), month, day]];
    },
  },
  {
    form: form(`(?<![0-9])([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})(?![0-9])`),
    read: ([, ...parts]) => {
      const [a = 0, b = 0, last = 0] = figures(parts);
      return [
        [last, a, b],
        [last, b, a],
      ];
    },
  },
  {
    form: form(`(?<![0-9])'?([0-9]{2})${MONTH_DAY}`),
    read: ([, ...parts]) => {
      const [short = 0, month = 0, day = 0] = figures(parts);
      return [1800, 1900, 2000].map((century) => [century + short, month, day]);
    },
  },
  {
    form: form(`(?<![0-9])([0-9]{1,2})${ORDINAL}${BETWEEN}(?:of )?${MONTH}${BETWEEN}([0-9]{4})(?![0-9])`),
    read: ([, day, month, last]) => [[Number(last), monthOf(month), Number(day)]],
  },
  {
    form: form(`${MONTH}${BETWEEN}([0-9]{1,2})${ORDINAL}${BETWEEN}([0-9]{4})(?![0-9])`),
    read: ([, month, day, last]) => [[Number(last), monthOf(month), Number(day)]],
  },
];

const figureAt = (text: string, at: number) => text.charCodeAt(at) - 0x30;
/** A number below 100 stands in a text with the zero before it or without. */
const mayHaveNumber = (glance: Glance, tens: number, ones: number) =>
  glance.mayHaveDigit(ones) && (tens === 0 || glance.mayHaveDigit(tens));

const ERA_UNITS = Object.entries(ERAS).map(([era, before]) => ({ unit: era.charCodeAt(0), before }));

/** In every writing of a year stand its last two digits, or an era and the year of it. */
function mayHaveYear(glance: Glance, day: string): boolean {
  if (mayHaveNumber(glance, figureAt(day, 2), figureAt(day, 3))) return true;
  const year = Number(day.slice(0, 4));
  for (const { unit, before } of ERA_UNITS) {
    const ofEra = year - before;
    if (ofEra < 0 || ofEra > 99 || !glance.mayHave(unit)) continue;
    if (mayHaveNumber(glance, Math.floor(ofEra / 10), ofEra % 10)) return true;
    if (ofEra === 1 && glance.mayHold('元')) return true;
  }
  return false;
}

function mayHaveMonth(glance: Glance, day: string): boolean {
  const [tens, ones] = [figureAt(day, 5), figureAt(day, 6)];
  return mayHaveNumber(glance, tens, ones) || glance.mayHold(MONTHS[10 * tens + ones - 1] ?? '');
}

/** False only where the text of the glance does not hold the day `YYYY-MM-DD` in any writing. Never throws. */
export function mayHoldDay(glance: Glance, day: string): boolean {
  const hasDay = mayHaveNumber(glance, figureAt(day, 8), figureAt(day, 9));
  return hasDay && mayHaveMonth(glance, day) && mayHaveYear(glance, day);
}

/** Where the day `YYYY-MM-DD` stands in a folded text whose digits are folded too. Linear. Never throws. */
export function findDay(text: string, day: string): readonly Span[] {
  const [wantedYear, wantedMonth, wantedDay] = day.split('-').map(Number);
  const spans: Span[] = [];
  for (const { form, read } of WRITINGS) {
    form.lastIndex = 0;
    for (let match = form.exec(text); match !== null; match = form.exec(text)) {
      const isWanted = read(match).some(([y, m, d]) => y === wantedYear && m === wantedMonth && d === wantedDay);
      if (isWanted) spans.push({ start: match.index, end: match.index + match[0].length });
      else form.lastIndex = match.index + 1;
    }
  }
  return spans;
}
