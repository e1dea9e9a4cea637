// What data subjects have said: consents, stops and corrections, and whose a vehicle is.
import {
  ITEMS,
  coversDay,
  isDay,
  isItem,
  tokyoDay,
  parseInstant,
  type Consent,
  type JsonObject,
  type Stop,
} from '#wire';
import { createInterned } from './interned.js';
import { readConsent, readName, readNames, type Applied } from './read-fact.js';

interface VehicleStop {
  readonly stop: Stop;
  readonly subject: string | null;
  readonly from: string;
  readonly to: string | null;
}

interface Correction {
  readonly id: string;
  readonly items: readonly string[];
}

const NONE: readonly never[] = Object.freeze([]);
const ALWAYS = '0000-01-01';

/** What narrows does so as far as it can be read. */
export interface Subjects {
  readonly obtainConsent: (data: JsonObject) => boolean;
  readonly withdrawConsent: (data: JsonObject, at: unknown) => Applied;
  readonly placeStop: (data: JsonObject, factId: string) => Applied;
  readonly liftStop: (data: JsonObject) => boolean;
  readonly openCorrection: (data: JsonObject, factId: string) => Applied;
  readonly closeCorrection: (data: JsonObject) => boolean;
  readonly beginOwnership: (data: JsonObject, at: unknown) => Applied;
  readonly consentsOf: (subject: string | null) => readonly Consent[];
  /** Stops of the subject, and of the vehicle by any of its names on the day the record occurred (`''`: unknown, any). */
  readonly stopsOn: (subject: string | null, vehicles: readonly string[], occurredOn: string) => readonly Stop[];
  readonly correctionsOf: (subject: string | null) => readonly string[];
  /** First day of the ownership period that runs on `day`, the latest known under any of its names; `null`: no change of owner is known. */
  readonly ownershipFrom: (vehicles: readonly string[], day: string) => string | null;
}

/** Joined, not spread: a spread leaves room for sixteen more, with every subject. */
function append<T>(map: Map<string, readonly T[]>, key: string, value: T): void {
  map.set(key, (map.get(key) ?? NONE).concat([value]));
}

function retain<T>(map: Map<string, readonly T[]>, key: string, keep: (value: T) => boolean): void {
  const kept = (map.get(key) ?? NONE).filter(keep);
  if (kept.length === 0) map.delete(key);
  else map.set(key, kept);
}

/** The withdrawal that bites sooner; one that cannot be read bites always. */
function sooner(known: string | null | undefined, next: string): string {
  if (known === null || known === undefined) return next;
  return parseInstant(known) <= parseInstant(next) || Number.isNaN(parseInstant(known)) ? known : next;
}

