// Constructs what a recipient gets, as JSON, from the permitted leaves. It never deletes from a copy.
import type { JsonObject, ReleasedRecord } from '#wire';
import { PlannedDecision, type Decided, type Plan } from './decided.js';
import { FIRST_VEHICLE_ITEM, ITEM_INDEX } from './judged-as.js';
import { PreparedRecord, type Envelope, type Holder, type Leaf } from './prepare.js';
import { scalarJson, textJson } from './write-json.js';

/** What leaves of a record behind its envelope: one object for all streams that may have the same of it. */
export interface Body {
  readonly json: string;
}

/** A release as JSON in two pieces, one behind the other: what is the stream's own, and what streams share. */
export interface Projection {
  readonly head: string;
  readonly body: Body;
}

/** Items whose release carries `occurredAt` and the outward job ids. */
const DATED_ITEMS =
  (1 << (ITEM_INDEX.get('work') ?? FIRST_VEHICLE_ITEM)) | (1 << (ITEM_INDEX.get('activity') ?? FIRST_VEHICLE_ITEM));

const isDated = ({ permitted }: Plan) => (permitted & DATED_ITEMS) !== 0;

/** The key of what stands in `holder`, as JSON writes it before a value. */
function labelOf({ key, branch }: Pick<Leaf | Holder, 'key' | 'branch'>, holder: Holder): string {
  if (holder.isArray) return '';
  return branch === null ? `${JSON.stringify(key)}:` : branch.label;
}

/** The leaf as it may leave, behind its key; `undefined`: it may not. */
function outwardLeaf(leaf: Leaf, { permitted, searched }: Plan): string | undefined {
  if ((permitted & (1 << leaf.kind.judgedAs)) === 0) return undefined;
  const text = searched.size === 0 ? undefined : searched.get(leaf);
  if (text === undefined) return (leaf.json ??= labelOf(leaf, leaf.holder) + scalarJson(leaf.value));
  return text.outcome === 'withhold' ? undefined : labelOf(leaf, leaf.holder) + textJson(text.text);
}

const closing = (holder: Holder) => (holder.isArray ? ']' : '}');

/** The permitted leaves in the order of the record, each container opened before its first: so empty ones never are. */
function bodyOf(plan: Plan): string {
  const hasJobs = isDated(plan);
  let json = '';
  let separator = ',';
  let current: Holder | null = null;

  function open(holder: Holder): void {
    if (holder.parent !== null && holder.parent !== current) enter(holder.parent);
    // The record itself is opened by its envelope.
    if (holder.parent !== null) {
      json += separator + labelOf(holder, holder.parent) + (holder.isArray ? '[' : '{');
      separator = '';
    }
    current = holder;
    if (!hasJobs || holder.job === 0 || holder.isArray) return;
    json += `${separator}"jobId":"J${holder.job}"`;
    separator = ',';
  }

  /** Closes what does not hold `holder`, then opens what does. */
  function enter(holder: Holder): void {
    let common: Holder | null = holder;
    while (current !== null && current !== common) {
      if (common === null || current.depth >= common.depth) {
        json += closing(current);
        separator = ',';
        current = current.parent;
      } else common = common.parent;
    }
    if (current !== holder) open(holder);
  }

  for (const leaf of plan.walked.leaves) {
    const outward = outwardLeaf(leaf, plan);
    if (outward === undefined) continue;
    if (leaf.holder !== current) enter(leaf.holder);
    json += separator + outward;
    separator = ',';
  }
  for (let holder = current as Holder | null; holder !== null; holder = holder.parent) json += closing(holder);
  return json;
}

/** True where the same is left of the texts of both (of one withheld that is `''`): nothing else of a search shows in a body. */
function isSameText(one: Plan['searched'], other: Plan['searched']): boolean {
  if (one.size !== other.size) return false;
  for (const [leaf, { text }] of one) if (other.get(leaf)?.text !== text) return false;
  return true;
}

/** Streams that may have the same of a record share what is written of it. */
function sharedBodyOf(plan: Plan): Body {
  const { permitted, searched, walked } = plan;
  for (const known of walked.bodies) {
    if (known.permitted === permitted && isSameText(known.searched, searched)) return known;
  }
  const body = { permitted, searched, json: bodyOf(plan) };
  walked.bodies.push(body);
  return body;
}

function headOf(
  { revision, status, dealerCode, occurredAt }: Envelope,
  outwardRecordId: string,
  dated: boolean,
): string {
  const head = `{"recordId":${textJson(outwardRecordId)},"revision":${revision},"status":${textJson(status)}`;
  const dealer = `,"dealerCode":${textJson(dealerCode)}`;
  return head + dealer + (dated ? `,"occurredAt":${textJson(occurredAt)}` : '');
}

/**
 * The record as its recipient gets it: the outward envelope, then the permitted leaves in the order of the record; `null`
 * where nothing is permitted, the record is voided, or its envelope cannot be trusted. `outwardRecordId` takes the place
 * of the record's id, `J1`, `J2` … that of its job ids; `occurredAt` and job ids only where a `work` or `activity` leaf
 * leaves; `channel` and `noticeId` never. Throws when `decided` is of another record.
 */
export function projectParts(
  record: JsonObject | PreparedRecord,
  decided: Decided,
  outwardRecordId: string,
): Projection | null {
  const source = record instanceof PreparedRecord ? record.record : record;
  if (!(decided instanceof PlannedDecision) || decided.record !== source) {
    throw new Error('a decision projects the record it was made for, and no other');
  }
  const { plan } = decided;
  const { envelope } = plan.walked;
  if (!decided.permitsAny || envelope === null || envelope.status !== 'closed') return null;
  return { head: headOf(envelope, outwardRecordId, isDated(plan)), body: sharedBodyOf(plan) };
}

/** What {@link projectParts} writes, in one piece. */
export function projectJson(
  record: JsonObject | PreparedRecord,
  decided: Decided,
  outwardRecordId: string,
): string | null {
  const parts = projectParts(record, decided, outwardRecordId);
  return parts === null ? null : parts.head + parts.body.json;
}

/** What {@link projectParts} writes, as a record of its own. */
export function project(
  record: JsonObject | PreparedRecord,
  decided: Decided,
  outwardRecordId: string,
): ReleasedRecord | null {
  const json = projectJson(record, decided, outwardRecordId);
  return json === null ? null : (JSON.parse(json) as ReleasedRecord);
}
