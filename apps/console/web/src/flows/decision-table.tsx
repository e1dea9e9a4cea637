// Decisions in a table, each row a way to its record.
import type { ListedDecision, Share } from '#wire';
import type { Range } from '../address.js';
import { Count, Instant, Mark } from '../figures.js';
import { shortReference } from '../format.js';
import { Link } from '../use-address.js';
import { partsOf, purposeName, recipientName, useWords } from '../words/use-words.js';

interface DecisionTableProps {
  readonly decisions: readonly ListedDecision[];
  readonly range: Range;
  /** What the list is about, to stand out. */
  readonly share: Share | null;
}

export function DecisionTable({ decisions, range: { from, to }, share }: DecisionTableProps) {
  const { words } = useWords();
  return (
    <table className="decisions" role="table">
      <caption className="hidden">{words.flows.title}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {[words.flows.record, words.flows.time, words.flows.stream, words.flows.effect, words.flows.counts].map(
            (head) => (
              <th key={head} role="columnheader" scope="col">
                {head}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {decisions.map(({ id, at, stream, effect, ...counts }) => {
          const { audience, purpose } = partsOf(stream);
          return (
            <tr key={id} role="row">
              <th role="rowheader" scope="row">
                <Link className="row" to={{ page: 'record', id, at: null, from, to }} title={id}>
                  <code>{shortReference(id)}</code> <span>{words.record.revision(revisionOf(id))}</span>
                </Link>
              </th>
              <td role="cell">
                <Instant at={at} />
              </td>
              <td role="cell">
                <span className="recipient">{recipientName(audience, words)}</span>{' '}
                <span className="purpose">{purposeName(purpose, words)}</span>
              </td>
              <td role="cell">{words.effects[effect]}</td>
              <td role="cell">
                <span className="counts">
                  {(['released', 'redacted', 'withheld'] as const).map((one) => (
                    <span key={one} className={counts[one] === 0 ? 'zero' : one === share ? 'meant' : undefined}>
                      <Mark share={one} />
                      <span className="hidden">{words.shares[one]} </span>
                      <Count of={counts[one]} />
                    </span>
                  ))}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** `<outward recordId>.<revision>.<purpose>`. */
function revisionOf(id: string): number {
  return Number(/^[^.]+\.(\d+)\./.exec(id)?.[1] ?? 1);
}
