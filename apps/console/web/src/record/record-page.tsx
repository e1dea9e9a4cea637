// One record: what was decided on each of its leaves for each recipient, by which clause and why.
import type { JudgedDecision, JudgedRecord } from '#wire';
import { FaultNote } from '../fault-note.js';
import { ListSkeleton } from '../flows/skeleton.js';
import { dayAndTime, shortReference } from '../format.js';
import { useAnswer } from '../use-answer.js';
import { Link, usePlace } from '../use-address.js';
import { useWords } from '../words/use-words.js';
import { LeafTable } from './leaf-table.js';
import { Proof } from './proof.js';
import { revisionsOf } from './leaves.js';

const AGAIN_MS = 3_000;

export function RecordPage({ id }: { readonly id: string }) {
  const { words } = useWords();
  const path = `/api/v1/decisions/${encodeURIComponent(id)}`;
  const { data, fault, asOf, again } = useAnswer<JudgedRecord>(path, AGAIN_MS * 5);
  const own = data?.id === id ? data : undefined;
  return (
    <>
      {fault !== null && <FaultNote fault={fault} asOf={own === undefined ? 0 : asOf} again={again} />}
      {own === undefined && fault === null && <ListSkeleton />}
      {own === undefined && fault !== null && <h1 className="hidden">{words.fault.title}</h1>}
      {own !== undefined && <Judged record={own} />}
    </>
  );
}

function Judged({ record }: { readonly record: JudgedRecord }) {
  const { words, language } = useWords();
  const { address } = usePlace();
  const asked = record.decisions.find(({ id }) => id === record.id);
  if (asked === undefined || address.page !== 'record') return null;
  const { from, to } = address;
  const ofRevision = (revision: number) => record.decisions.filter((decision) => decision.revision === revision);
  const shown = ofRevision(asked.revision);
  const last = Math.max(...record.decisions.map(({ at }) => Date.parse(at)));
  const onRevision = (revision: number): JudgedDecision | undefined => {
    const others = ofRevision(revision);
    return others.find(({ stream }) => stream === asked.stream) ?? others[0];
  };
  return (
    <>
      <div className="record-head">
        <h1>{record.record === null ? words.record.noReference : words.record.title(shortReference(record.record))}</h1>
        <p className="small">
          {words.record.lead(record.decisions.length, dayAndTime(last, language))}
          {record.isCut && ` ${words.record.cut}`}
        </p>
        <nav className="revisions" aria-label={words.record.revision(asked.revision)}>
          {revisionsOf(record.decisions).map((revision) => {
            const target = onRevision(revision);
            return target === undefined ? null : (
              <Link
                key={revision}
                to={{ page: 'record', id: target.id, at: null, from, to }}
                aria-current={revision === asked.revision ? 'true' : undefined}
              >
                {words.record.revision(revision)}
              </Link>
            );
          })}
        </nav>
      </div>
      {record.record === null && <p className="lead">{words.record.erased}</p>}
      <LeafTable decisions={shown} asked={asked} at={address.at} />
      <Proof decision={asked} reference={record.record} />
    </>
  );
}
