// The policy versions published, which is in force when, and which dealer accepted which.
import { isDay, isJsonObject, parseInstant, tokyoDay, type Catalogue, type JsonObject } from '#wire';
import { compilePublished } from '../compile-policy.js';
import type { CompiledPolicy } from '../compiled-policy.js';
import type { Law } from '../situation.js';
import { readName } from './read-fact.js';

/** A version on the calendar; `policy: null` where it could not be compiled: then nothing is in force while it would be. */
interface Version {
  readonly effectiveOn: string;
  readonly policy: CompiledPolicy | null;
}

/** Answers `false` for what could not be read whole. */
export interface Versions {
  readonly publish: (data: JsonObject, at: unknown) => boolean;
  readonly accept: (data: JsonObject) => boolean;
  readonly policies: () => readonly CompiledPolicy[];
  /** The law for a record that occurred at `occurredAt`, judged at `at`; `null`: no readable version in force. */
  readonly lawAt: (at: number, occurredAt: number) => Law | null;
  /** The same judged by the version called `id`; `null` where it is unknown, or a version in force since then cannot be read. */
  readonly lawOf: (id: string, at: number, occurredAt: number) => Law | null;
  readonly firstEffectiveOn: () => string | null;
  /** Of the version in force at `at`. */
  readonly hasAccepted: (dealerCode: string, at: number) => boolean;
}

const ALWAYS = '0000-01-01';
const MOST_LAWS = 5_000;

export function createVersions(catalogue: Catalogue): Versions {
  /** By effective day; of one day in the order of publication. */
  let versions: readonly Version[] = [];
  const accepted = new Map<string, Set<string>>();
  /** Answers until the next version is published. */
  const laws = new Map<string, Law>();
  const judgedByDay = new Map<string, CompiledPolicy | null>();

  function compile(data: JsonObject, effectiveOn: string): CompiledPolicy | null {
    if (!isJsonObject(data.document)) return null;
    try {
      const policy = compilePublished(data.document, catalogue);
      return policy.id === data.policy && policy.effectiveOn === effectiveOn ? policy : null;
    } catch {
      return null;
    }
  }

  /** Index of the version in force on `day`; -1: none. */
  function indexOn(day: string): number {
    return day === '' ? -1 : versions.findLastIndex(({ effectiveOn }) => effectiveOn <= day);
  }

  /** Every version in force on some day of the span; a day shared by two versions counts for both. */
  function inForceBetween(fromDay: string, toDay: string): readonly Version[] {
    return versions.filter(({ effectiveOn }, index) => {
      const until = versions.slice(index + 1).find((later) => later.effectiveOn > effectiveOn)?.effectiveOn;
      return effectiveOn <= toDay && (until === undefined || until > fromDay);
    });
  }

  function lawBy(judged: CompiledPolicy, today: string, occurredAt: number): Law | null {
    const first = versions[0]?.effectiveOn;
    if (today === '' || first === undefined) return null;
    const occurredOn = tokyoDay(occurredAt) || ALWAYS;
    const key = `${judged.id} ${today} ${occurredOn}`;
    const known = laws.get(key);
    if (known !== undefined && known.judged === judged) return known;
    const inForce = inForceBetween(occurredOn < today ? occurredOn : today, today).map(({ policy }) => policy);
    if (!inForce.every((policy) => policy !== null)) return null;
    const law = Object.freeze({ judged, alsoInForce: Object.freeze(inForce), firstEffectiveOn: first });
    if (laws.size >= MOST_LAWS) laws.clear();
    laws.set(key, law);
    return law;
  }

  function judgedOn(day: string): CompiledPolicy | null {
    let judged = judgedByDay.get(day);
    if (judged === undefined) {
      judged = versions[indexOn(day)]?.policy ?? null;
      if (judgedByDay.size >= MOST_LAWS) judgedByDay.clear();
      judgedByDay.set(day, judged);
    }
    return judged;
  }

  return {
    publish(data, at) {
      const isReadable = isDay(data.effectiveOn);
      const effectiveOn = isDay(data.effectiveOn) ? data.effectiveOn : tokyoDay(parseInstant(at)) || ALWAYS;
      const version = { effectiveOn, policy: isReadable ? compile(data, effectiveOn) : null };
      versions = [...versions, version].sort((a, b) =>
        a.effectiveOn < b.effectiveOn ? -1 : a.effectiveOn > b.effectiveOn ? 1 : 0,
      );
      laws.clear();
      judgedByDay.clear();
      return version.policy !== null;
    },
    accept(data) {
      const [dealer, policy] = [readName(data.dealer), readName(data.policy)];
      if (dealer === null || policy === null) return false;
      accepted.set(dealer, (accepted.get(dealer) ?? new Set()).add(policy));
      return true;
    },
    policies: () => versions.flatMap(({ policy }) => policy ?? []),
    lawAt(at, occurredAt) {
      const today = tokyoDay(at);
      const judged = judgedOn(today);
      return judged === null ? null : lawBy(judged, today, occurredAt);
    },
    lawOf(id, at, occurredAt) {
      const judged = versions.findLast(({ policy }) => policy?.id === id)?.policy ?? null;
      return judged === null ? null : lawBy(judged, tokyoDay(at), occurredAt);
    },
    firstEffectiveOn: () => versions[0]?.effectiveOn ?? null,
    hasAccepted(dealerCode, at) {
      const judged = judgedOn(tokyoDay(at));
      return judged !== null && accepted.get(dealerCode)?.has(judged.id) === true;
    },
  };
}
