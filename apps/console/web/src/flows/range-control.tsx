// Which days: four usual ranges as links, any other by its first and last day.
import { type Range, TODAY } from '../address.js';
import { addDays, tokyoToday } from '../days.js';
import { Link, usePlace } from '../use-address.js';
import { useWords } from '../words/use-words.js';

/** First and last day of a range; today's for what is not said. */
export function daysOf({ from, to }: Range): { readonly from: string; readonly to: string; readonly isToday: boolean } {
  const today = tokyoToday();
  const first = from ?? to ?? today;
  const last = to ?? first;
  return { from: first, to: last, isToday: from === null && to === null };
}

/** The range an answer is about, which may be an older one than the address asks for. */
export function rangeOf({ from, to }: { readonly from: string; readonly to: string }): Range {
  const today = tokyoToday();
  return from === today && to === today ? TODAY : { from, to };
}

export function RangeControl({ range, to: page }: { readonly range: Range; readonly to: 'overview' | 'flows' }) {
  const { words } = useWords();
  const { address, go } = usePlace();
  const today = tokyoToday();
  const days = daysOf(range);
  const usual: readonly (readonly [string, Range])[] = [
    [words.range.today, { from: null, to: null }],
    [words.range.yesterday, { from: addDays(today, -1), to: addDays(today, -1) }],
    [words.range.week, { from: addDays(today, -6), to: today }],
    [words.range.month, { from: addDays(today, -29), to: today }],
  ];
  if (address.page !== page) return null;
  const change = (next: Range) => go({ ...address, ...next });
  const isSame = (other: Range) => {
    const otherDays = daysOf(other);
    return otherDays.from === days.from && otherDays.to === days.to;
  };
  return (
    <div className="range" role="group" aria-label={words.range.label}>
      {usual.map(([name, one]) => (
        <Link key={name} to={{ ...address, ...one }} aria-current={isSame(one) ? 'true' : undefined}>
          {name}
        </Link>
      ))}
      <span className="dates">
        <input
          type="date"
          aria-label={words.range.from}
          value={days.from}
          max={today}
          onChange={({ target: { value } }) =>
            value !== '' && change({ from: value, to: value > days.to ? value : days.to })
          }
        />
        <span aria-hidden="true">–</span>
        <input
          type="date"
          aria-label={words.range.to}
          value={days.to}
          max={today}
          onChange={({ target: { value } }) =>
            value !== '' && change({ from: value < days.from ? value : days.from, to: value })
          }
        />
      </span>
    </div>
  );
}
