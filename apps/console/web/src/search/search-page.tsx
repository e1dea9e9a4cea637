// Looking for everything decided on a record: by the keyed hash of what its dealer calls it, in no address.
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useSyncExternalStore } from 'react';
import type { DecisionList } from '#wire';
import { TODAY } from '../address.js';
import { ask, AskFault } from '../ask.js';
import { FaultNote } from '../fault-note.js';
import { DecisionTable } from '../flows/decision-table.js';
import { ListSkeleton } from '../flows/skeleton.js';
import { exactCount } from '../format.js';
import { useWords } from '../words/use-words.js';
import { getAsked, onAsked, setAsked } from './asked.js';
import type { Question } from './questions.js';

/** Questions are told apart by number: what was typed is no part of any key. */
const numbers = new WeakMap<Question, number>();
let lastNumber = 0;
function numberOf(question: Question): number {
  const known = numbers.get(question) ?? ++lastNumber;
  numbers.set(question, known);
  return known;
}

export function SearchPage() {
  const { words } = useWords();
  const asked = useSyncExternalStore(onAsked, getAsked);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = given.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    setAsked({ dealerCode: text('dealerCode'), recordId: text('recordId') });
  };
  const isWhole = asked !== null && asked.dealerCode !== '';
  return (
    <>
      <h1>{words.search.title}</h1>
      <p className="lead">{words.search.lead}</p>
      <form className="ask" onSubmit={submit}>
        {(['dealerCode', 'recordId'] as const).map((name) => (
          <label key={`${name} ${asked === null ? 0 : numberOf(asked)}`} className={name}>
            {words.search[name]}
            <input
              name={name}
              required
              autoComplete="off"
              spellCheck={false}
              maxLength={300}
              // What was typed at the top lacks the dealer alone.
              autoFocus={asked !== null && !isWhole && name === 'dealerCode'}
              defaultValue={asked?.[name] ?? ''}
            />
          </label>
        ))}
        <button className="deed">{words.search.act}</button>
      </form>
      {isWhole && <Found key={numberOf(asked)} question={asked} />}
    </>
  );
}

function Found({ question }: { readonly question: Question }) {
  const { words } = useWords();
  const list = useInfiniteQuery({
    queryKey: ['search', numberOf(question)],
    queryFn: ({ pageParam }) =>
      ask<DecisionList>('/api/v1/decisions/search', {
        ...question,
        ...(pageParam === null ? {} : { cursor: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    gcTime: 0,
  });
  const decisions = list.data?.pages.flatMap((page) => page.decisions) ?? [];
  if (list.error instanceof AskFault && list.error.status === 400) {
    return (
      <section className="note" role="alert">
        <h2>{words.search.invalid}</h2>
      </section>
    );
  }
  return (
    <>
      {list.error instanceof AskFault && <FaultNote fault={list.error} asOf={0} again={() => void list.refetch()} />}
      {list.isPending && <ListSkeleton />}
      {list.isSuccess && decisions.length === 0 && (
        <section className="note" role="status">
          <h2>{words.search.none}</h2>
          <p>{words.search.noneNext}</p>
        </section>
      )}
      {decisions.length > 0 && (
        <>
          <p className="small" role="status">
            {words.search.found(exactCount(decisions.length))}
          </p>
          <DecisionTable decisions={decisions} range={TODAY} share={null} />
        </>
      )}
      {list.hasNextPage && (
        <p className="more">
          <button type="button" className="deed" disabled={list.isFetching} onClick={() => void list.fetchNextPage()}>
            {words.flows.more}
          </button>
        </p>
      )}
    </>
  );
}
