// The desk in English. Its shape is the catalogue: `ja.ts` must fill the same.
import { names } from './names.en.js';
import { reasonsIn } from './reasons.js';

const s = (count: number, one: string, many = `${one}s`) => (count === 1 ? one : many);

/** What a notice tells: who speaks, of which dealer, how many, and a code. */
export interface Told {
  readonly who: string;
  readonly dealer: string;
  readonly count: number;
  readonly code: string;
}

export const en = {
  names,
  reasons: reasonsIn('en'),
  product: 'Joint-use desk',
  skip: 'Skip to content',
  nav: { label: 'Main', overview: 'Flows', search: 'Search' },
  language: { label: 'Language', ja: '日本語', en: 'English' },
  person: { dpo: 'Data protection officer', 'dpo-approver': 'Approver', auditor: 'Auditor' } as Record<string, string>,
  signOut: 'Sign out',
  signIn: {
    title: 'What flowed, to whom, and why',
    lead: 'The desk shows references, items, counts and reasons. No value of a record is on it.',
    act: 'Sign in',
    failed: 'The sign-in did not come through. Please try again.',
    notAllowed: 'This account may not use the desk. It needs the role of data protection officer or auditor.',
    tokenTooLong:
      'The token of the sign-in service is too long to be kept. Whoever runs it should put fewer groups and claims into the tokens of this desk.',
    ended: 'Your session has ended. Sign in again; you come back to this page.',
  },
  range: {
    label: 'Days',
    today: 'Today',
    yesterday: 'Yesterday',
    week: '7 days',
    month: '30 days',
    from: 'From',
    to: 'to',
    zone: 'Days and times are Asia/Tokyo.',
  },
  when: (from: string, to: string | null, isToday: boolean) =>
    isToday ? 'Since 00:00 today' : to === null ? `On ${from}` : `From ${from} to ${to}`,
  verdict: {
    inside: (when: string) => `${when}, nothing flowed outside the policy.`,
    unknown: (when: string) => `${when}, nothing counted so far flowed outside the policy. Not everything is counted.`,
    outside: (when: string, count: string) => `${when}, ${count} flowed outside the policy.`,
    nothing: (when: string) => `${when}, nothing was decided.`,
    values: (count: number, text: string) => `${text} ${s(count, 'value')}`,
    released: 'released',
    redacted: 'redacted',
    withheld: 'withheld',
    decisions: (count: string) => `in ${count} decisions`,
    noPolicy: 'No policy is in force. Nothing can be released.',
    killed:
      'The kill switch is on: nothing new is released. What was released before stays on the streams until its retention ends.',
    asOf: (time: string) => `as of ${time}`,
    countedTo: (time: string) => `newest decision ${time}`,
    policy: (id: string) => `policy ${id}`,
    earlier: (day: string) => `Go to ${day}, the day before with decisions`,
    emptyNext: 'Values appear here within seconds of a dealer sending a record.',
  },
  gaps: {
    behind: (messages: string, current: number, partitions: number) =>
      `${current} of ${partitions} partitions are counted to their end; up to ${messages} messages are still to count.`,
    'progress-unknown': 'Kafka could not be asked how far the ledger has counted.',
    patterns: (decisions: string) =>
      `The verdicts of ${decisions} decisions have not arrived yet; their values are in no count.`,
    unread: (decisions: string) => `${decisions} decisions could not be read; what they released is in no count.`,
  },
  how: {
    title: 'How this is known',
    points: [
      'Every released or redacted value the ledger counted is held against what was published: the stream was opened, it asked for the item, and the policy named was published with this very text and in force that day.',
      'That version must grant the item to this recipient for this purpose, on the very reason and clause the decision names.',
      'Whether a consent or an order really stood cannot be told from counts. Each decision proves it by itself: open one to see its commitments.',
    ],
    deadLetters: (count: string) => `${count} messages could not be read or judged; nothing of them was released.`,
  },
  matrix: {
    title: 'Who got what',
    caption: 'Values by recipient and item: released, redacted, withheld',
    recipient: 'Recipient and purpose',
    groups: {
      customer: 'Customer information 4(1)(a)',
      vehicle: 'Vehicle service information 4(1)(b)',
      other: 'Not listed',
    },
    closed: 'closed',
    none: 'none',
    records: (released: string, recalled: string, withheld: string) =>
      `${released} released · ${recalled} recalled · ${withheld} nothing released`,
    recordsTitle: 'Records (revision by revision) by what became of them as a whole',
    cell: (share: string, item: string, recipient: string) => `${share}: ${item}, ${recipient}`,
    undeclared: 'outside policy',
    unit: 'Numbers count values in records. The stronger the colour, the more.',
  },
  shares: { released: 'released', redacted: 'redacted', withheld: 'withheld', unsent: 'permitted, not sent' },
  letters: { released: 'R', redacted: 'X', withheld: 'W', unsent: 'N' },
  why: {
    title: 'Why values were withheld',
    redactedTitle: 'Why texts were redacted',
    reason: 'Reason',
    clause: 'Clause',
    values: 'Values',
    change: 'What would change it',
    again: 'What was withheld stays withheld. A record is judged again when its dealer sends its next revision.',
  },
  alerts: {
    title: 'To look at',
    kinds: {
      loop: ({ who, code }) => `${who} judges nothing at present (${code}). Records wait, for up to 7 days.`,
      certificate: ({ who, code }) =>
        `${who} has no valid certificate for the policy in force (${code}) and judges nothing. Records wait, for up to 7 days; if the console makes none by itself, its log says why.`,
      'faulty-facts': ({ count }) => `${count} ${s(count, 'fact')} on control could not be read.`,
      'dead-letters': ({ who }) => `${who} met a message that could not be read or judged; nothing of it was released.`,
      'prohibited-content': ({ dealer }) =>
        `Dealer ${dealer} sent content that is never accepted; the records were refused.`,
      'place-lost': ({ who, count, code }) =>
        ({
          expired: `${who} fell behind: ${count} accepted ${s(count, 'record')} went past ${s(count, 'its', 'their')} keeping unjudged, and nothing of them was released. Dealers must send them again with a higher revision.`,
          replaced: `service-records was deleted and made anew. ${who} judges what is in the new one; what had been accepted before and not yet judged is lost, and dealers must send it again with a higher revision.`,
        })[code] ??
        `Kafka lost the end of service-records. ${who} goes on by itself; records accepted in the minutes before may be lost unjudged, and dealers must send those again with a higher revision.`,
    } as Record<string, (told: Told) => string>,
    other: ({ who, code }: Told) => `${who}: ${code}`,
  },
  kept: {
    title: 'How long values are kept',
    text: (day: string) =>
      `Released values are kept for 14 days and accepted records for 7, and are gone within a day after that. All that was released until now is gone by ${day}, and so that of a customer who asks for erasure or a stop today. What recipients already have is theirs to erase.`,
  },
  misfits: { title: 'Outside the policy', why: 'What is not right' },
  flows: {
    title: 'Decisions',
    of: (share: string, item: string | null, stream: string | null) =>
      [item ?? 'Any item', share, stream === null ? null : `for ${stream}`].filter(Boolean).join(', '),
    any: 'decided',
    filters: 'Filters',
    remove: (what: string) => `Remove filter ${what}`,
    clear: 'Clear all',
    time: 'Decided',
    record: 'Decision',
    stream: 'Recipient and purpose',
    counts: 'Values',
    effect: 'Record',
    more: 'Older decisions',
    noMore: 'That is all.',
    empty: 'No decision fits.',
    emptyNext: 'Take a filter away, or choose other days.',
    shown: (count: string) => `${count} shown, newest first`,
  },
  effects: { released: 'released', recalled: 'recalled', withheld: 'nothing released' },
  record: {
    title: (reference: string) => `Record ${reference}`,
    noReference: 'Record (link erased)',
    erased: 'The link to the record was erased. The decision stands; what it was about is no longer known.',
    revision: (revision: number) => `Revision ${revision}`,
    lead: (decisions: number, when: string) => `${decisions} ${s(decisions, 'decision')}, last ${when}`,
    leaf: 'Field',
    item: 'Item',
    notRead: 'The verdicts of this decision have not arrived yet.',
    notReadLong: 'The first decision of a kind brings them; the page asks again.',
    absent: 'not in this decision',
    choose: 'Recipient',
    pick: 'Choose a field to see the rule.',
    unmapped: 'unknown field',
    proof: 'Proof',
    decisionId: 'Decision id',
    reference: 'Record reference',
    policy: 'Policy',
    policyHash: 'Policy hash',
    at: 'Decided at',
    control: 'State of the law (control offset)',
    source: 'Source (partition, offset)',
    references: 'Commitment to what it rests on',
    released: 'Commitment to what was sent',
    nothingSent: 'nothing was sent',
    goneBy: 'Sent values are gone from the stream by',
    cut: 'Only the newest decisions on this record are shown.',
    count: (count: number) => (count === 1 ? '' : `× ${count}`),
    outcome: 'Outcome',
    reason: 'Reason',
    clause: 'Clause',
    close: 'Close',
    back: 'Back to decisions',
    asked: 'the decision you opened',
  },
  search: {
    title: 'Find a record',
    placeholder: 'Decision id or record number',
    label: 'Search by decision id or record number',
    lead: 'Dealer code and record number are turned into a keyed hash on the server. They stand in no address, log or table.',
    dealerCode: 'Dealer code',
    recordId: 'Record number at that dealer',
    act: 'Search',
    none: 'Nothing was decided about it.',
    noneNext:
      'Check the number. A record appears within seconds of being sent; after an erasure nothing is linked any more.',
    found: (count: string) => `${count} decisions, newest first`,
    invalid: 'This is not a number that can be looked up.',
  },
  fault: {
    title: 'This could not be loaded',
    stale: (time: string) => `What you see is still right as of ${time}.`,
    noAnswer: 'The console did not answer.',
    unavailable: 'The ledger’s database cannot be asked now.',
    notFound: 'No decision has this id.',
    invalid: 'The address asks for something that does not exist.',
    other: 'The console failed.',
    retry: 'Try again',
    trace: 'Trace',
  },
  loading: 'Loading',
  help: {
    open: 'Keyboard shortcuts',
    title: 'Keyboard',
    search: 'search',
    flows: 'flows',
    help: 'this help',
    close: 'Close',
    enabled: 'Use single-key shortcuts',
  },
};
