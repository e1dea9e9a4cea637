// The rule behind one leaf's verdict, in words: outcome, clause, reason, and what would change it.
import type { JudgedDecision } from '#wire';
import { Clause, Mark } from '../figures.js';
import { Link, usePlace } from '../use-address.js';
import { partsOf, purposeName, recipientName, useWords } from '../words/use-words.js';
import { type LeafRow, shareOf } from './leaves.js';

export function Rule({ decision, row }: { readonly decision: JudgedDecision; readonly row: LeafRow }) {
  const { words } = useWords();
  const { address } = usePlace();
  const { audience, purpose } = partsOf(decision.stream);
  if (address.page !== 'record') return null;
  return (
    <>
      <div className="heading">
        <h2>{words.names.items[row.item].long}</h2>
        <Link className="quiet" how="replace" to={{ ...address, at: null }}>
          {words.record.close}
        </Link>
      </div>
      <p className="small">
        <code>{row.path === '?' ? words.record.unmapped : row.path}</code>
        <br />
        {recipientName(audience, words)}, {purposeName(purpose, words)}
      </p>
      {(row.verdicts.get(decision.stream) ?? []).map((verdict) => {
        const share = shareOf(verdict.outcome, decision.effect);
        const { short, why, change } = words.reasons[verdict.reason];
        return (
          <div key={`${verdict.outcome} ${verdict.reason}`} className="why">
            <p className="outcome">
              <Mark share={share} /> <strong>{words.shares[share]}</strong> {words.record.count(verdict.count)}
            </p>
            <p className="says">{why}</p>
            <dl>
              <div>
                <dt>{words.record.reason}</dt>
                <dd>
                  {short} <code>{verdict.reason}</code>
                </dd>
              </div>
              <div>
                <dt>{words.record.clause}</dt>
                <dd>
                  <Clause of={verdict.clause} /> <span>{words.verdict.policy(decision.policy)}</span>
                </dd>
              </div>
              <div>
                <dt>{words.why.change}</dt>
                <dd>{change}</dd>
              </div>
            </dl>
            {share === 'withheld' && <p className="small">{words.why.again}</p>}
          </div>
        );
      })}
    </>
  );
}
