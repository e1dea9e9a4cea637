// What a recipient gets, naively: a copy of the record's containers around the leaves that leave.
import {
  CATALOGUE,
  childPath,
  elementPath,
  isJsonObject,
  type JsonObject,
  type JsonScalar,
  type JsonValue,
} from '#wire';

const JOB_PATHS = ['work.jobs[]', 'activity.log[]', 'activity.environment[]'];

function jobIdAt(value: unknown): string | null {
  const id = isJsonObject(value) && Object.hasOwn(value, 'jobId') ? value.jobId : null;
  return typeof id === 'string' && CATALOGUE.get('work.jobs[].jobId')?.accepts(id) === true ? id : null;
}

function isEnvelope(path: string, value: JsonScalar): boolean {
  const entry = CATALOGUE.get(path);
  return entry?.item === 'envelope' && entry.accepts(value);
}

/**
 * `texts` has one entry for each leaf besides the envelope, in the order of the record: what leaves of it, or `null`.
 * Job ids are written where `isDated`.
 */
export function referenceProject(
  record: JsonObject,
  texts: readonly (string | null)[],
  isDated: boolean,
  outwardRecordId: string,
): JsonObject {
  const left = [...texts];
  const work = Object.hasOwn(record, 'work') ? record.work : undefined;
  const list = isJsonObject(work) && Object.hasOwn(work, 'jobs') ? work.jobs : undefined;
  const jobs = Array.isArray(list) ? list.map(jobIdAt) : [];

  /** `J1` … of an element that is a job or refers to one. */
  function jobOf(path: string, value: JsonValue, index: number): string | null {
    const id = JOB_PATHS.includes(path) ? jobIdAt(value) : null;
    if (id === null) return null;
    const position = path === 'work.jobs[]' ? index + 1 : jobs.indexOf(id) + 1;
    return position > 0 ? `J${position}` : null;
  }

  function copy(value: JsonValue, path: string, index: number): JsonValue | undefined {
    if (Array.isArray(value)) {
      const kept = value.map((each, at) => copy(each, elementPath(path), at)).filter((each) => each !== undefined);
      return kept.length > 0 ? kept : undefined;
    }
    if (typeof value === 'object' && value !== null) {
      const kept = Object.keys(value).map((key) => [key, copy(value[key] as JsonValue, childPath(path, key), 0)]);
      const leaving = kept.filter(([, each]) => each !== undefined) as [string, JsonValue][];
      const job = isDated ? jobOf(path, value, index) : null;
      // Written and read again, so that a key called `__proto__` is one like any other.
      const json = [...(job === null ? [] : [['jobId', job] as [string, JsonValue]]), ...leaving]
        .map(([key, each]) => `${JSON.stringify(key)}:${JSON.stringify(each)}`)
        .join(',');
      return leaving.length > 0 ? (JSON.parse(`{${json}}`) as JsonObject) : undefined;
    }
    if (isEnvelope(path, value)) return undefined;
    const text = left.shift() ?? null;
    if (text === null) return undefined;
    return typeof value === 'string' ? text : value;
  }

  const body = copy(record, '', 0) as JsonObject;
  const { revision, status, dealerCode, occurredAt } = record as Record<string, JsonScalar>;
  const head = { recordId: outwardRecordId, revision, status, dealerCode, ...(isDated ? { occurredAt } : {}) };
  return JSON.parse(`${JSON.stringify(head).slice(0, -1)},${JSON.stringify(body).slice(1)}`) as JsonObject;
}
