// Who may see the evidence of a stream, folded from the facts on `control`.
import { coversDay, isDay, recipientKindOf, streamIdOf, tokyoDay, type ControlFact, type Period } from '#wire';

/** A fold of control facts. Unknown and malformed facts never widen it; neither method throws. */
export interface Parties {
  apply(fact: ControlFact): void;
  /**
   * True when `party` belongs to the audience of the stream at this instant (epoch milliseconds): is it, or, for
   * `dealer-network`, is a dealer with a contract that stands. False for a stream no fact has opened.
   */
  belongsTo(party: string, stream: string, at: number): boolean;
}

interface Contract {
  readonly id: string;
  readonly recipient: string;
  readonly period: Period;
}

/** An end: the last day, or `null` for at once. */
type End = string | null;

export function createParties(): Parties {
  const audiences = new Map<string, string>();
  const contracts: Contract[] = [];
  const ends = new Map<string, End>();

  const apply = (fact: ControlFact) => {
    switch (fact.type) {
      case 'stream-opened': {
        const { stream, audience, purpose } = fact.data;
        if (stream === streamIdOf(audience, purpose)) audiences.set(stream, audience);
        return;
      }
      case 'contract-concluded': {
        const { id, recipient, from, to } = fact.data;
        if (typeof id !== 'string' || !isDay(from) || (to !== null && !isDay(to))) return;
        contracts.push({ id, recipient, period: { from, to } });
        return;
      }
      case 'contract-ended': {
        const { id, recipient, to } = fact.data as Partial<typeof fact.data>;
        const end = isDay(to) ? to : null;
        // Without a readable id it ends whatever the recipient has.
        const named =
          typeof id === 'string' ? [id] : contracts.flatMap((one) => (one.recipient === recipient ? one.id : []));
        for (const each of named) ends.set(each, earlier(ends.get(each), end));
        return;
      }
      default:
        return;
    }
  };

  const hasContract = (recipient: string, day: string) =>
    contracts.some((contract) => {
      const end = ends.get(contract.id);
      if (contract.recipient !== recipient || end === null) return false;
      return coversDay(contract.period, day) && (end === undefined || day <= end);
    });

  return {
    apply(fact) {
      try {
        apply(fact);
      } catch {
        // A malformed fact: nothing was set.
      }
    },
    belongsTo(party, stream, at) {
      const audience = audiences.get(stream);
      if (audience === undefined) return false;
      if (audience !== 'dealer-network') return party === audience && recipientKindOf(party) !== 'unknown';
      const day = tokyoDay(at);
      return recipientKindOf(party) === 'dealer' && hasContract(party, day);
    },
  };
}

function earlier(known: End | undefined, end: End): End {
  if (known === undefined) return end;
  return known === null || end === null ? null : known < end ? known : end;
}
