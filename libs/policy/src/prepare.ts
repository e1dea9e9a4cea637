// Step 1 of the order of judgement: one walk of a record, every leaf with its kind, ready for any number of streams.
import {
  GatewayError,
  LIMITS,
  isJsonObject,
  parseInstant,
  tokyoDay,
  type Find,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
} from '#wire';
import type { RecordFacts } from './facts.js';
import { kindOf, type Branch, type KnownPaths, type LeafKind } from './leaf-kinds.js';

/** A container of the record that may stand in a projection. */
export interface Holder {
  /** Index of the holder, the record itself being 0. */
  readonly slot: number;
  readonly parent: Holder | null;
  /** Its key in the parent; unread where the parent is an array. */
  readonly key: string;
  readonly isArray: boolean;
  /** Position, from 1, of the job this element is or refers to; 0: it does neither. */
  readonly job: number;
}

export interface Leaf {
  readonly kind: LeafKind;
  readonly value: JsonScalar;
  readonly holder: Holder;
  readonly key: string;
  /** What a search of the text found; `undefined`: not searched yet. */
  finds: readonly Find[] | 'unsure' | undefined;
}

/** What one walk of a record gives. Its leaves keep the order of the record. */
export interface WalkedRecord extends RecordFacts {
  readonly record: JsonObject;
  /** The paths it was walked by. */
  readonly paths: KnownPaths;
  readonly leaves: readonly Leaf[];
  readonly texts: readonly Leaf[];
  readonly holders: number;
  /** Equal for records with the same number of leaves of each kind. */
  readonly shape: string;
  /** Bits of what its leaves are judged as. */
  readonly judged: number;
  /** The envelope outward, or `null` where it cannot be trusted: then nothing is released. */
  readonly envelope: Envelope | null;
}

/** A record walked once, to be decided for any number of streams. A class, so that no record can pass for one. */
export class PreparedRecord {
  constructor(readonly walked: WalkedRecord) {}

  get record(): JsonObject {
    return this.walked.record;
  }
}

export interface Envelope {
  readonly revision: number;
  readonly status: string;
  readonly dealerCode: string;
  readonly occurredAt: string;
}

/** Walking stops here, well beyond the depth intake accepts. */
const DEEPEST = 2 * LIMITS.depth;

function own(container: unknown, key: string): unknown {
  return isJsonObject(container) && Object.hasOwn(container, key) ? container[key] : undefined;
}

/** The job id of an element, if it has one its entry accepts. */
function jobIdOf(element: unknown, branch: Branch | null | undefined): string | null {
  const id = own(element, 'jobId');
  return typeof id === 'string' && branch?.jobId?.accepts(id) === true ? id : null;
}

/** Position, from 1, of each job id among `work.jobs`; the first of equal ones. */
function jobsOf(record: JsonObject, root: Branch): ReadonlyMap<string, number> {
  const positions = new Map<string, number>();
  const list = own(own(record, 'work'), 'jobs');
  if (!Array.isArray(list)) return positions;
  const branch = root.keys.get('work')?.keys.get('jobs')?.element;
  list.forEach((job: unknown, index) => {
    const id = jobIdOf(job, branch);
    if (id !== null && !positions.has(id)) positions.set(id, index + 1);
  });
  return positions;
}

function envelopeOf(record: JsonObject, root: Branch): Envelope | null {
  const accepted = (key: string) => {
    const value = own(record, key) as JsonScalar | undefined;
    const isScalar = value !== undefined && (typeof value !== 'object' || value === null);
    return isScalar && (root.keys.get(key)?.entry?.accepts(value) ?? false) ? value : undefined;
  };
  if (accepted('recordId') === undefined) return null;
  const [revision, status, dealerCode, occurredAt] = ['revision', 'status', 'dealerCode', 'occurredAt'].map(accepted);
  if (typeof revision !== 'number' || typeof status !== 'string' || typeof dealerCode !== 'string') return null;
  return typeof occurredAt === 'string' ? { revision, status, dealerCode, occurredAt } : null;
}

