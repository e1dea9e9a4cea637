// Why values stayed, or were cut: by reason, with the clause and what would change it.
import type { Flows, Share } from '#wire';
import { NO_FILTERS, type Range } from '../address.js';
import { Clause, Count } from '../figures.js';
import { Link } from '../use-address.js';
import { useWords } from '../words/use-words.js';
import { reasonsOf } from './verdict.js';

interface ReasonsProps {
  readonly flows: Flows;
  readonly range: Range;
  readonly share: Share;
  readonly title: string;
}

export function Reasons({ flows, range: { from, to }, share, title }: ReasonsProps) {
  const { words } = useWords();
  const reasons = reasonsOf(flows.cells, share);
  const most = reasons[0]?.leaves ?? 0;
  if (reasons.length === 0) return null;
  return (
    <section className="reasons">
      <h2>{title}</h2>
      <ol>
        {reasons.map(({ reason, clauses, leaves }) => {
          const { short, why, change } = words.reasons[reason];
          return (
            <li key={reason}>
              <div className="line">
                <span className="reason">{short}</span>
                <span className="clauses">
                  {clauses.map((clause) => (
                    <Clause key={clause} of={clause} />
                  ))}
                </span>
                <Link className="number" to={{ page: 'flows', ...NO_FILTERS, from, to, share, reason }}>
                  <Count of={leaves} />
                  <span className="hidden"> {short}</span>
                </Link>
              </div>
              <progress className={share} max={most} value={leaves} aria-hidden="true" />
              <p>
                {why} <span className="change">{change}</span>
              </p>
            </li>
          );
        })}
      </ol>
      {share === 'withheld' && <p className="small">{words.why.again}</p>}
    </section>
  );
}
