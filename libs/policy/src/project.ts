// Constructs what a recipient gets from the permitted leaves. It never deletes from a copy.
import type { JsonObject, JsonValue, ReleasedRecord } from '#wire';
import { PlannedDecision, type Decided, type Plan } from './decided.js';
import { FIRST_VEHICLE_ITEM, ITEM_INDEX } from './judged-as.js';
import { PreparedRecord, type Holder, type Leaf } from './prepare.js';

/** Items whose release carries `occurredAt` and the outward job ids. */
const DATED_ITEMS =
  (1 << (ITEM_INDEX.get('work') ?? FIRST_VEHICLE_ITEM)) | (1 << (ITEM_INDEX.get('activity') ?? FIRST_VEHICLE_ITEM));

/** Sets an own property whatever the key is called. */
function setOwn(target: JsonObject, key: string, value: JsonValue): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  } else target[key] = value;
}

/** The leaf as it may leave; `undefined`: it may not. */
function outwardValue(leaf: Leaf, { judgements, searched }: Plan): JsonValue | undefined {
  if (judgements[leaf.kind.judgedAs]?.outcome !== 'permit') return undefined;
  const text = searched.get(leaf);
  if (text === undefined) return leaf.value;
  return text.outcome === 'withhold' ? undefined : text.text;
}

function build(plan: Plan, outward: JsonObject, hasJobs: boolean): JsonObject {
  const containers: (JsonObject | JsonValue[] | undefined)[] = [outward];

  /** The outward container of a holder, made with its first permitted leaf: so elements keep their order and empty ones never are. */
  function containerOf(holder: Holder): JsonObject | JsonValue[] {
    const known = containers[holder.slot];
    if (known !== undefined) return known;
    const made: JsonObject | JsonValue[] = holder.isArray ? [] : {};
    containers[holder.slot] = made;
    if (hasJobs && holder.job > 0 && !Array.isArray(made)) made.jobId = `J${holder.job}`;
    if (holder.parent !== null) put(holder.parent, holder.key, made);
    return made;
  }

  function put(holder: Holder, key: string, value: JsonValue): void {
    const container = containerOf(holder);
    if (Array.isArray(container)) container.push(value);
    else setOwn(container, key, value);
  }

  for (const leaf of plan.walked.leaves) {
    const value = outwardValue(leaf, plan);
    if (value !== undefined) put(leaf.holder, leaf.key, value);
  }
  return outward;
}

/**
 * The record as its recipient gets it: the outward envelope, then the permitted leaves in the order of the record;
 * `null` where nothing is permitted, the record is voided, or its envelope cannot be trusted. `outwardRecordId` takes
 * the place of the record's id, `J1`, `J2` … that of its job ids; `occurredAt` and job ids only where a `work` or
 * `activity` leaf leaves; `channel` and `noticeId` never. Throws when `decided` is of another record.
 */
export function project(
  record: JsonObject | PreparedRecord,
  decided: Decided,
  outwardRecordId: string,
): ReleasedRecord | null {
  const source = record instanceof PreparedRecord ? record.record : record;
  if (!(decided instanceof PlannedDecision) || decided.record !== source) {
    throw new Error('a decision projects the record it was made for, and no other');
  }
  const { plan } = decided;
  const { envelope } = plan.walked;
  if (!decided.permitsAny || envelope === null || envelope.status !== 'closed') return null;
  const { revision, status, dealerCode, occurredAt } = envelope;
  const dated = (plan.permitted & DATED_ITEMS) !== 0;
  const outward: ReleasedRecord = { recordId: outwardRecordId, revision, status, dealerCode };
  if (dated) outward.occurredAt = occurredAt;
  build(plan, outward, dated);
  return outward;
}
