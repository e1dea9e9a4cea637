// Leaves down, recipients across; on a narrow screen one recipient at a time. A chosen leaf shows its rule.
import { useEffect, useRef } from 'react';
import type { JudgedDecision } from '#wire';
import { Clause, Mark } from '../figures.js';
import { Link, usePlace } from '../use-address.js';
import { partsOf, purposeName, recipientName, useWords } from '../words/use-words.js';
import { type CountedVerdict, type LeafRow, leafRows, shareOf } from './leaves.js';
import { Rule } from './rule.js';

interface LeafTableProps {
  /** Of one revision. */
  readonly decisions: readonly JudgedDecision[];
  readonly asked: JudgedDecision;
  /** `<stream>|<row>` of the leaf looked at. */
  readonly at: string | null;
}

export function LeafTable({ decisions, asked, at }: LeafTableProps) {
  const { words } = useWords();
  const { address } = usePlace();
  const rows = leafRows(decisions);
  const [atStream, atRow] = at === null ? [null, null] : (at.split('|', 2) as [string, string | undefined]);
  const chosen = decisions.find(({ stream }) => stream === atStream);
  const chosenRow = rows.find(({ key }) => key === atRow);
  const range = address.page === 'record' ? { from: address.from, to: address.to } : { from: null, to: null };
  const isAsked = (decision: JudgedDecision) => decision.id === asked.id;
  return (
    <div className="judged">
      <nav className="choose" aria-label={words.record.choose}>
        {decisions.map((decision) => (
          <Link
            key={decision.id}
            how="replace"
            to={{ page: 'record', id: decision.id, at: null, ...range }}
            aria-current={isAsked(decision) ? 'true' : undefined}
          >
            <StreamName stream={decision.stream} />
          </Link>
        ))}
      </nav>
      <div className="scroll" tabIndex={0} role="region" aria-label={words.record.leaf}>
        <table className="leaves" role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th role="columnheader" scope="col">
                {words.record.leaf}
              </th>
              {decisions.map((decision) => (
                <th
                  key={decision.id}
                  role="columnheader"
                  scope="col"
                  className={isAsked(decision) ? 'asked' : undefined}
                  title={isAsked(decision) ? words.record.asked : undefined}
                >
                  <StreamName stream={decision.stream} />
                  <span className={`effect ${decision.effect}`}>{words.effects[decision.effect]}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row, index) => (
              <tr key={row.key} role="row" className={rows[index - 1]?.item === row.item ? undefined : 'first'}>
                <th role="rowheader" scope="row">
                  <code>{row.path === '?' ? words.record.unmapped : <Path of={row.path} />}</code>
                  <span className="item">{words.names.items[row.item].short}</span>
                </th>
                {decisions.map((decision) => (
                  <td key={decision.id} role="cell" className={isAsked(decision) ? 'asked' : undefined}>
                    <Verdicts row={row} decision={decision} isChosen={decision === chosen && row === chosenRow} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        {decisions.some(({ verdicts }) => verdicts === null) && (
          <p className="note" role="status">
            {words.record.notRead} {words.record.notReadLong}
          </p>
        )}
      </div>
      {chosen && chosenRow && <RulePanel decision={chosen} row={chosenRow} />}
    </div>
  );
}

/** A path that breaks where its parts do. */
function Path({ of }: { readonly of: string }) {
  return of.split('.').map((part, index) => (
    <span key={index}>
      {index > 0 && (
        <>
          .<wbr />
        </>
      )}
      {part}
    </span>
  ));
}

function StreamName({ stream }: { readonly stream: string }) {
  const { words } = useWords();
  const { audience, purpose } = partsOf(stream);
  return (
    <>
      <span className="recipient">{recipientName(audience, words)}</span>
      <span className="purpose">{purposeName(purpose, words)}</span>
    </>
  );
}

interface VerdictsProps {
  readonly row: LeafRow;
  readonly decision: JudgedDecision;
  readonly isChosen: boolean;
}

function Verdicts({ row, decision, isChosen }: VerdictsProps) {
  const { words } = useWords();
  const { address } = usePlace();
  const verdicts: readonly CountedVerdict[] = row.verdicts.get(decision.stream) ?? [];
  if (address.page !== 'record') return null;
  if (verdicts.length === 0) return <span className="none">{decision.verdicts === null ? '…' : '–'}</span>;
  const at = isChosen ? null : `${decision.stream}|${row.key}`;
  return (
    <Link how="replace" className="verdict" to={{ ...address, at }} aria-current={isChosen ? 'true' : undefined}>
      {verdicts.map((verdict) => {
        const share = shareOf(verdict.outcome, decision.effect);
        return (
          <span key={`${verdict.outcome} ${verdict.reason}`}>
            <Mark share={share} />
            <span className="hidden">{words.shares[share]} </span>
            <span className="why">{words.reasons[verdict.reason].short}</span>
            <Clause of={verdict.clause} />
            <span className="times">{words.record.count(verdict.count)}</span>
          </span>
        );
      })}
    </Link>
  );
}

function RulePanel({ decision, row }: { readonly decision: JudgedDecision; readonly row: LeafRow }) {
  const panel = useRef<HTMLElement>(null);
  const key = `${decision.id} ${row.key}`;
  useEffect(() => {
    panel.current?.focus({ preventScroll: true });
    panel.current?.scrollIntoView({ block: 'nearest' });
  }, [key]);
  return (
    <aside className="rule" ref={panel} tabIndex={-1} aria-live="polite">
      <Rule decision={decision} row={row} />
    </aside>
  );
}
