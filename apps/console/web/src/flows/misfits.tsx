// What flowed outside the policy, line by line; nothing where nothing did.
import type { Flows } from '#wire';
import { NO_FILTERS, type Range } from '../address.js';
import { Clause, Count } from '../figures.js';
import { Link } from '../use-address.js';
import { partsOf, purposeName, recipientName, useWords } from '../words/use-words.js';
import type { Verdict } from './verdict.js';

interface MisfitsProps {
  readonly flows: Flows;
  readonly range: Range;
  readonly verdict: Verdict;
}

export function Misfits({ range: { from, to }, verdict }: MisfitsProps) {
  const { words } = useWords();
  if (verdict.misfits.length === 0) return null;
  return (
    <section className="misfits">
      <h2>{words.misfits.title}</h2>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {words.flows.stream}
            </th>
            <th role="columnheader" scope="col">
              {words.record.item}
            </th>
            <th role="columnheader" scope="col">
              {words.misfits.why}
            </th>
            <th role="columnheader" scope="col">
              {words.why.clause}
            </th>
            <th role="columnheader" scope="col" className="number">
              {words.why.values}
            </th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          {verdict.misfits.map((cell) => {
            const { stream, item, share, reason, policy, fit, clause, leaves } = cell;
            const { audience, purpose } = partsOf(stream);
            return (
              <tr role="row" key={[stream, item, share, reason, policy, fit, clause].join(' ')}>
                <td role="cell">
                  {recipientName(audience, words)} <small>{purposeName(purpose, words)}</small>
                </td>
                <td role="cell">{words.names.items[item].long}</td>
                <td role="cell">{fit === 'within' ? '' : words.names.misfits[fit]}</td>
                <td role="cell">
                  <Clause of={clause} />
                </td>
                <td role="cell" className="number">
                  <Link to={{ page: 'flows', ...NO_FILTERS, from, to, stream, item, share, reason, policy }}>
                    <Count of={leaves} />
                  </Link>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
