// Reads the parts of a fact. What cannot be read is `null`; whether that widens or narrows is the reader's to say.
import {
  isDay,
  isJsonObject,
  parseInstant,
  tokyoDay,
  type Consent,
  type Entrustment,
  type JsonObject,
  type Order,
} from '#wire';
import type { Interned } from './interned.js';

/** How a fact was applied: whole (`true`), as far as it can be read (`false`), or it narrows and nobody can tell whom (`null`). */
export type Applied = boolean | null;

/** A non-empty string, else `null`. */
export function readName(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A list of non-empty strings, else `null`. */
export function readNames(value: unknown): readonly string[] | null {
  return Array.isArray(value) && value.every((name) => readName(name) !== null) ? (value as string[]) : null;
}

/** `null`, absent or a day; `undefined` for anything else. */
export function readEnd(value: unknown): string | null | undefined {
  if (value === null || value === undefined) return null;
  return isDay(value) ? value : undefined;
}

/** The day before the instant `at` of a fact: what ends at once has ended by then. Unreadable: it never began. */
export function dayBefore(at: unknown): string {
  return tokyoDay(parseInstant(at) - 24 * 60 * 60 * 1000) || '0000-01-01';
}

/** A consent with every part readable, else `null`: it would widen. */
export function readConsent(data: JsonObject, interned: Interned): Consent | null {
  const { form, basis, obtainedAt } = data;
  const id = readName(data.id);
  const [recipients, items, purposes] = [data.recipients, data.items, data.purposes].map(readNames);
  if (id === null || !recipients || !items || !purposes) return null;
  if (form !== 'written' && form !== 'electronic' && form !== 'oral') return null;
  if (basis !== '2(9)' && basis !== 'specific') return null;
  if (typeof obtainedAt !== 'string' || Number.isNaN(parseInstant(obtainedAt))) return null;
  return {
    id,
    recipients: interned.list(recipients),
    items: interned.list(items),
    purposes: interned.list(purposes),
    form: form === 'oral' ? 'oral' : form === 'written' ? 'written' : 'electronic',
    obtainedAt,
    basis: basis === 'specific' ? 'specific' : '2(9)',
  };
}

/** An entrustment with every part readable, else `null`. */
export function readEntrustment(data: JsonObject): Entrustment | null {
  const id = readName(data.id);
  const recipient = readName(data.recipient);
  const [items, purposes] = [data.items, data.purposes].map(readNames);
  const to = readEnd(data.to);
  const auditDueOn = readEnd(data.auditDueOn);
  if (id === null || recipient === null || !items || !purposes) return null;
  if (!isDay(data.from) || to === undefined || auditDueOn === undefined) return null;
  return { id, recipient, items, purposes, from: data.from, to, auditDueOn };
}

/** An order as received, without approvers, and the subjects it is limited to; `null` where a part cannot be read. */
export function readOrder(data: JsonObject): { order: Order; subjects: ReadonlySet<string> | null } | null {
  const id = readName(data.id);
  const recipient = readName(data.recipient);
  const items = readNames(data.items);
  const to = readEnd(data.to);
  const subjects = data.subjects === undefined ? undefined : readNames(data.subjects);
  if (id === null || recipient === null || items === null || !isDay(data.from)) return null;
  if (to === undefined || subjects === null) return null;
  const order = { id, recipient, items, from: data.from, to, approvedBy: [] };
  return { order, subjects: subjects === undefined ? null : new Set(subjects) };
}

/** The payload of a fact, or an empty one. */
export function dataOf(fact: unknown): JsonObject {
  return isJsonObject(fact) && isJsonObject(fact.data) ? fact.data : {};
}
