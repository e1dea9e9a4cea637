// The facts of `control`, folded into what can be asked of them.
import {
  coversDay,
  isJsonObject,
  recipientKindOf,
  tokyoDay,
  type Catalogue,
  type ControlFact,
  type JsonObject,
  type Stream,
} from '#wire';
import { isEntrusted } from './assess-parties.js';
import type { CompiledPolicy } from './compiled-policy.js';
import { createParties } from './register/parties.js';
import { dataOf, readName, type Applied } from './register/read-fact.js';
import { createSubjects } from './register/subjects.js';
import { createVersions } from './register/versions.js';
import type { Law, Situation } from './situation.js';

/** How a record is known on `control`: its dealer, and keyed HMACs of its subject and vehicle. */
export interface RecordRef {
  readonly dealerCode: string;
  /** `null`: a record without `customer.id`. */
  readonly subject: string | null;
  /** By each number the record has for its vehicle (VIN, chassis number); `[]`: it has none. */
  readonly vehicles: readonly string[];
  /** Milliseconds since the epoch; `NaN` where it cannot be read. */
  readonly occurredAt: number;
}

type Fold = (data: JsonObject, at: unknown, factId: string) => Applied;

/**
 * The state the law is applied to. Facts are applied in the order of `control`; one applied before changes nothing.
 * A fact that cannot be read whole is counted in `faults`: one that would widen is left out, one that narrows
 * narrows as far as it can be read. Where nobody can tell whom it narrows, or what it says at all (a type of a later
 * version), the law is no longer known: there is none to judge by. Nothing here throws.
 */
export class Register {
  #faults = 0;
  #isKilled = false;
  #isKnown = true;
  readonly #applied = new Set<string>();
  readonly #recipients = new Set<string>();
  readonly #parties = createParties();
  readonly #subjects = createSubjects();
  readonly #versions;
  readonly #folds: ReadonlyMap<string, Fold>;

