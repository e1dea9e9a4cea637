// Article 3(1): what the customer's consents say to one recipient and purpose, item by item.
import { parseInstant, type Consent, type RecipientKind, type WithholdReason } from '#wire';
import { ITEM_COUNT, itemBits } from './judged-as.js';

/** How far a consent came, in the order it is tested; of several the farthest counts. */
export const CONSENT_STEPS: readonly WithholdReason[] = [
  'consent_absent',
  'consent_wrong_recipient',
  'consent_wrong_item',
  'consent_wrong_purpose',
  'consent_oral',
  'consent_late',
  'consent_withdrawn',
  'consent_not_specific',
];
const PASSES = CONSENT_STEPS.length;

/** For each item (by index): how it stands, and the id relied on where it stands well. */
export interface Assessment {
  /** One number that says all of `failures`, for the memo. */
  readonly code: number;
  /** `null`: passes. */
  readonly failures: readonly (WithholdReason | null)[];
  readonly references: readonly (string | null)[];
}

/** The kind word by which a general consent may name a recipient. */
const KIND_WORDS: Partial<Record<RecipientKind, string>> = {
  finance: 'finance',
  dealer: 'dealer',
  'dealer-network': 'dealer',
  insurer: 'insurer',
};

/** Everything after recipient and item: none of it depends on the item. */
function stepsAfterItem(consent: Consent, purpose: string, at: number, isSpecific: boolean): number {
  if (!consent.purposes.includes(purpose)) return 3;
  if (consent.form !== 'written' && consent.form !== 'electronic') return 4;
  if (!(parseInstant(consent.obtainedAt) < at)) return 5;
  const isWithdrawn = consent.withdrawnAt !== undefined && consent.withdrawnAt !== null;
  if (isWithdrawn && !(parseInstant(consent.withdrawnAt) > at)) return 6;
  if (isSpecific && consent.basis !== 'specific') return 7;
  return PASSES;
}

/** A class, so that failures are listed for a facts vector nobody remembers alone. */
class ConsentAssessment implements Assessment {
  readonly code: number;

  constructor(
    private readonly steps: readonly number[],
    readonly references: readonly (string | null)[],
  ) {
    let code = 0;
    for (const step of steps) code = code * (PASSES + 1) + step;
    this.code = code;
  }

  get failures(): readonly (WithholdReason | null)[] {
    return this.steps.map((step) => CONSENT_STEPS[step] ?? null);
  }
}

const NO_REFERENCES: readonly null[] = new Array<null>(ITEM_COUNT).fill(null);
const ABSENT = new ConsentAssessment(new Array<number>(ITEM_COUNT).fill(0), NO_REFERENCES);
const WRONG_RECIPIENT = new ConsentAssessment(new Array<number>(ITEM_COUNT).fill(1), NO_REFERENCES);

/**
 * Tests every consent: recipient, item, purpose, form, instant, withdrawal, basis. `specific` asks for a consent of
 * that basis naming the id itself; otherwise the recipient's kind word does too. The smallest id that passes is
 * the one relied on, so the order of consents never matters. Never throws on consents of the wire's shape.
 * @clause 3(1)
 */
export function assessConsents(
  consents: readonly Consent[],
  recipient: { readonly id: string; readonly kind: RecipientKind },
  purpose: string,
  at: number,
  isSpecific: boolean,
): Assessment {
  if (consents.length === 0) return ABSENT;
  const kindWord = isSpecific ? undefined : KIND_WORDS[recipient.kind];
  let steps: number[] | undefined;
  let references: (string | null)[] = [];
  for (const consent of consents) {
    const { recipients } = consent;
    if (!recipients.includes(recipient.id) && (kindWord === undefined || !recipients.includes(kindWord))) continue;
    if (steps === undefined) {
      steps = new Array<number>(ITEM_COUNT).fill(2);
      references = new Array<string | null>(ITEM_COUNT).fill(null);
    }
    const bits = itemBits(consent.items);
    const step = stepsAfterItem(consent, purpose, at, isSpecific);
    for (let item = 0; item < ITEM_COUNT; item += 1) {
      if ((bits & (1 << item)) === 0) continue;
      if (step > (steps[item] ?? 0)) steps[item] = step;
      const relied = references[item] ?? null;
      if (step === PASSES && (relied === null || consent.id < relied)) references[item] = consent.id;
    }
  }
  return steps === undefined ? WRONG_RECIPIENT : new ConsentAssessment(steps, references);
}