/** A compact name of the multiset of kinds: the order of leaves is not in it. */
function shapeOf(leaves: readonly Leaf[], kinds: number): string {
  const counts = new Uint32Array(kinds);
  const serials: number[] = [];
  for (const { kind } of leaves) {
    if (counts[kind.serial] === 0) serials.push(kind.serial);
    counts[kind.serial] = (counts[kind.serial] ?? 0) + 1;
  }
  serials.sort((a, b) => a - b);
  let shape = '';
  for (const serial of serials) shape += `${serial}:${counts[serial]},`;
  return shape;
}

/**
 * Walks a record. A value its entry does not accept is unmapped; `channel: charging`, or one that cannot be read,
 * makes every leaf unlisted by provenance; `telematics`, or a job id that is none of the record's, those of `activity`.
 * Throws `GW_TOO_DEEP` beyond twice the depth of the wire.
 */
export function walkRecord(record: JsonObject, paths: KnownPaths): WalkedRecord {
  const channel = own(record, 'channel');
  const isForeign = channel !== 'workshop' && channel !== 'telematics';
  const jobs = jobsOf(record, paths.root);
  const leaves: Leaf[] = [];
  let holders = 0;
  let judged = 0;

  function addLeaf(value: JsonScalar, branch: Branch | null, holder: Holder, key: string): void {
    const entry = branch?.entry ?? null;
    const isKnown = entry !== null && entry.accepts(value);
    if (isKnown && entry.item === 'envelope') return;
    const isStray = isKnown && entry.item === 'activity' && (channel !== 'workshop' || holder.job === 0);
    const as = isForeign || isStray ? 'provenance' : isKnown ? 'listed' : 'unmapped';
    const isText = isKnown ? entry.isFreeText(value) : typeof value === 'string';
    const kind = kindOf(branch?.kinds ?? paths.unknown, as, isText);
    judged |= 1 << kind.judgedAs;
    leaves.push({ kind, value, holder, key, finds: undefined });
  }

  /** A job is known by its own position, what refers to one by that of the job. */
  function jobAt(branch: Branch | null, value: JsonValue, parent: Holder | null, index: number): number {
    const id = branch?.jobId ? jobIdOf(value, branch) : null;
    if (id === null) return 0;
    return parent?.key === 'jobs' && parent.parent?.key === 'work' ? index + 1 : (jobs.get(id) ?? 0);
  }

  function walk(
    value: JsonValue,
    branch: Branch | null,
    parent: Holder | null,
    key: string,
    index: number,
    depth: number,
  ): void {
    if (typeof value !== 'object' || value === null) {
      if (parent !== null && value !== undefined) addLeaf(value, branch, parent, key);
      return;
    }
    if (depth > DEEPEST) throw new GatewayError('GW_TOO_DEEP');
    const isArray = Array.isArray(value);
    const holder: Holder = { slot: holders++, parent, key, isArray, job: jobAt(branch, value, parent, index) };
    if (isArray) {
      const element = branch?.element ?? null;
      for (let position = 0; position < value.length; position += 1) {
        walk(value[position] as JsonValue, element, holder, '', position, depth + 1);
      }
      return;
    }
    for (const name of Object.keys(value)) {
      walk(value[name] as JsonValue, branch?.keys.get(name) ?? null, holder, name, 0, depth + 1);
    }
  }
  walk(record, paths.root, null, '', 0, 1);

  const envelope = envelopeOf(record, paths.root);
  const dealerCode = own(record, 'dealerCode');
  const subject = own(own(record, 'customer'), 'id');
  return {
    record,
    paths,
    leaves,
    texts: leaves.filter(({ kind }) => kind.isText),
    holders,
    shape: shapeOf(leaves, paths.count),
    judged,
    envelope,
    occurredOn: tokyoDay(parseInstant(own(record, 'occurredAt'))),
    dealerCode: typeof dealerCode === 'string' ? dealerCode : null,
    hasSubject: typeof subject === 'string' && subject !== '',
  };
}
