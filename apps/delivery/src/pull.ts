// One pull: who asks, from where, one page; and for a request that waits, the same again when there is more.
import type { Caller } from '#auth';
import { KafkaFault, type Page, type PageReader, type Place } from '#kafka';
import { GatewayError, topicOf } from '#wire';
import type { Admission } from './admission.js';
import type { CursorOwner, Cursors } from './cursors.js';
import type { LatestMembership } from './latest-membership.js';
import { PAGE } from './limits.js';
import { readQuery, type PullQuery } from './read-query.js';
import { toCloudEvent, type OutwardEvent } from './to-cloud-event.js';

export interface PullTools {
  readonly pages: PageReader;
  readonly membership: LatestMembership;
  readonly cursors: Cursors;
  readonly admission: Admission;
  /** Aborts when the process is told to end: nobody waits any longer. */
  readonly ending: AbortSignal;
  /** Of a message that is no release or recall: its coordinates. */
  readonly onUnreadable: (topic: string, partition: number, offset: bigint) => void;
  readonly onPage: (stream: string, events: readonly OutwardEvent[]) => void;
}

export interface Pulled {
  readonly events: readonly OutwardEvent[];
  readonly next: string;
  readonly hasMore: boolean;
}

/** What ends with the answer, however it ends. */
export interface Exchange {
  /** Aborts when the caller has gone. */
  readonly gone: AbortSignal;
  /** Runs when the answer has been taken, or the caller has gone. */
  onEnd(release: () => void): void;
}

/**
 * A page of `stream` for a member of its audience. Membership is asked before anything else is, and again after the page was
 * read: nothing is given that was read after the member ceased to be one. Throws a `GatewayError`; `GW_NOT_FOUND` for
 * everybody who is no member, the desk's people included.
 */
export async function pull(
  tools: PullTools,
  caller: Caller,
  stream: string,
  query: Readonly<Record<string, unknown>>,
  exchange: Exchange,
): Promise<Pulled> {
  const { party } = caller;
  // The desk looks after the law; it has no values to read.
  if (party === null || caller.roles.length > 0) throw new GatewayError('GW_NOT_FOUND');
  exchange.onEnd(tools.admission.enter(party));
  await tools.membership.require(party, stream);
  const { cursor, limit, waitS } = readQuery(query);
  const owner = { stream, party };
  const place = cursor === null ? null : tools.cursors.open(owner, cursor);
  const page = await pageOrWait(tools, owner, place, { limit, waitS }, exchange);
  await tools.membership.require(party, stream);
  return toPulled(tools, owner, page);
}

async function pageOrWait(
  { pages, admission, membership, ending }: PullTools,
  { stream, party }: CursorOwner,
  from: Place | null,
  { limit, waitS }: Pick<PullQuery, 'limit' | 'waitS'>,
  exchange: Exchange,
): Promise<Page> {
  const topic = topicOf(stream);
  const waitsUntil = performance.now() + waitS * 1_000;
  /** Only for who waits: a timer that is not needed would be kept until its time. */
  let late: AbortSignal | undefined;
  for (let place = from; ; ) {
    const giveBack = await admission.turn(party);
    let page: Page | undefined;
    try {
      page = await pages.read(topic, place, { messages: limit, bytes: PAGE.bytes });
    } catch (error) {
      throw asGatewayError(error);
    } finally {
      // A page that goes out keeps its turn until it is taken.
      if (page && page.messages.length > 0) exchange.onEnd(giveBack);
      else giveBack();
    }
    if (page.messages.length > 0 || waitS === 0) return page;
    late ??= AbortSignal.timeout(Math.max(0, Math.ceil(waitsUntil - performance.now())));
    // Each is asked by itself: `AbortSignal.any` holds its sources weakly, and does not know of one that fired and was collected.
    if ([late, exchange.gone, ending].some(({ aborted }) => aborted)) return page;
    place = page.next;
    if (page.hasMore) continue;
    await pages.wait(topic, place, AbortSignal.any([late, exchange.gone, ending, membership.narrowing()]));
    await membership.require(party, stream);
  }
}

function asGatewayError(error: unknown): GatewayError {
  if (error instanceof KafkaFault && error.code === 'GW_PLACE_GONE') {
    return new GatewayError('GW_CURSOR_GONE', 'start again without `cursor`: that is the oldest record still kept');
  }
  return Object.assign(new GatewayError('GW_UNAVAILABLE', 'the stream cannot be read now'), { cause: error });
}

function toPulled({ cursors, onUnreadable, onPage }: PullTools, owner: CursorOwner, page: Page): Pulled {
  const events = page.messages.flatMap((message) => {
    const event = toCloudEvent(message, owner.stream);
    if (event === null) onUnreadable(topicOf(owner.stream), message.partition, message.offset);
    return event ?? [];
  });
  onPage(owner.stream, events);
  return { events, next: cursors.seal(owner, page.next), hasMore: page.hasMore };
}
