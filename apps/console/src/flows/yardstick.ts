// Holds what the ledger counted as released against what was published: streams, versions, cells. Pure.
import { type CompiledPolicy, couldRelease } from '#policy';
import type { CountedLeaves } from '#postgres';
import type { Fit, Item } from '#wire';

/** A version as it was published. */
export interface PublishedVersion {
  readonly id: string;
  readonly hash: string;
  readonly effectiveOn: string;
  /** Asia/Tokyo day it was published on. */
  readonly publishedOn: string;
  /** `null` where it does not compile: then nothing rests on it. */
  readonly policy: CompiledPolicy | null;
}

/** A stream as facts opened it; `items`: every item it asked for at some time. */
export interface KnownStream {
  readonly audience: string;
  readonly purpose: string;
  readonly items: ReadonlySet<Item>;
}

export interface Yardstick {
  readonly streams: ReadonlyMap<string, KnownStream>;
  readonly versions: readonly PublishedVersion[];
}

export type Measured = Pick<
  CountedLeaves,
  'stream' | 'item' | 'outcome' | 'reason' | 'clause' | 'policy' | 'policyHash' | 'firstDay' | 'lastDay'
>;

/** The first thing about released leaves that is not as published; `within` where nothing is. Never throws. */
export function fitOf(released: Measured, { streams, versions }: Yardstick): Fit {
  const stream = streams.get(released.stream);
  if (stream === undefined) return 'unknown_stream';
  if (!stream.items.has(released.item)) return 'not_asked_for';
  const named = versions.filter(({ id }) => id === released.policy);
  if (named.length === 0) return 'unknown_policy';
  const version = named.find(({ hash }) => hash === released.policyHash);
  if (version === undefined) return 'other_text';
  const days = [released.firstDay, released.lastDay];
  if (!days.every((day) => wasInForce(version, day, versions))) return 'not_in_force';
  const { policy } = version;
  const fits = policy !== null && couldRelease(policy, stream.audience, stream.purpose, released);
  return fits ? 'within' : 'outside_policy';
}

/** True unless the version began later or was not out yet, or a newer one that was out by the day before had taken its place. */
function wasInForce(version: PublishedVersion, day: string, versions: readonly PublishedVersion[]): boolean {
  if (version.effectiveOn > day || version.publishedOn > day) return false;
  return !versions.some(
    ({ effectiveOn, publishedOn }) => effectiveOn > version.effectiveOn && effectiveOn <= day && publishedOn < day,
  );
}
