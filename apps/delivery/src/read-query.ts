// What a request asks for beside the stream.
import { GatewayError } from '#wire';
import { MOST_WAIT_S, PAGE } from './limits.js';

export interface PullQuery {
  readonly cursor: string | null;
  readonly limit: number;
  readonly waitS: number;
}

/** Throws `GW_INVALID_REQUEST` naming every parameter at fault. */
export function readQuery({ cursor, limit, wait }: Readonly<Record<string, unknown>>): PullQuery {
  const faults: { pointer: string; path: string; detail: string }[] = [];
  const refuse = (name: string, detail: string) => faults.push({ pointer: `/${name}`, path: name, detail });
  const whole = (name: string, value: unknown, fallback: number, least: number, most: number): number => {
    if (value === undefined) return fallback;
    const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    refuse(name, `is not a whole number from ${least} to ${most}`);
    return fallback;
  };
  if (cursor !== undefined && (typeof cursor !== 'string' || cursor === '')) refuse('cursor', 'is not one cursor');
  const query = {
    cursor: typeof cursor === 'string' ? cursor : null,
    limit: whole('limit', limit, PAGE.records, 1, PAGE.mostRecords),
    waitS: whole('wait', wait, 0, 0, MOST_WAIT_S),
  };
  if (faults.length > 0) throw new GatewayError('GW_INVALID_REQUEST', undefined, faults);
  return query;
}
