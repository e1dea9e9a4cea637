// What parties have agreed and been ordered: contracts, entrustments, orders, acceptances, streams.
import {
  coversDay,
  isDay,
  isItem,
  recipientKindOf,
  streamIdOf,
  type Entrustment,
  type Item,
  type JsonObject,
  type Order,
  type Period,
  type Stream,
} from '#wire';
import { dayBefore, readEntrustment, readEnd, readName, readNames, readOrder, type Applied } from './read-fact.js';

interface Agreement extends Period {
  readonly id: string;
  readonly recipient: string;
}

/** Agreements by recipient, with the ends that were given them, known or not yet. */
interface Agreements<T extends Agreement> {
  readonly conclude: (agreement: T) => void;
  readonly end: (data: JsonObject, at: unknown) => Applied;
  readonly of: (recipient: string) => readonly T[];
}

const NONE: readonly never[] = Object.freeze([]);

function endedBy<T extends Agreement>(agreement: T, to: string): T {
  return agreement.to !== null && agreement.to <= to ? agreement : { ...agreement, to };
}

function createAgreements<T extends Agreement>(): Agreements<T> {
  const byRecipient = new Map<string, readonly T[]>();
  const ends: { readonly id: string; readonly to: string }[] = [];

  return {
    conclude(agreement) {
      const known = byRecipient.get(agreement.recipient) ?? NONE;
      const ended = ends.filter(({ id }) => id === agreement.id).reduce((each, { to }) => endedBy(each, to), agreement);
      byRecipient.set(agreement.recipient, [...known, ended]);
    },
    /** Ends the agreements of that id, or without a readable id all of the recipient; an end that cannot be read is at once. */
    end(data, at) {
      const id = readName(data.id);
      const recipient = readName(data.recipient);
      if (id === null && recipient === null) return null;
      const isAtOnce = !isDay(data.to);
      const to = isDay(data.to) ? data.to : dayBefore(at);
      for (const [each, agreements] of byRecipient) {
        if (id === null && each !== recipient) continue;
        byRecipient.set(
          each,
          agreements.map((agreement) => (id === null || agreement.id === id ? endedBy(agreement, to) : agreement)),
        );
      }
      if (id !== null) ends.push({ id, to });
      return id !== null && recipient !== null && (!isAtOnce || data.to === null);
    },
    of: (recipient) => byRecipient.get(recipient) ?? NONE,
  };
}

export interface Parties {
  readonly concludeContract: (data: JsonObject) => boolean;
  readonly endContract: (data: JsonObject, at: unknown) => Applied;
  readonly concludeEntrustment: (data: JsonObject) => boolean;
  readonly endEntrustment: (data: JsonObject, at: unknown) => Applied;
  readonly receiveOrder: (data: JsonObject) => boolean;
  /** Of an order received before: who approved under its id earlier never saw it. */
  readonly approveOrder: (data: JsonObject) => boolean;
  readonly openStream: (data: JsonObject) => boolean;
  readonly closeStream: (data: JsonObject) => Applied;
  /** The contract in force on `day`, else any, else `null`. */
  readonly contractOf: (recipient: string, day: string) => Period | null;
  readonly entrustmentsOf: (recipient: string) => readonly Entrustment[];
  /** Orders of the recipient; one limited to other subjects stands without approvers. */
  readonly ordersOf: (recipient: string, subject: string | null) => readonly Order[];
  /** In the order they were opened. */
  readonly streams: () => readonly Stream[];
}

function readStream(data: JsonObject): Stream | null {
  const audience = readName(data.audience);
  const purpose = readName(data.purpose);
  const items = readNames(data.items);
  if (audience === null || purpose === null || items === null || !items.every(isItem)) return null;
  if (recipientKindOf(audience) === 'unknown' || data.stream !== streamIdOf(audience, purpose)) return null;
  return Object.freeze({ id: data.stream, audience, purpose, items: Object.freeze<Item[]>([...items] as Item[]) });
}

export function createParties(): Parties {
  const contracts = createAgreements<Agreement>();
  const entrustments = createAgreements<Entrustment>();
  const orders = new Map<string, readonly NonNullable<ReturnType<typeof readOrder>>[]>();
  const approvers = new Map<string, readonly string[]>();
  const streams = new Map<string, Stream>();
  let listed: readonly Stream[] = NONE;
  const list = () => {
    listed = Object.freeze([...streams.values()]);
  };

  return {
    concludeContract(data) {
      const [id, recipient] = [readName(data.id), readName(data.recipient)];
      const to = readEnd(data.to);
      if (id === null || recipient === null || !isDay(data.from) || to === undefined) return false;
      contracts.conclude({ id, recipient, from: data.from, to });
      return true;
    },
    endContract: contracts.end,
    concludeEntrustment(data) {
      const entrustment = readEntrustment(data);
      if (entrustment === null) return false;
      entrustments.conclude(entrustment);
      return true;
    },
    endEntrustment: entrustments.end,
    receiveOrder(data) {
      const received = readOrder(data);
      if (received === null) return false;
      const { id, recipient } = received.order;
      const known = orders.get(recipient) ?? NONE;
      // Approvals are given to an order by its id: another one under it would pass for approved.
      if (known.some(({ order }) => order.id === id)) return false;
      orders.set(recipient, [...known, received]);
      return true;
    },
    approveOrder(data) {
      const [id, recipient, approver] = [readName(data.id), readName(data.recipient), readName(data.approver)];
      if (id === null || recipient === null || approver === null) return false;
      if (!orders.get(recipient)?.some(({ order }) => order.id === id)) return false;
      const key = JSON.stringify([recipient, id]);
      approvers.set(key, [...new Set([...(approvers.get(key) ?? NONE), approver])]);
      return true;
    },
    openStream(data) {
      const stream = readStream(data);
      if (stream === null) return false;
      streams.set(stream.id, stream);
      list();
      return true;
    },
    closeStream(data) {
      const id = readName(data.stream);
      if (id === null) return null;
      streams.delete(id);
      list();
      return true;
    },
    contractOf(recipient, day) {
      const known = contracts.of(recipient);
      return known.find((each) => coversDay(each, day)) ?? known.at(-1) ?? null;
    },
    entrustmentsOf: (recipient) => entrustments.of(recipient),
    ordersOf: (recipient, subject) =>
      (orders.get(recipient) ?? NONE).map(({ order, subjects }) => {
        const covers = subjects === null || (subject !== null && subjects.has(subject));
        const approvedBy = covers ? (approvers.get(JSON.stringify([recipient, order.id])) ?? NONE) : NONE;
        return { ...order, approvedBy };
      }),
    streams: () => listed,
  };
}
