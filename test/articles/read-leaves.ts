// The leaves of a record by the catalogue, read naively: path, value, item, and why an unlisted one is unlisted.
import {
  CATALOGUE,
  childPath,
  elementPath,
  isJsonObject,
  type Item,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
} from '#wire';

export interface ReadLeaf {
  readonly path: string;
  readonly value: JsonScalar;
  readonly item: Item;
  readonly unlistedFor: string;
  readonly isText: boolean;
}

/** Every scalar with its path, and the `jobId` of the nearest element of an array it lies in. */
export function scalarsOf(value: JsonValue, path = '', jobId: unknown = undefined): [string, JsonScalar, unknown][] {
  if (Array.isArray(value)) {
    return value.flatMap((each) =>
      scalarsOf(each, elementPath(path), isJsonObject(each) && Object.hasOwn(each, 'jobId') ? each.jobId : undefined),
    );
  }
  if (typeof value === 'object' && value !== null) {
    return Object.keys(value).flatMap((key) => scalarsOf(value[key] as JsonValue, childPath(path, key), jobId));
  }
  return [[path, value, jobId]];
}

/** Envelope leaves are left out: they get no decision. */
export function readLeaves(record: JsonObject): readonly ReadLeaf[] {
  const scalars = scalarsOf(record);
  const isJobId = (value: unknown) => CATALOGUE.get('work.jobs[].jobId')?.accepts(value as JsonScalar) === true;
  const jobIds = scalars
    .filter(([path, value]) => path === 'work.jobs[].jobId' && isJobId(value))
    .map(([, value]) => value);
  return scalars.flatMap(([path, value, jobId]): ReadLeaf[] => {
    const entry = CATALOGUE.get(path);
    const isKnown = entry !== undefined && entry.accepts(value);
    if (isKnown && entry.item === 'envelope') return [];
    const isText = isKnown ? entry.isFreeText(value) : typeof value === 'string';
    const leaf = (item: string, unlistedFor: string) => [{ path, value, item: item as Item, unlistedFor, isText }];
    if (record.channel === 'charging') return leaf('unlisted', 'provenance');
    if (!isKnown) return leaf('unlisted', 'unmapped');
    const isStray = record.channel === 'telematics' || !jobIds.includes(jobId as JsonScalar);
    if (entry.item === 'activity' && isStray) return leaf('unlisted', 'provenance');
    return leaf(entry.item, 'unlisted');
  });
}