export function createSubjects(): Subjects {
  const interned = createInterned();
  const consents = new Map<string, readonly Consent[]>();
  /** Withdrawals by subject and consent id; the id `null` is every consent known then. */
  const withdrawals = new Map<string, readonly { readonly id: string; readonly withdrawnAt: string }[]>();
  const stops = new Map<string, readonly Stop[]>();
  const vehicleStops = new Map<string, readonly VehicleStop[]>();
  const corrections = new Map<string, readonly Correction[]>();
  const ownerships = new Map<string, readonly string[]>();

  function withdraw(consent: Consent, withdrawnAt: string): Consent {
    return { ...consent, withdrawnAt: sooner(consent.withdrawnAt, withdrawnAt) };
  }

  return {
    obtainConsent(data) {
      const subject = readName(data.subject);
      let consent = readConsent(data, interned);
      if (subject === null || consent === null) return false;
      const known = consents.get(subject) ?? NONE;
      if (known.some(({ id }) => id === consent?.id)) return false;
      for (const each of withdrawals.get(subject) ?? NONE) {
        if (each.id === consent.id) consent = withdraw(consent, each.withdrawnAt);
      }
      append(consents, subject, consent);
      return true;
    },
    withdrawConsent(data, at) {
      const subject = readName(data.subject);
      const id = readName(data.id);
      if (subject === null) return null;
      const isReadable = typeof data.withdrawnAt === 'string' && !Number.isNaN(parseInstant(data.withdrawnAt));
      const withdrawnAt = [isReadable ? data.withdrawnAt : null, at].find((each) => typeof each === 'string') ?? '';
      const known = consents.get(subject) ?? NONE;
      if (known.length > 0) {
        consents.set(
          subject,
          known.map((consent) => (id === null || consent.id === id ? withdraw(consent, withdrawnAt) : consent)),
        );
      }
      if (id !== null) append(withdrawals, subject, { id, withdrawnAt });
      return id !== null && isReadable;
    },
    placeStop(data, factId) {
      const subject = readName(data.subject);
      const id = readName(data.id) ?? factId;
      const kind = data.kind === 'cessation' ? 'cessation' : 'erasure';
      const stop: Stop = { id, kind, at: typeof data.at === 'string' ? data.at : '' };
      if (subject !== null) append(stops, subject, stop);
      const vehicles: readonly unknown[] = Array.isArray(data.vehicles) ? data.vehicles : NONE;
      let isWhole = readName(data.id) !== null && data.kind === kind;
      isWhole &&= !Number.isNaN(parseInstant(data.at)) && (data.vehicles === undefined || Array.isArray(data.vehicles));
      let isTold = subject !== null && Array.isArray(data.vehicles ?? NONE);
      for (const each of vehicles) {
        const { vehicle, from, to } = Object(each) as Record<string, unknown>;
        const name = readName(vehicle);
        isWhole &&= name !== null && isDay(from) && (to === null || to === undefined || isDay(to));
        isTold &&= name !== null;
        if (name === null) continue;
        const period = { from: isDay(from) ? from : ALWAYS, to: isDay(to) ? to : null };
        append(vehicleStops, name, { stop, subject, ...period });
      }
      return isTold ? isWhole : null;
    },
    liftStop(data) {
      const subject = readName(data.subject);
      const id = readName(data.id);
      if (subject === null || id === null) return false;
      retain(stops, subject, (stop) => stop.id !== id);
      for (const vehicle of [...vehicleStops.keys()]) {
        retain(vehicleStops, vehicle, (each) => each.subject !== subject || each.stop.id !== id);
      }
      return true;
    },
    openCorrection(data, factId) {
      const subject = readName(data.subject);
      const named = readNames(data.items);
      const items = named?.every(isItem) === true ? named : null;
      const id = readName(data.id);
      if (subject === null) return null;
      append(corrections, subject, { id: id ?? factId, items: items ?? ITEMS });
      return id !== null && items !== null;
    },
    closeCorrection(data) {
      const subject = readName(data.subject);
      const id = readName(data.id);
      if (subject === null || id === null) return false;
      retain(corrections, subject, (each) => each.id !== id);
      return true;
    },
    beginOwnership(data, at) {
      const vehicle = readName(data.vehicle);
      if (vehicle === null) return null;
      const from = isDay(data.from) ? data.from : tokyoDay(parseInstant(at)) || ALWAYS;
      append(ownerships, vehicle, from);
      return isDay(data.from);
    },
    consentsOf: (subject) => (subject === null ? NONE : (consents.get(subject) ?? NONE)),
    stopsOn(subject, vehicles, occurredOn) {
      const own = subject === null ? NONE : (stops.get(subject) ?? NONE);
      if (vehicleStops.size === 0) return own;
      const through = vehicles.flatMap((vehicle) => vehicleStops.get(vehicle) ?? NONE);
      if (through.length === 0) return own;
      const biting = through.filter((each) => occurredOn === '' || coversDay(each, occurredOn)).map(({ stop }) => stop);
      return [...new Set([...own, ...biting])];
    },
    correctionsOf(subject) {
      const open = subject === null ? NONE : (corrections.get(subject) ?? NONE);
      return open.length === 0 ? NONE : [...new Set(open.flatMap(({ items }) => items))];
    },
    ownershipFrom(vehicles, day) {
      if (ownerships.size === 0) return null;
      const begun = vehicles.flatMap((vehicle) => (ownerships.get(vehicle) ?? NONE).filter((from) => from <= day));
      return begun.sort().at(-1) ?? null;
    },
  };
}
