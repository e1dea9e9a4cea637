// What proves the decision: its id, the law it was made under, and its commitments.
import type { JudgedDecision } from '#wire';
import { tokyoDay } from '../days.js';
import { calendarDay, fullInstant } from '../format.js';
import { partsOf, purposeName, recipientName, useWords } from '../words/use-words.js';

interface ProofProps {
  readonly decision: JudgedDecision;
  /** Keyed HMAC of the record; `null` where its link was erased. */
  readonly reference: string | null;
}

export function Proof({ decision, reference }: ProofProps) {
  const { words, language } = useWords();
  const { record } = words;
  const { audience, purpose } = partsOf(decision.stream);
  const rows = [
    [record.decisionId, decision.id],
    ...(reference === null ? [] : [[record.reference, reference] as const]),
    [record.at, fullInstant(Date.parse(decision.at))],
    [record.policy, decision.policy],
    [record.policyHash, decision.policyHash],
    [record.control, decision.controlOffset],
    [record.source, `${decision.source.partition}, ${decision.source.offset}`],
    [record.references, decision.references],
    [record.released, decision.released ?? record.nothingSent],
    ...(decision.goneBy === null
      ? []
      : [[record.goneBy, calendarDay(tokyoDay(Date.parse(decision.goneBy)), language)] as const]),
  ] as const;
  return (
    <details className="proof" open>
      <summary>
        {record.proof}{' '}
        <span className="small">
          {recipientName(audience, words)}, {purposeName(purpose, words)}
        </span>
      </summary>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
