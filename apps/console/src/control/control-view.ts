// What the console knows of `control`: the register, the parties named so far, and what was read, for the outbox to relearn.
import { type ControlReader, createControlReader, type KafkaConnection } from '#kafka';
import { Register } from '#policy';
import { CATALOGUE, type ControlFact } from '#wire';

export interface LearnedFact {
  readonly fact: ControlFact;
  readonly offset: bigint;
}

export interface ControlView {
  readonly register: Register;
  /** Every recipient id a fact has named as a party. */
  readonly recipients: ReadonlySet<string>;
  /** Id of every stream a fact ever opened. */
  readonly streamsEver: ReadonlySet<string>;
  /** Reads to the end of `control`. */
  catchUp(): Promise<void>;
  /** Milliseconds since the epoch when the end was last reached. */
  caughtUpAt(): number;
  /** The facts read so far, in order, the first of each id; nothing once `forget` was called. */
  learned(): readonly LearnedFact[];
  forget(): void;
  follow(): void;
  close(): Promise<void>;
}

export function createControlView(connection: KafkaConnection, onFault: (error: unknown) => void): ControlView {
  const register = new Register({ catalogue: CATALOGUE });
  const recipients = new Set<string>();
  const streamsEver = new Set<string>();
  let learned: Map<string, LearnedFact> | null = new Map();
  const reader: ControlReader = createControlReader(
    connection,
    (fact, offset) => {
      register.apply(fact);
      const party = partyOf(fact);
      if (party !== null) recipients.add(party);
      if (fact.type === 'stream-opened' && typeof fact.data?.stream === 'string') streamsEver.add(fact.data.stream);
      if (learned?.has(fact.id) === false) learned.set(fact.id, { fact, offset });
    },
    { onFault },
  );
  return {
    register,
    recipients,
    streamsEver,
    catchUp: async () => void (await reader.catchUp()),
    caughtUpAt: () => reader.caughtUpAt(),
    learned: () => [...(learned?.values() ?? [])],
    forget() {
      learned = null;
    },
    follow: () => reader.follow(),
    close: () => reader.close(),
  };
}

function partyOf({ type, data }: ControlFact): string | null {
  if (type === 'recipient-registered' || type === 'contract-concluded' || type === 'entrustment-concluded') {
    return typeof data?.recipient === 'string' ? data.recipient : null;
  }
  return null;
}
