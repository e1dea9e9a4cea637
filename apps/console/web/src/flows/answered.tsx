// The one sentence on top, what it rests on, and what keeps it from being the whole truth.
import type { Flows, Share } from '#wire';
import { NO_FILTERS, type Range } from '../address.js';
import { Count } from '../figures.js';
import { calendarDay, clockTime, dayAndTime, exactCount, fullInstant } from '../format.js';
import { Link } from '../use-address.js';
import type { Words } from '../words/words.js';
import { useWords } from '../words/use-words.js';
import { daysOf } from './range-control.js';
import { type Gap, verdictOf } from './verdict.js';

function gapText(gap: Gap, { gaps }: Words): string {
  switch (gap.gap) {
    case 'behind':
      return gaps.behind(exactCount(gap.messages), gap.current, gap.partitions);
    case 'patterns':
      return gaps.patterns(exactCount(gap.decisions));
    case 'unread':
      return gaps.unread(exactCount(gap.decisions));
    case 'progress-unknown':
      return gaps['progress-unknown'];
  }
}

export function Answered({ flows, range }: { readonly flows: Flows; readonly range: Range }) {
  const { words, language } = useWords();
  const { verdict: said } = words;
  const verdict = verdictOf(flows);
  const days = daysOf(range);
  const until = days.to === days.from ? null : calendarDay(days.to, language);
  const when = words.when(calendarDay(days.from, language), until, days.isToday);
  const outside = said.values(verdict.outside, exactCount(verdict.outside));
  const sentence = verdict.kind === 'outside' ? said.outside(when, outside) : said[verdict.kind](when);
  const asOf = Date.parse(flows.asOf);
  const { upTo } = flows.counted;
  return (
    <section className={`answered ${verdict.kind}`}>
      <h1>{sentence}</h1>
      {flows.isKilled && <p className="stopped">{said.killed}</p>}
      {flows.policy === null && <p className="stopped">{said.noPolicy}</p>}
      {verdict.kind === 'nothing' ? (
        <p>
          {said.emptyNext}{' '}
          {flows.earlierDay !== null && (
            <Link to={{ page: 'overview', from: flows.earlierDay, to: flows.earlierDay }}>
              {said.earlier(calendarDay(flows.earlierDay, language))}
            </Link>
          )}
        </p>
      ) : (
        <dl className="totals">
          {(['released', 'redacted', 'withheld'] as const).map((share) => (
            <Total key={share} share={share} count={verdict[share]} range={range} />
          ))}
        </dl>
      )}
      {verdict.gaps.length > 0 && (
        <ul className="gaps" role="status">
          {verdict.gaps.map((gap) => (
            <li key={gap.gap}>{gapText(gap, words)}</li>
          ))}
        </ul>
      )}
      <p className="rests small">
        {flows.policy !== null && <span>{said.policy(flows.policy.id)}</span>}
        <span>{said.decisions(exactCount(verdict.decisions))}</span>
        {upTo !== null && (
          <span title={fullInstant(Date.parse(upTo))}>{said.countedTo(dayAndTime(Date.parse(upTo), language))}</span>
        )}
        <span title={fullInstant(asOf)}>{said.asOf(clockTime(asOf, language))}</span>
      </p>
      <details className="how">
        <summary>{words.how.title}</summary>
        <ul>
          {words.how.points.map((point) => (
            <li key={point}>{point}</li>
          ))}
          {flows.counted.deadLetters > 0 && <li>{words.how.deadLetters(exactCount(flows.counted.deadLetters))}</li>}
        </ul>
      </details>
    </section>
  );
}

function Total({ share, count, range }: { readonly share: Share; readonly count: number; readonly range: Range }) {
  const { words } = useWords();
  const { from, to } = range;
  return (
    <div className={share}>
      <dt>{words.shares[share]}</dt>
      <dd>
        {count === 0 ? (
          '0'
        ) : (
          <Link to={{ page: 'flows', ...NO_FILTERS, from, to, share }}>
            <Count of={count} />
          </Link>
        )}
      </dd>
    </div>
  );
}
