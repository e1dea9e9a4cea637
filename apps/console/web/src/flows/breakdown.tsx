// Why the values behind a list went out or stayed: reason by reason, with clause and count, each a way to narrow the list.
import type { Flows } from '#wire';
import { type Filters, queryOf, type Range } from '../address.js';
import { Clause, Count, Mark } from '../figures.js';
import { useAnswer } from '../use-answer.js';
import { Link } from '../use-address.js';
import { useWords } from '../words/use-words.js';
import { cellsWithin, reasonsOf } from './verdict.js';

const SHOWN = ['released', 'redacted', 'withheld', 'unsent'] as const;

export function Breakdown({ asked }: { readonly asked: Range & Filters }) {
  const { words } = useWords();
  const { from, to, stream, item, share, reason, policy } = asked;
  const filters: Filters = { stream, item, share, reason, policy };
  const { data } = useAnswer<Flows>(`/api/v1/flows${queryOf({ from, to })}`, false);
  if (data === undefined || reason !== null) return null;
  const cells = cellsWithin(data.cells, filters);
  const lines = SHOWN.flatMap((one) => reasonsOf(cells, one).map((each) => ({ share: one, ...each })));
  if (lines.length === 0) return null;
  return (
    <ul className="breakdown" aria-label={words.why.reason}>
      {lines.map((line) => (
        <li key={`${line.share} ${line.reason}`}>
          <Link to={{ page: 'flows', from, to, ...filters, share: line.share, reason: line.reason }}>
            <Mark share={line.share} />
            <span className="hidden">{words.shares[line.share]} </span>
            <span className="reason">{words.reasons[line.reason].short}</span>
            <span className="clauses">
              {line.clauses.map((clause) => (
                <Clause key={clause} of={clause} />
              ))}
            </span>
            <span className="number">
              <Count of={line.leaves} />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
