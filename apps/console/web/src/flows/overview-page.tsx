// The first page: did anything flow outside the policy, who got what, and why the rest stayed.
import type { Flows } from '#wire';
import { queryOf, type Range } from '../address.js';
import { FaultNote } from '../fault-note.js';
import { useAnswer } from '../use-answer.js';
import { useWords } from '../words/use-words.js';
import { Alerts } from './alert-list.js';
import { Answered } from './answered.js';
import { Kept } from './kept.js';
import { Matrix } from './matrix.js';
import { Misfits } from './misfits.js';
import { RangeControl, rangeOf } from './range-control.js';
import { Reasons } from './reasons.js';
import { OverviewSkeleton } from './skeleton.js';
import { verdictOf } from './verdict.js';

const EVERY_MS = 15_000;

export function OverviewPage({ range }: { readonly range: Range }) {
  const { words } = useWords();
  const { from, to } = range;
  const { data, fault, asOf, isOld, again } = useAnswer<Flows>(`/api/v1/flows${queryOf({ from, to })}`, EVERY_MS);
  // What is said is said of the days that were counted, never of those still asked for.
  const counted = data === undefined ? range : rangeOf(data);
  return (
    <>
      <RangeControl range={range} to="overview" />
      {fault !== null && <FaultNote fault={fault} asOf={data === undefined ? 0 : asOf} again={again} />}
      {data === undefined && fault === null && <OverviewSkeleton />}
      {data !== undefined && (
        <div className={isOld ? 'old' : undefined} aria-busy={isOld}>
          <Answered flows={data} range={counted} />
          <Alerts />
          <Misfits flows={data} range={counted} verdict={verdictOf(data)} />
          <Matrix flows={data} range={counted} />
          <Reasons flows={data} range={counted} share="withheld" title={words.why.title} />
          <Reasons flows={data} range={counted} share="redacted" title={words.why.redactedTitle} />
          <Kept goneBy={data.goneBy} />
        </div>
      )}
    </>
  );
}
