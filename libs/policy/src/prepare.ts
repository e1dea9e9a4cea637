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
  type TextScanner,
} from '#wire';
import type { RecordFacts } from './facts.js';
import { kindOf, type Branch, type KnownPaths, type LeafKind } from './leaf-kinds.js';
import type { Searched } from './search-text.js';
import type { Shape, Shapes } from './shapes.js';

/** A container of the record that may stand in a projection. */
export interface Holder {
  /** The record itself is at 0. */
  readonly depth: number;
  readonly parent: Holder | null;
  /** Its key in the parent; unread where the parent is an array. */
  readonly key: string;
  /** The place in the tree of known paths. */
  readonly branch: Branch | null;
  readonly isArray: boolean;
  /** Position, from 1, of the job this element is or refers to; 0: it does neither. */
  readonly job: number;
}

export interface Leaf {
  readonly kind: LeafKind;
  readonly value: JsonScalar;
  readonly holder: Holder;
  readonly key: string;
  readonly branch: Branch | null;
  /** What a search of the text found; `undefined`: not searched yet. */
  finds: readonly Find[] | 'unsure' | undefined;
  /** Its key and value as JSON writes them, once somebody gets it whole. */
  json: string | undefined;
}

/** What one walk of a record gives. Its leaves keep the order of the record. */
export interface WalkedRecord extends RecordFacts {
  readonly record: JsonObject;
  /** The paths it was walked by. */
  readonly paths: KnownPaths;
  readonly leaves: readonly Leaf[];
  readonly texts: readonly Leaf[];
  /** Before a text is searched. */
  readonly shape: Shape;
  /** Bits of what its leaves are judged as. */
  readonly judged: number;
  /** The envelope outward, or `null` where it cannot be trusted: then nothing is released. */
  readonly envelope: Envelope | null;
  /** The scan of its texts, once one is searched. */
  scan: ReturnType<TextScanner> | undefined;
  /** JSON of what leaves of it, by the bits of what leaves and what became of its texts. */
  readonly bodies: KnownBody[];
}

/** What was written of a record for the streams that may have this of it. */
export interface KnownBody {
  readonly permitted: number;
  readonly searched: ReadonlyMap<Leaf, Searched>;
  readonly json: string;
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
  const revision = accepted('revision');
  const status = accepted('status');
  const dealerCode = accepted('dealerCode');
  const occurredAt = accepted('occurredAt');
  if (typeof revision !== 'number' || typeof status !== 'string' || typeof dealerCode !== 'string') return null;
  return typeof occurredAt === 'string' ? { revision, status, dealerCode, occurredAt } : null;
}

/**
 * Walks a record. A value its entry does not accept is unmapped; `channel: charging`, or one that cannot be read,
 * makes every leaf unlisted by provenance; `telematics`, or a job id that is none of the record's, those of `activity`.
 * Throws `GW_TOO_DEEP` beyond twice the depth of the wire.
 */
export function walkRecord(record: JsonObject, paths: KnownPaths, shapes: Shapes): WalkedRecord {
  const channel = own(record, 'channel');
  const isForeign = channel !== 'workshop' && channel !== 'telematics';
  const jobs = jobsOf(record, paths.root);
  const leaves: Leaf[] = [];
  const texts: Leaf[] = [];
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
    const leaf: Leaf = { kind, value, holder, key, branch, finds: undefined, json: undefined };
    leaves.push(leaf);
    if (kind.isText) texts.push(leaf);
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
    const job = jobAt(branch, value, parent, index);
    const holder: Holder = { depth: depth - 1, parent, key, branch, isArray, job };
    if (isArray) {
      const element = branch?.element ?? null;
      for (let position = 0; position < value.length; position += 1) {
        walk(value[position] as JsonValue, element, holder, '', position, depth + 1);
      }
      return;
    }
    const names = Object.keys(value);
    for (let at = 0; at < names.length; at += 1) {
      const name = names[at] as string;
      walk(
        value[name] as JsonValue,
        branch === null ? null : (branch.keys.get(name) ?? null),
        holder,
        name,
        0,
        depth + 1,
      );
    }
  }
  // Before the walk: it reads the same instant, and other ones after it.
  const occurredOn = tokyoDay(parseInstant(own(record, 'occurredAt')));
  const envelope = envelopeOf(record, paths.root);
  walk(record, paths.root, null, '', 0, 1);

  const dealerCode = own(record, 'dealerCode');
  const subject = own(own(record, 'customer'), 'id');
  return {
    record,
    paths,
    leaves,
    texts,
    shape: shapes.of(leaves),
    judged,
    envelope,
    scan: undefined,
    bodies: [],
    occurredOn,
    dealerCode: typeof dealerCode === 'string' ? dealerCode : null,
    hasSubject: typeof subject === 'string' && subject !== '',
  };
}