  constructor({ catalogue }: { readonly catalogue: Catalogue }) {
    const versions = createVersions(catalogue);
    const [parties, subjects] = [this.#parties, this.#subjects];
    this.#versions = versions;
    this.#folds = new Map<ControlFact['type'], Fold>([
      ['policy-published', versions.publish],
      // Who enforces certificates reads them: here a version is what was published.
      ['policy-certified', (data) => isJsonObject(data.certificate)],
      ['policy-accepted', versions.accept],
      ['recipient-registered', (data) => this.#register(data)],
      ['contract-concluded', parties.concludeContract],
      ['contract-ended', parties.endContract],
      ['stream-opened', parties.openStream],
      ['stream-closed', parties.closeStream],
      ['consent-obtained', subjects.obtainConsent],
      ['consent-withdrawn', subjects.withdrawConsent],
      ['entrustment-concluded', parties.concludeEntrustment],
      ['entrustment-ended', parties.endEntrustment],
      ['order-received', parties.receiveOrder],
      ['order-approved', parties.approveOrder],
      ['stop-placed', (data, _at, factId) => subjects.placeStop(data, factId)],
      ['stop-lifted', subjects.liftStop],
      ['ownership-began', subjects.beginOwnership],
      ['correction-opened', (data, _at, factId) => subjects.openCorrection(data, factId)],
      ['correction-closed', subjects.closeCorrection],
      ['kill-switch-set', (data) => this.#setKillSwitch(data)],
    ]);
  }

  /** Facts that could not be read whole. */
  get faults(): number {
    return this.#faults;
  }

  /** True while the responsible party has stopped all provision. */
  get isKilled(): boolean {
    return this.#isKilled;
  }

  /** Applies one fact, once. Unknown or malformed facts never widen; what narrows and cannot be placed leaves no law. Never throws. */
  apply(fact: ControlFact): void {
    const given: JsonObject = isJsonObject(fact) ? fact : {};
    const id = readName(given.id);
    if (id !== null) {
      if (this.#applied.has(id)) return;
      this.#applied.add(id);
    }
    const fold = typeof given.type === 'string' ? this.#folds.get(given.type) : undefined;
    const applied = fold === undefined ? null : fold(dataOf(given), given.at, id ?? '');
    if (applied === null) this.#isKnown = false;
    if (applied !== true || id === null) this.#faults += 1;
  }

  /** Open streams, in the order they were opened. */
  streams(): readonly Stream[] {
    return this.#parties.streams();
  }

  /** Ids of the recipients registered, in the order of `control`. */
  recipients(): readonly string[] {
    return [...this.#recipients];
  }

  /** Every version published that compiles, by effective day. */
  policies(): readonly CompiledPolicy[] {
    return this.#versions.policies();
  }

  /** Day of the first version; `null` before any. Also for the law of a draft: `{judged: draft, alsoInForce: [], firstEffectiveOn}`. */
  firstEffectiveOn(): string | null {
    return this.#versions.firstEffectiveOn();
  }

  /** The law for a record that occurred at `occurredAt`, judged at `at`, by the version in force then; `null`: none. @clause Updates */
  lawAt(at: number, occurredAt: number): Law | null {
    return this.#isKnown ? this.#versions.lawAt(at, occurredAt) : null;
  }

  /** The same, judged by the published version called `id`; `null`: there is none. */
  lawOf(id: string, at: number, occurredAt: number): Law | null {
    return this.#isKnown ? this.#versions.lawOf(id, at, occurredAt) : null;
  }

  /** What stands for a record at `at`, to be asked for each stream: what it says of the record is looked up once. */
  situationsOf(ref: RecordRef, at: number): (stream: Stream) => Situation {
    const day = tokyoDay(at);
    const [subjects, parties] = [this.#subjects, this.#parties];
    const consents = subjects.consentsOf(ref.subject);
    const stops = subjects.stopsOn(ref.subject, ref.vehicles, tokyoDay(ref.occurredAt));
    const killed = this.#isKilled;
    const dealerAccepted = this.hasAccepted(ref.dealerCode, at);
    const correctionPending = subjects.correctionsOf(ref.subject);
    const ownershipFrom = subjects.ownershipFrom(ref.vehicles, day);
    return ({ audience, purpose, items }) => {
      const entrustments = parties.entrustmentsOf(audience);
      const orders = parties.ordersOf(audience, ref.subject);
      const contract = parties.contractOf(audience, day);
      return {
        at,
        recipient: { id: audience, contract },
        purpose,
        items,
        state: { consents, entrustments, orders, stops, killed, dealerAccepted, correctionPending, ownershipFrom },
      };
    };
  }

  /** True when the dealer accepted the version in force at `at`; an earlier one no longer counts. */
  hasAccepted(dealerCode: string, at: number): boolean {
    return this.#versions.hasAccepted(dealerCode, at);
  }

  /** True when the recipient has what it stands on at `at`: contract, entrustment, order, or the policy's own words. */
  recipientStands(id: string, at: number): boolean {
    const day = tokyoDay(at);
    switch (recipientKindOf(id)) {
      case 'company':
      case 'finance':
      case 'dealer-network':
        return true;
      case 'dealer':
      case 'insurer':
        return coversDay(this.#parties.contractOf(id, day), day);
      case 'subcontractor':
      case 'headquarters':
        return isEntrusted(this.#parties.entrustmentsOf(id), id, day);
      case 'authority':
        return this.#parties.ordersOf(id, null).length > 0;
      case 'unknown':
        return false;
    }
  }

  #register(data: JsonObject): boolean {
    const recipient = readName(data.recipient);
    if (recipient === null || recipientKindOf(recipient) === 'unknown') return false;
    this.#recipients.add(recipient);
    return true;
  }

  /** Anything but `on: false` kills. */
  #setKillSwitch(data: JsonObject): boolean {
    this.#isKilled = data.on !== false;
    return typeof data.on === 'boolean';
  }
}
