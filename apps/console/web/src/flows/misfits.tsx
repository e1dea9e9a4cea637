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
      <table>
        <thead>
          <tr>
            <th scope="col">{words.flows.stream}</th>
            <th scope="col">{words.record.item}</th>
            <th scope="col">{words.misfits.why}</th>
            <th scope="col">{words.why.clause}</th>
            <th scope="col" className="number">
              {words.why.values}
            </th>
          </tr>
        </thead>
        <tbody>
          {verdict.misfits.map((cell) => {
            const { stream, item, share, reason, policy, fit, clause, leaves } = cell;
            const { audience, purpose } = partsOf(stream);
            return (
              <tr key={[stream, item, share, reason, policy, fit, clause].join(' ')}>
                <td>
                  {recipientName(audience, words)} <small>{purposeName(purpose, words)}</small>
                </td>
                <td>{words.names.items[item].long}</td>
                <td>{fit === 'within' ? '' : words.names.misfits[fit]}</td>
                <td>
                  <Clause of={clause} />
                </td>
                <td className="number">
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
