// What surrounds a peer's policy engine: the leaves of a record by the catalogue, and a copy of those that leave.
import {
  CATALOGUE,
  isJsonObject,
  tokyoDay,
  parseInstant,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
} from '#wire';
import { AT, type Piece } from './work.ts';

export interface PeerLeaf {
  readonly path: string;
  /** Its item; `unmapped` where the catalogue does not know the path, or does not accept the value. */
  readonly judgedAs: string;
}

/** A record as a peer judges it: everything judged alike asked once, whatever the number of its leaves. */
export interface PeerRecord {
  readonly record: JsonObject;
  readonly leaves: readonly PeerLeaf[];
  /** What its leaves are judged as, each once. */
  readonly items: readonly string[];
  /** Asia/Tokyo days. */
  readonly occurredOn: string;
  readonly today: string;
}

/** What a peer says of one record: for each stream, what of `items` is permitted, and for those that say why: reason and clause. */
export type Answer = readonly {
  readonly permitted: ReadonlySet<string>;
  readonly because?: ReadonlyMap<string, readonly [reason: string, clause: string]>;
}[];

export interface Peer {
  readonly name: string;
  readonly judge: (record: PeerRecord, piece: Piece) => Answer;
}

/** One walk. Jobs and channels are left out: the bench's records have none that would matter. */
export function readPeerRecord(record: JsonObject): PeerRecord {
  const leaves: PeerLeaf[] = [];
  const items = new Set<string>();
  const walk = (value: JsonValue, path: string): void => {
    if (Array.isArray(value)) {
      const element = `${path}[]`;
      for (const each of value) walk(each, element);
    } else if (typeof value === 'object' && value !== null) {
      for (const key of Object.keys(value)) walk(value[key] as JsonValue, path === '' ? key : `${path}.${key}`);
    } else {
      const entry = CATALOGUE.get(path);
      const judgedAs = entry?.accepts(value) ? entry.item : 'unmapped';
      if (judgedAs === 'envelope') return;
      leaves.push({ path, judgedAs });
      items.add(judgedAs);
    }
  };
  walk(record, '');
  const occurredOn = tokyoDay(parseInstant(record.occurredAt));
  return { record, leaves, items: [...items], occurredOn, today: tokyoDay(AT) };
}

/** The JSON a recipient gets, or `null`: the envelope and a copy of the permitted leaves in the order of the record. */
export function copyPermitted(
  { record, leaves }: PeerRecord,
  permitted: ReadonlySet<string>,
  outwardRecordId: string,
): string | null {
  if (permitted.size === 0) return null;
  let at = 0;
  const isDated = permitted.has('work') || permitted.has('activity');
  const copy = (value: JsonValue, path: string, job: number): JsonValue | undefined => {
    if (Array.isArray(value)) {
      const kept = value.map((each, index) => copy(each, `${path}[]`, index + 1)).filter((each) => each !== undefined);
      return kept.length > 0 ? kept : undefined;
    }
    if (isJsonObject(value)) {
      const made: JsonObject = {};
      let isEmpty = true;
      if (isDated && job > 0 && Object.hasOwn(value, 'jobId')) made.jobId = `J${job}`;
      for (const key of Object.keys(value)) {
        const each = copy(value[key] as JsonValue, path === '' ? key : `${path}.${key}`, 0);
        if (each === undefined) continue;
        made[key] = each;
        isEmpty = false;
      }
      return isEmpty ? undefined : made;
    }
    const leaf = leaves[at];
    if (leaf?.path !== path) return undefined;
    at += 1;
    return permitted.has(leaf.judgedAs) ? value : undefined;
  };
  const { revision, status, dealerCode, occurredAt } = record as Record<string, JsonScalar>;
  const head = { recordId: outwardRecordId, revision, status, dealerCode, ...(isDated ? { occurredAt } : {}) };
  return JSON.stringify({ ...head, ...(copy(record, '', 0) as JsonObject) });
}
