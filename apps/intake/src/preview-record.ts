// What each stream would get of a record, and why not the rest: the dealer's own look, nothing is stored.
import { type Decided, type Decider, project, type Register } from '#policy';
import {
  customerIdOf,
  GatewayError,
  type JsonObject,
  parseInstant,
  type ReleasedRecord,
  type Stream,
  vehicleNumbersOf,
} from '#wire';

/** What one stream would get. */
export interface StreamPreview {
  readonly stream: string;
  readonly audience: string;
  readonly purpose: string;
  readonly decisions: Decided['verdicts'];
  /** `null` where nothing is permitted or the record is voided. */
  readonly released: ReleasedRecord | null;
}

export interface Preview {
  readonly recordId: string;
  readonly revision: number;
  /** Version the record was judged by. */
  readonly policy: string;
  readonly flags: readonly string[];
  readonly streams: readonly StreamPreview[];
}

export interface PreviewTools {
  readonly register: Pick<Register, 'streams' | 'lawAt' | 'situationsOf'>;
  readonly decider: Decider;
  readonly pseudonyms: {
    outwardRecordId(audience: string, dealer: string, recordId: string): string;
    subject(dealer: string, customerId: string): string;
    vehicle(vinOrChassisNumber: string): string;
  };
}

/** Judges a parsed record of `dealer` at `at` (epoch ms) for every stream. Throws `GW_NO_POLICY_IN_FORCE`. */
export function previewRecord(
  dealer: string,
  { record, flags }: { record: JsonObject; flags: readonly string[] },
  at: number,
  { register, decider, pseudonyms }: PreviewTools,
): Preview {
  const occurredAt = parseInstant(record.occurredAt);
  const law = register.lawAt(at, occurredAt);
  if (law === null) throw new GatewayError('GW_NO_POLICY_IN_FORCE');
  const customerId = customerIdOf(record);
  const reference = {
    dealerCode: dealer,
    subject: customerId === null ? null : pseudonyms.subject(dealer, customerId),
    vehicles: vehicleNumbersOf(record).map((number) => pseudonyms.vehicle(number)),
    occurredAt,
  };
  const recordId = record.recordId as string;
  const prepared = decider.prepare(record);
  const situationOf = register.situationsOf(reference, at);
  const preview = (stream: Stream): StreamPreview => {
    const decided = decider.decide(prepared, situationOf(stream), law);
    const outwardId = pseudonyms.outwardRecordId(stream.audience, dealer, recordId);
    return {
      stream: stream.id,
      audience: stream.audience,
      purpose: stream.purpose,
      decisions: decided.verdicts,
      released: record.status === 'voided' ? null : project(prepared, decided, outwardId),
    };
  };
  return {
    recordId,
    revision: record.revision as number,
    policy: law.judged.id,
    flags,
    streams: register.streams().map(preview),
  };
}
