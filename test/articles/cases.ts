// A case: everything a decision is asked with, in the words the tables of the Articles use.
import { parseInstant, type Find, type JsonObject, type Period, type TextScanner } from '#wire';
import { createDecider, type Law, type Situation, type SubjectState } from '#policy';
import { CATALOGUE } from '#wire';

export interface Case {
  readonly at: number;
  readonly occurredAt: number;
  readonly dealerCode: string;
  readonly hasSubject: boolean;
  readonly recipient: { readonly id: unknown; readonly contract: Period | null };
  readonly purpose: unknown;
  readonly items: readonly string[] | undefined;
  readonly state: SubjectState;
  readonly firstEffectiveOn: string;
}

export const AT = Date.parse('2026-11-22T00:00:00Z');
export const OPEN: Period = { from: '2017-04-01', to: null };

/** Nothing agreed, nothing asked, nothing stopped. */
export const QUIET: SubjectState = {
  consents: [],
  entrustments: [],
  orders: [],
  stops: [],
  killed: false,
  dealerAccepted: true,
  correctionPending: [],
  ownershipFrom: null,
};

/** One leaf of each listed item and of what is not listed, of dealer D001. */
export const RECORD: JsonObject = {
  recordId: 'RO-2026-0001',
  revision: 1,
  status: 'closed',
  dealerCode: 'D001',
  occurredAt: '2026-10-01T03:00:00Z',
  channel: 'workshop',
  noticeId: 'N-1',
  repairOrderNumber: '4711',
  vehicle: { vin: 'WBA8E9C50GK646123', registrationPlate: '品川 300 あ 12-34' },
  customer: {
    id: 'C-1',
    name: '田中 太郎',
    address: { line1: '丸の内1-9-2' },
    dateOfBirth: '1980-01-05',
    telephone: ['090-1234-5678'],
    email: ['taro@example.jp'],
    occupation: '会社員',
  },
  transaction: { invoiceTotal: 33000 },
  questionnaire: [{ answer: '満足' }],
  work: {
    odometerOutKm: 12345,
    jobs: [{ jobId: 'JOB-1', lines: [{ labourCode: '0012345', description: 'パッド交換' }] }],
  },
  activity: { log: [{ jobId: 'JOB-1', code: '4A1F' }] },
  advice: [{ text: 'リアパッド残 3 mm', status: 'declined' }],
};

/** Path of one leaf of each item in {@link RECORD}. */
export const LEAF_OF: Readonly<Record<string, string>> = {
  address: 'customer.address.line1',
  name: 'customer.name',
  'date-of-birth': 'customer.dateOfBirth',
  telephone: 'customer.telephone[]',
  email: 'customer.email[]',
  occupation: 'customer.occupation',
  transaction: 'transaction.invoiceTotal',
  questionnaire: 'questionnaire[].answer',
  vin: 'vehicle.vin',
  work: 'work.odometerOutKm',
  activity: 'activity.log[].code',
  advice: 'advice[].status',
  unlisted: 'vehicle.registrationPlate',
};

/** `<item>` in a text is a find of that item; `!unsure` and `!throw` say themselves. */
export const MARK = /<([a-z-]+)>/g;
export const markScanner: TextScanner = () => (text) => {
  if (text.includes('!throw')) throw new Error('the scan failed');
  if (text.includes('!unsure')) return 'unsure';
  return [...text.matchAll(MARK)].map(
    ({ 0: mark, 1: item, index }) => ({ start: index, end: index + mark.length, item }) as Find,
  );
};

export const decider = createDecider({ catalogue: CATALOGUE, scanner: markScanner });

/** The contract a recipient stands on, where the table does not say otherwise. */
export function contractOf(recipient: unknown): Period | null {
  return /^(dealer|insurer):/.test(String(recipient)) ? OPEN : null;
}

/** A dealer's record of an autumn day, asked about by this recipient for this purpose. */
export const caseOf = (recipient: string, purpose: string, given: Partial<Case['state']> = {}): Case => ({
  at: AT,
  occurredAt: Date.parse('2026-10-01T03:00:00Z'),
  dealerCode: 'D001',
  hasSubject: true,
  recipient: { id: recipient, contract: contractOf(recipient) },
  purpose,
  items: undefined,
  state: { ...QUIET, ...given },
  firstEffectiveOn: '2017-05-30',
});

export function situationOf(c: Pick<Case, 'at' | 'recipient' | 'purpose' | 'items' | 'state'>): Situation {
  const { at, recipient, purpose, items, state } = c;
  return { at, recipient, purpose, items, state };
}

/** Decides {@link RECORD}, or `record`, with what a row changes. */
export function ask(
  law: Law,
  recipient: unknown,
  purpose: unknown,
  state: Partial<SubjectState> = {},
  more: { at?: number; record?: JsonObject; items?: readonly string[]; contract?: Period | null } = {},
) {
  const { at = AT, record = RECORD, items, contract = contractOf(recipient) } = more;
  const situation = { at, recipient: { id: recipient, contract }, purpose, items, state: { ...QUIET, ...state } };
  return decider.decide(record, situation, law);
}

/** Milliseconds of the instant a record occurred at. */
export function occurredAtOf(record: JsonObject): number {
  return parseInstant(record.occurredAt);
}
