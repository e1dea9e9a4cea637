// Before anything is timed: the peers say what the engine says, leaf by leaf, and release the same bytes.
import { createDecider, projectJson, type Decided } from '#policy';
import { CATALOGUE } from '#wire';
import { copyPermitted, readPeerRecord, type Peer, type PeerRecord } from './peer-record.ts';
import { newLaw, type Piece } from './work.ts';

/** Outcomes by path and item, as the engine and as a peer write them. An unmapped path is written `?`. */
function lineOf(path: string, judgedAs: string, outcome: string): string {
  return `${judgedAs === 'unmapped' ? '?' : path} ${judgedAs === 'unmapped' ? 'unlisted' : judgedAs} ${outcome}`;
}

function sorted(lines: Iterable<string>): string {
  return [...new Set(lines)].sort().join('\n');
}

function engineLines({ pattern }: Decided, withReasons: boolean): string {
  const because = (reason: string, clause: string) => (withReasons ? ` ${reason} ${clause}` : '');
  return sorted(
    pattern.map(({ path, item, outcome, reason, clause }) => `${path} ${item} ${outcome}${because(reason, clause)}`),
  );
}

function peerLines({ leaves }: PeerRecord, { permitted, because }: ReturnType<Peer['judge']>[number]): string {
  return sorted(
    leaves.map(({ path, judgedAs }) => {
      const [reason, clause] = because?.get(judgedAs) ?? ['', ''];
      const line = lineOf(path, judgedAs, permitted.has(judgedAs) ? 'permit' : 'withhold');
      return because === undefined ? line : `${line} ${reason} ${clause}`;
    }),
  );
}

/**
 * The number of outcomes compared: leaves × streams × peers. A peer that tells reasons and clauses is held to them too.
 * Throws at the first difference; it names peer and stream, never a value.
 */
export function proveEqual(peers: readonly Peer[], work: readonly Piece[]): number {
  const decider = createDecider({ catalogue: CATALOGUE, scanner: () => () => [] });
  const law = newLaw();
  let compared = 0;
  for (const piece of work) {
    const prepared = decider.prepare(piece.record);
    const record = readPeerRecord(piece.record);
    for (const peer of peers) {
      peer.judge(record, piece).forEach((answer, index) => {
        const situation = piece.situations[index];
        if (situation === undefined) throw new Error(`${peer.name} answers for no stream`);
        const decided = decider.decide(prepared, situation, law);
        const hasReasons = answer.because !== undefined;
        const isSame =
          engineLines(decided, hasReasons) === peerLines(record, answer) &&
          projectJson(prepared, decided, 'ID') === copyPermitted(record, answer.permitted, 'ID');
        if (!isSame) throw new Error(`${peer.name} and the engine differ for stream ${index}`);
        compared += record.leaves.length;
      });
    }
  }
  return compared;
}
