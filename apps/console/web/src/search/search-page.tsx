// Looking for everything decided on a vehicle, a customer or a record: by a keyed hash, in no address.
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, useState, useSyncExternalStore } from 'react';
import type { DecisionList } from '#wire';
import { TODAY } from '../address.js';
import { ask, AskFault } from '../ask.js';
import { FaultNote } from '../fault-note.js';
import { DecisionTable } from '../flows/decision-table.js';
import { ListSkeleton } from '../flows/skeleton.js';
import { exactCount } from '../format.js';
import { usePlace } from '../use-address.js';
import { useWords } from '../words/use-words.js';
import { getAsked, onAsked, setAsked } from './asked.js';
import { bodyOf, isDecisionId, type Question } from './questions.js';

const KINDS = ['vehicle', 'customer', 'record', 'decision'] as const;
type Kind = (typeof KINDS)[number];
const FIELDS = {
  vehicle: ['vehicle'],
  customer: ['dealerCode', 'customerId'],
  record: ['dealerCode', 'recordId'],
  decision: ['decision'],
} as const satisfies Record<Kind, readonly string[]>;

/** Questions are told apart by number: what was typed is no part of any key. */
const numbers = new WeakMap<Question, number>();
let lastNumber = 0;
function numberOf(question: Question): number {
  const known = numbers.get(question) ?? ++lastNumber;
  numbers.set(question, known);
  return known;
}

export function SearchPage() {
  const { words, language } = useWords();
  const { go } = usePlace();
  const asked = useSyncExternalStore(onAsked, getAsked);
  const [kind, setKind] = useState<Kind>(asked?.kind ?? 'vehicle');
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    const text = (name: string) => {
      const value = given.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    if (kind === 'decision') return go({ page: 'record', id: text('decision'), at: null, ...TODAY, language });
    if (kind === 'vehicle' && isDecisionId(text('vehicle'))) {
      return go({ page: 'record', id: text('vehicle'), at: null, ...TODAY, language });
    }
    const dealerCode = text('dealerCode');
    if (kind === 'vehicle') setAsked({ kind, vehicle: text('vehicle') });
    else if (kind === 'customer') setAsked({ kind, dealerCode, customerId: text('customerId') });
    else setAsked({ kind, dealerCode, recordId: text('recordId') });
  };
  return (
    <>
      <h1>{words.search.title}</h1>
      <p className="lead">{words.search.lead}</p>
      <form className="ask" onSubmit={submit}>
        <fieldset>
          <legend className="hidden">{words.search.title}</legend>
          {KINDS.map((one) => (
            <label key={one}>
              <input type="radio" name="kind" checked={one === kind} onChange={() => setKind(one)} />
              {words.search.kinds[one]}
            </label>
          ))}
        </fieldset>
        <div className="inputs">
          {FIELDS[kind].map((name) => (
            <label key={`${kind} ${name}`}>
              {words.search[name]}
              <input
                name={name}
                required
                autoComplete="off"
                spellCheck={false}
                maxLength={300}
                defaultValue={asked?.kind === 'vehicle' && name === 'vehicle' ? asked.vehicle : ''}
              />
            </label>
          ))}
          <button className="deed">{words.search.act}</button>
        </div>
      </form>
      {asked !== null && kind !== 'decision' && <Found key={numberOf(asked)} question={asked} />}
    </>
  );
}

function Found({ question }: { readonly question: Question }) {
  const { words } = useWords();
  const list = useInfiniteQuery({
    queryKey: ['search', numberOf(question)],
    queryFn: ({ pageParam }) => ask<DecisionList>('/api/v1/decisions/search', bodyOf(question, pageParam)),
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
