// One line through everything a record passes: intake's validation, the gatekeeper's reading, decisions, projections.
import { scanner } from '#free-text';
import { createDecider, projectJson } from '#policy';
import { CATALOGUE, GatewayError, type JsonObject } from '#wire';
import { scalarsOf } from '../articles/read-leaves.ts';
import { LISTED_PATHS, OPEN, SECRET, SECRET_NUMBER } from './listed.ts';
import { LAW, SITUATIONS } from './situations.ts';

/** The two readings of a record; given, since a room's files are compiled for one that runs and transformed for a test. */
export interface Doors {
  /** Intake's: what is stored, and what is said of the record. Throws a {@link GatewayError} for what it refuses. */
  readonly accept: (bytes: Buffer) => { readonly value: string; readonly flags: readonly string[] };
  /** The gatekeeper's: the record, or why it is none. */
  readonly read: (bytes: Buffer) => { readonly record: JsonObject } | string;
}

/** What became of lines. */
export interface Tally {
  lines: number;
  accepted: number;
  /** Records decided about, accepted or straight from the topic. */
  judged: number;
  released: number;
  /** Releases with a text in them that a clause lists: without these nothing would be proven. */
  open: number;
}

export const newTally = (): Tally => ({ lines: 0, accepted: 0, judged: 0, released: 0, open: 0 });

function mustBeListed(released: string): void {
  for (const [path] of scalarsOf(JSON.parse(released) as JsonObject)) {
    if (!LISTED_PATHS.has(path)) throw new Error('a release has a place no clause lists');
  }
}

/** Gives what the gatekeeper holds of the line while it judges it. */
export type RunThrough = (bytes: Buffer, isTwice?: boolean) => readonly unknown[];

/**
 * Puts lines through `doors` and counts; throws what any stage throws besides its refusals, and where anything unlisted leaves:
 * a place no clause lists, or, in lines that carry secrets at every such place, one of those.
 */
export function createRunThrough({ accept, read }: Doors, tally: Tally, hasSecrets = true): RunThrough {
  const decider = createDecider({ catalogue: CATALOGUE, scanner });

  function mustNotTell(what: string, told: string): void {
    const isTold = hasSecrets && (told.includes(SECRET) || told.includes(String(SECRET_NUMBER)));
    if (isTold) throw new Error(`${what} tells what no clause lists`);
  }

  function acceptedOf(bytes: Buffer): Buffer | null {
    try {
      const { value, flags } = accept(bytes);
      mustNotTell('a flag', flags.join());
      return Buffer.from(value);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      mustNotTell('a refusal', `${error.message} ${error.detail ?? ''} ${JSON.stringify(error.errors ?? [])}`);
      return null;
    }
  }

  function judge(bytes: Buffer): readonly unknown[] {
    const readable = read(bytes);
    if (typeof readable === 'string') {
      mustNotTell('a reason', readable);
      return [];
    }
    let prepared;
    try {
      prepared = decider.prepare(readable.record);
    } catch (error) {
      // A dead letter, which holds no value.
      if (error instanceof GatewayError && error.code === 'GW_TOO_DEEP') return [];
      throw error;
    }
    tally.judged += 1;
    const kept: unknown[] = [prepared];
    const seen = new Set<string>();
    for (const [index, situation] of SITUATIONS.entries()) {
      const decided = decider.decide(prepared, situation, LAW);
      if (index === 0) mustNotTell('a pattern', JSON.stringify(decided.pattern));
      const released = projectJson(prepared, decided, 'OUT');
      kept.push(decided, released);
      if (released === null) continue;
      tally.released += 1;
      if (released.includes(OPEN)) tally.open += 1;
      // Many get the same.
      if (seen.has(released)) continue;
      seen.add(released);
      mustNotTell(`a release to ${String(situation.recipient.id)}`, released);
      mustBeListed(released);
    }
    return kept;
  }

  return (bytes, isTwice = false) => {
    tally.lines += 1;
    const stored = acceptedOf(bytes);
    if (stored !== null) {
      if (isTwice) throw new Error('intake accepted a key named twice');
      tally.accepted += 1;
      judge(stored);
    }
    // Whatever else may stand on the topic.
    return judge(bytes);
  };
}
