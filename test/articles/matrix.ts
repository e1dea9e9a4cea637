// The decision matrix of the reading, as it stands there, and the three versions the tests judge by.
import type { Item } from '#wire';

/** Items A1–A8 behave alike, and B1–B4; U is what the policy does not list, N what is never accepted. */
export type Group = 'A' | 'B' | 'U' | 'N';
export type Code = 'K' | 'F' | 'DS' | 'DO' | 'I' | 'SU' | 'HQ' | 'AU' | 'UN';
/** A allow · E entrustment · C consent · S specific consent · M statistics only · L legal order · D deny. */
export type CellCode = 'A' | 'E' | 'C' | 'S' | 'M' | 'L' | 'D';

export const STRICT_MATRIX = `
item|rcpt|JB1|JB2|JB3|JA|P1|P2|P3|P5|P6|P7|P8|P9|P10|PX
A|K |A|A|A|A|A|A|A|A|A|A|A|D|L|S
A|F |C|C|C|C|C|C|C|C|C|C|C|C|L|S
A|DS|A|A|A|A|A|A|A|A|A|A|A|A|L|D
A|DO|C|C|C|C|C|C|C|C|C|C|C|C|L|S
A|I |D|D|D|D|C|C|C|C|C|C|C|C|L|S
A|SU|E|E|E|E|E|E|E|E|E|E|E|D|D|D
A|HQ|E|E|E|E|E|E|E|E|E|E|E|D|D|S
A|AU|D|D|D|D|D|D|D|D|D|D|D|D|L|D
A|UN|D|D|D|D|D|D|D|D|D|D|D|D|D|D
B|K |A|A|A|D|A|S|A|S|S|S|M|D|L|S
B|F |D|A|A|D|S|S|S|S|S|S|M|D|L|S
B|DS|A|A|A|A|A|A|A|A|A|A|A|A|L|D
B|DO|A|A|A|D|S|S|S|S|S|S|M|D|L|S
B|I |D|D|D|D|S|S|S|S|S|S|M|D|L|S
B|SU|E|E|E|D|E|D|E|D|D|D|E|D|D|D
B|HQ|E|E|E|D|E|D|E|D|D|D|E|D|D|S
B|AU|D|D|D|D|D|D|D|D|D|D|D|D|L|D
B|UN|D|D|D|D|D|D|D|D|D|D|D|D|D|D
U|AU|D|D|D|D|D|D|D|D|D|D|D|D|L|D`;

/** AMB-3 switched: exactly the two contested JA cells. */
export const DRAFT_MATRIX = STRICT_MATRIX.replace('A|F |C|C|C|C', 'A|F |C|C|C|A').replace(
  'A|DO|C|C|C|C',
  'A|DO|C|C|C|A',
);

/** A version narrower than either: Finance gets nothing for valuation. */
export const NARROW_MATRIX = STRICT_MATRIX.replace('B|F |D|A', 'B|F |D|D');

export const PURPOSE_CODES: Readonly<Record<string, string>> = {
  'joint.workshop-service': 'JB1',
  'joint.valuation': 'JB2',
  'joint.product-information': 'JB3',
  'joint.joint-user-information': 'JA',
  'company.product-information': 'P1',
  'company.questionnaire': 'P2',
  'company.vehicle-notices': 'P3',
  'company.requests': 'P5',
  'company.roadside': 'P6',
  'company.credit': 'P7',
  'company.research': 'P8',
  'company.third-party-provision': 'P9',
  'company.legal-disclosure': 'P10',
};

const A_ITEMS = [
  'address',
  'name',
  'date-of-birth',
  'telephone',
  'email',
  'occupation',
  'transaction',
  'questionnaire',
];

/** The group an item belongs to. */
export function groupOf(item: Item): Group {
  if (A_ITEMS.includes(item)) return 'A';
  if (['vin', 'work', 'activity', 'advice'].includes(item)) return 'B';
  return item === 'prohibited' ? 'N' : 'U';
}

export type Matrix = (item: Item, code: Code, purpose: string) => CellCode;

/** Reads a matrix. A purpose outside the list is PX; a row that is not there denies. */
export function readMatrix(text: string): Matrix {
  const [head = [], ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  return (item, code, purpose) => {
    const column = head.indexOf(Object.hasOwn(PURPOSE_CODES, purpose) ? (PURPOSE_CODES[purpose] ?? 'PX') : 'PX');
    const row = rows.find(([group, recipient]) => group === groupOf(item) && recipient === code);
    return (row?.[column] ?? 'D') as CellCode;
  };
}
