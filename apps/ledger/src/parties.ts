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
  readonly recipient: string;
  readonly period: Period;
}

/** An end: the last day, or `null` for at once. */
type End = string | null;

export function createParties(): Parties {
  const audiences = new Map<string, string>();
  const contracts = new Map<string, Contract>();
  const ends = new Map<string, End>();

  const apply = (fact: ControlFact) => {
    switch (fact.type) {
      case 'stream-opened': {
        const { stream, audience, purpose } = fact.data;
        if (stream === streamIdOf(audience, purpose) && !audiences.has(stream)) audiences.set(stream, audience);
        return;
      }
      case 'contract-concluded': {
        const { id, recipient, from, to } = fact.data;
        if (!contracts.has(id) && isDay(from) && (to === null || isDay(to))) {
          contracts.set(id, { recipient, period: { from, to } });
        }
        return;
      }
      case 'contract-ended': {
        const { id, to } = fact.data;
        ends.set(id, earlier(ends.get(id), isDay(to) ? to : null));
        return;
      }
      default:
        return;
    }
  };

  const hasContract = (recipient: string, day: string) => {
    for (const [id, contract] of contracts) {
      const end = ends.get(id);
      if (contract.recipient !== recipient || end === null || !coversDay(contract.period, day)) continue;
      if (end === undefined || day <= end) return true;
    }
    return false;
  };

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
