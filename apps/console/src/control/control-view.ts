// What the console knows of `control`: the register, the parties named so far, and what was read, for the outbox to relearn.
import { type ControlReader, createControlReader, type KafkaConnection } from '#kafka';
import { Register } from '#policy';
import { CATALOGUE, type ControlFact } from '#wire';

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
  /** The facts read since the last call, in order. */
  takeLearned(): readonly { fact: ControlFact; offset: bigint }[];
  follow(): void;
  close(): Promise<void>;
}

export function createControlView(connection: KafkaConnection, onFault: (error: unknown) => void): ControlView {
  const register = new Register({ catalogue: CATALOGUE });
  const recipients = new Set<string>();
  const streamsEver = new Set<string>();
  let learned: { fact: ControlFact; offset: bigint }[] | null = [];
  const reader: ControlReader = createControlReader(
    connection,
    (fact, offset) => {
      register.apply(fact);
      const party = partyOf(fact);
      if (party !== null) recipients.add(party);
      if (fact.type === 'stream-opened' && typeof fact.data?.stream === 'string') streamsEver.add(fact.data.stream);
      learned?.push({ fact, offset });
    },
    { onFault },
  );
  return {
    register,
    recipients,
    streamsEver,
    catchUp: async () => void (await reader.catchUp()),
    caughtUpAt: () => reader.caughtUpAt(),
    takeLearned() {
      const taken = learned ?? [];
      learned = null;
      return taken;
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
