// Who belongs to a stream's audience, folded from the facts on `control`: for the rooms that know no policy.
import { FACT_TYPES, type ControlFact, type FactType } from './control-facts.js';
import { coversDay, isDay, tokyoDay, type Period } from './instants.js';
import { recipientKindOf } from './recipients.js';
import { streamIdOf } from './streams.js';

/** A fold of control facts, each counted once by its id. Unknown and malformed facts never widen it; no method throws. */
export interface Membership {
  apply(fact: ControlFact): void;
  /** False for good once a fact ended something nobody can name, or was of no type this version knows: then nobody belongs. */
  isKnown(): boolean;
  /**
   * True when `party` belongs to the audience of the stream at this instant (epoch milliseconds), whether or not the stream
   * is still open: is it, or is a dealer of `dealer-network`, and has what it stands on: one dealer or insurer a contract,
   * a subcontractor or the headquarters an entrustment in force, an authority an order. False for a stream never opened.
   * @clause 3, 4(1)
   */
  belongsTo(party: string, stream: string, at: number): boolean;
  /** True when it belongs to the audience, and the stream is open. */
  mayRead(party: string, stream: string, at: number): boolean;
}

/** An end: the last day, or `null` for at once. */
type End = string | null;

/** Contracts, or entrustments, with the ends that were given them, known or not yet. */
interface Agreements {
  conclude(data: Partial<Agreement>): void;
  /** False when it cannot be told what ends. */
  end(data: { readonly id?: unknown; readonly recipient?: unknown; readonly to?: unknown }): boolean;
  covers(recipient: string, day: string): boolean;
}

interface Agreement extends Period {
  readonly id: string;
  readonly recipient: string;
}

const TYPES: ReadonlySet<string> = new Set(FACT_TYPES);
const ENDS: ReadonlySet<FactType> = new Set(['stream-closed', 'contract-ended', 'entrustment-ended']);
const BEARING: ReadonlySet<FactType> = new Set([
  ...ENDS,
  ...(['stream-opened', 'contract-concluded', 'entrustment-concluded', 'order-received'] as const),
]);

/** A fold of nothing yet: nobody belongs to anything. */
export function createMembership(): Membership {
  const audiences = new Map<string, string>();
  const open = new Set<string>();
  const contracts = createAgreements();
  const entrustments = createAgreements();
  const ordered = new Set<string>();
  const applied = new Set<string>();
  let isKnown = true;

  const apply = (fact: ControlFact): void => {
    switch (fact.type) {
      case 'stream-opened': {
        const { stream, audience, purpose } = fact.data;
        if (stream !== streamIdOf(audience, purpose)) return;
        audiences.set(stream, audience);
        open.add(stream);
        return;
      }
      case 'stream-closed':
        if (typeof fact.data.stream === 'string') open.delete(fact.data.stream);
        else isKnown = false;
        return;
      case 'contract-concluded':
        contracts.conclude(fact.data);
        return;
      case 'contract-ended':
        isKnown = contracts.end(fact.data) && isKnown;
        return;
      case 'entrustment-concluded':
        entrustments.conclude(fact.data);
        return;
      case 'entrustment-ended':
        isKnown = entrustments.end(fact.data) && isKnown;
        return;
      case 'order-received':
        ordered.add(fact.data.recipient);
        return;
      default:
        isKnown = TYPES.has(fact.type) && isKnown;
    }
  };

  const stands = (party: string, day: string): boolean => {
    switch (recipientKindOf(party)) {
      case 'company':
      case 'finance':
        return true;
      case 'dealer':
      case 'insurer':
        return contracts.covers(party, day);
      case 'subcontractor':
      case 'headquarters':
        return entrustments.covers(party, day);
      case 'authority':
        return ordered.has(party);
      // The network is an audience and no party: nobody reads in its name.
      case 'dealer-network':
      case 'unknown':
        return false;
    }
  };

  const belongsTo: Membership['belongsTo'] = (party, stream, at) => {
    const audience = audiences.get(stream);
    const isMember = party === audience || (audience === 'dealer-network' && recipientKindOf(party) === 'dealer');
    return isKnown && isMember && stands(party, tokyoDay(at));
  };

  return {
    apply(fact) {
      try {
        if (BEARING.has(fact.type)) {
          if (applied.has(fact.id)) return;
          applied.add(fact.id);
        }
        apply(fact);
      } catch {
        // A fact without a payload: nothing was set, and what it was to end nobody can tell.
        if (ENDS.has(fact.type)) isKnown = false;
      }
    },
    isKnown: () => isKnown,
    belongsTo,
    mayRead: (party, stream, at) => open.has(stream) && belongsTo(party, stream, at),
  };
}

function createAgreements(): Agreements {
  const agreements: Agreement[] = [];
  const ends = new Map<string, End>();
  return {
    conclude({ id, recipient, from, to }) {
      if (typeof id !== 'string' || typeof recipient !== 'string' || !isDay(from)) return;
      if (to !== null && !isDay(to)) return;
      agreements.push({ id, recipient, from, to });
    },
    end({ id, recipient, to }) {
      if (!isName(id) && !isName(recipient)) return false;
      const end = isDay(to) ? to : null;
      // Without a readable id it ends whatever the recipient has.
      const named = isName(id) ? [id] : agreements.flatMap((one) => (one.recipient === recipient ? one.id : []));
      for (const each of named) ends.set(each, earlier(ends.get(each), end));
      return true;
    },
    covers: (recipient, day) =>
      agreements.some((agreement) => {
        const end = ends.get(agreement.id);
        if (agreement.recipient !== recipient || end === null) return false;
        return coversDay(agreement, day) && (end === undefined || day <= end);
      }),
  };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';

function earlier(known: End | undefined, end: End): End {
  if (known === undefined) return end;
  return known === null || end === null ? null : known < end ? known : end;
}
