// The decisions behind a number: what they have in common, then one by one.
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { DecisionList, Reason, Share } from '#wire';
import { type Filters, NO_FILTERS, queryOf, type Range } from '../address.js';
import { ask, AskFault } from '../ask.js';
import { FaultNote } from '../fault-note.js';
import { exactCount } from '../format.js';
import { Link } from '../use-address.js';
import type { Words } from '../words/words.js';
import { partsOf, purposeName, recipientName, useWords } from '../words/use-words.js';
import { Breakdown } from './breakdown.js';
import { DecisionTable } from './decision-table.js';
import { RangeControl } from './range-control.js';
import { ListSkeleton } from './skeleton.js';

type Asked = Range & Filters;

const FULL = 50;

/** What a filter's value is called; one nobody knows as it is written. */
function filterName(name: keyof Filters, value: string, words: Words): string {
  const { audience, purpose } = partsOf(value);
  switch (name) {
    case 'stream':
      return `${recipientName(audience, words)}, ${purposeName(purpose, words)}`;
    case 'item':
      return (words.names.items as Record<string, { long: string }>)[value]?.long ?? value;
    case 'share':
      return (words.shares as Record<string, string>)[value] ?? value;
    case 'reason':
      return (words.reasons as Record<string, { short: string }>)[value]?.short ?? value;
    case 'policy':
      return words.verdict.policy(value);
  }
}

export function FlowsPage({ filters: asked }: { readonly filters: Asked }) {
  const { words } = useWords();
  const { from, to, stream, item, share, reason, policy } = asked;
  const query = { from, to, stream, item, share, reason, policy };
  const list = useInfiniteQuery({
    queryKey: ['answer', 'decisions', query],
    queryFn: ({ pageParam }) => ask<DecisionList>(`/api/v1/flows/decisions${queryOf(query, pageParam)}`),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
  const { hasNextPage, isFetching, fetchNextPage } = list;
  const decisions = list.data?.pages.flatMap((page) => page.decisions) ?? [];
  // A page of something rare may come short with more behind it: it is filled before anything is said.
  const isShort = hasNextPage && decisions.length < FULL;
  useEffect(() => {
    if (isShort && !isFetching) void fetchNextPage();
  }, [isShort, isFetching, fetchNextPage]);
  const set = (['stream', 'item', 'share', 'reason', 'policy'] as const).flatMap((name) => {
    const value = query[name];
    return value === null ? [] : [{ name, value }];
  });
  return (
    <>
      <RangeControl range={{ from, to }} to="flows" />
      <h1>{titleOf(asked, words)}</h1>
      {reason !== null && <ReasonNote reason={reason} />}
      {set.length > 0 && (
        <ul className="filters" aria-label={words.flows.filters}>
          {set.map(({ name, value }) => (
            <li key={name}>
              <Link
                to={{ page: 'flows', ...query, [name]: null }}
                aria-label={words.flows.remove(filterName(name, value, words))}
              >
                {filterName(name, value, words)} <span aria-hidden="true">×</span>
              </Link>
            </li>
          ))}
          {set.length > 1 && (
            <li>
              <Link className="clear" to={{ page: 'flows', ...NO_FILTERS, from, to }}>
                {words.flows.clear}
              </Link>
            </li>
          )}
        </ul>
      )}
      <Breakdown asked={query} />
      {list.error instanceof AskFault && (
        <FaultNote
          fault={list.error}
          asOf={decisions.length > 0 ? list.dataUpdatedAt : 0}
          again={() => void list.refetch()}
        />
      )}
      {(list.isPending || (isShort && decisions.length === 0)) && <ListSkeleton />}
      {list.isSuccess && !hasNextPage && decisions.length === 0 && (
        <section className="note">
          <h2>{words.flows.empty}</h2>
          <p>{words.flows.emptyNext}</p>
        </section>
      )}
      {decisions.length > 0 && <DecisionTable decisions={decisions} range={{ from, to }} share={share} />}
      {decisions.length > 0 && (
        <p className="more">
          {hasNextPage ? (
            <button type="button" className="deed" disabled={isFetching} onClick={() => void fetchNextPage()}>
              {words.flows.more}
            </button>
          ) : (
            words.flows.noMore
          )}{' '}
          <span className="small">{words.flows.shown(exactCount(decisions.length))}</span>
        </p>
      )}
    </>
  );
}

function titleOf({ share, item, stream }: Asked, words: Words): string {
  const shareName = share === null ? words.flows.any : filterName('share', share satisfies Share, words);
  const recipient = stream === null ? null : recipientName(partsOf(stream).audience, words);
  return words.flows.of(shareName, item === null ? null : filterName('item', item, words), recipient);
}

function ReasonNote({ reason }: { readonly reason: Reason }) {
  const { words } = useWords();
  const known = (words.reasons as Partial<Words['reasons']>)[reason];
  if (known === undefined) return null;
  return (
    <p className="lead">
      {known.why} <span className="change">{known.change}</span>
    </p>
  );
}
