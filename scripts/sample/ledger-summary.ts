// What the ledger counts, and waiting until it has counted what was just sent.
import type { Effect, Outcome, Reason } from '#wire';

export interface StreamSummary {
  readonly stream: string;
  readonly decisions: Readonly<Record<Effect, number>>;
  readonly withoutPattern: number;
  readonly leaves: readonly { readonly outcome: Outcome; readonly reason: Reason; readonly count: number }[];
}

const POLL_MS = 250;
/** Give up when nothing has moved for as long. */
const STILL_MS = 20_000;

/** The ledger's counts, of decisions made at `since` (epoch ms) or later; without it of all. Throws when the ledger refuses. */
export async function fetchSummary(ledger: string, token: string, since?: number): Promise<StreamSummary[]> {
  const query = since === undefined ? '' : `?since=${new Date(since).toISOString()}`;
  const response = await fetch(`${ledger}/v1/summary${query}`, { headers: { authorization: `Bearer ${token}` } });
  if (!response.ok) throw new Error(`the ledger answered ${response.status}`);
  return ((await response.json()) as { streams: StreamSummary[] }).streams;
}

export interface Wait {
  readonly ledger: string;
  readonly token: string;
  readonly since: number;
  /** Decisions to wait for in each stream. */
  readonly count: number;
  readonly streams: readonly string[];
  readonly onProgress: (message: string) => void;
}

/** True once every stream has `count` decisions made since; false when that stood still short of it. */
export async function waitForDecisions({ ledger, token, since, count, streams, onProgress }: Wait): Promise<boolean> {
  const wanted = count * streams.length;
  let had = -1;
  let movedAt = Date.now();
  for (;;) {
    const summary = await fetchSummary(ledger, token, since);
    const perStream = streams.map((id) => decidedIn(summary.find(({ stream }) => stream === id)));
    const has = perStream.reduce((sum, decided) => sum + Math.min(decided, count), 0);
    if (has > had) {
      movedAt = Date.now();
      onProgress(`the ledger has ${has} of ${wanted} decisions`);
    }
    if (has >= wanted) return true;
    if (Date.now() - movedAt > STILL_MS) return false;
    had = has;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

/** Decisions of a stream, whatever came of them. */
export function decidedIn(summary: StreamSummary | undefined): number {
  return summary === undefined ? 0 : Object.values(summary.decisions).reduce((sum, count) => sum + count, 0);
}
