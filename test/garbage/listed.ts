// What a clause lists, written down again by hand: a record's listed places and a value each of them accepts.
import type { Random } from '../../scripts/sample/random.ts';

/** In every value no recipient may see. */
export const SECRET = 'HIMITSU';
/** The same as a number. */
export const SECRET_NUMBER = 731964285;
/** In texts a recipient may see. */
export const OPEN = 'offen';

/** Writes a value of a listed leaf; `mark` goes into texts. */
export type Good = (random: Random, mark: string) => string;
export type Place = Good | readonly [Place] | { readonly [key: string]: Place };

const text: Good = (random, mark) =>
  JSON.stringify(`${random.pick(['', '交換 ', '\u0000', '"\\', '\ud83d\ude97'])}${mark}`);
const day: Good = (random) => random.pick(['"2026-01-05"', '"2026-11-20"']);
const whole: Good = (random) => String(random.int(0, 99_999));
const number: Good = (random) => random.pick(['0', '-0', '1.5', '1e3', '33000', '1E-7']);
const of =
  (...values: readonly string[]): Good =>
  (random) =>
    JSON.stringify(random.pick(values));

/** A job's own id leaves nobody's hands: what goes out is its position. */
export const JOB_IDS = [`${SECRET}-1`, `${SECRET}-2`];
const jobId = of(...JOB_IDS);

export const LISTED: Readonly<Record<string, Place>> = {
  vehicle: { vin: of('WBA8E9C50GK646123'), chassisNumber: of('ZC6-012345') },
  customer: {
    // Known, listed by no clause, and without it nothing rests on a consent.
    id: of(`${SECRET}-C`),
    name: text,
    nameKana: text,
    address: { postalCode: text, prefecture: text, city: text, line1: text, line2: text },
    dateOfBirth: day,
    telephone: [text],
    email: [text],
    occupation: text,
  },
  transaction: {
    invoiceTotal: number,
    currency: of('JPY'),
    paymentMethod: text,
    contractNumber: text,
    deliveredOn: day,
  },
  questionnaire: [{ question: text, answer: text, channel: text }],
  work: {
    receivedOn: day,
    completedOn: day,
    odometerInKm: whole,
    odometerOutKm: whole,
    jobs: [
      {
        jobId,
        lines: [
          {
            labourCode: of('0012345'),
            flatRateUnits: number,
            partNumber: of('07119904199'),
            partName: text,
            quantity: number,
            description: text,
          },
        ],
      },
    ],
  },
  activity: {
    log: [{ jobId, at: of('2026-01-05T00:00:00Z'), code: text, system: text, text }],
    environment: [{ jobId, at: of('2026-01-05T00:00:00Z'), measure: text, value: text, unit: text }],
  },
  advice: [{ adviceId: text, text, status: of('declined', 'open'), dueOn: day, dueAtKm: whole }],
};

function* pathsOf(place: Place, path: string): Generator<string> {
  if (typeof place === 'function') yield path;
  else if (Array.isArray(place)) yield* pathsOf((place as readonly [Place])[0], `${path}[]`);
  else for (const [key, child] of Object.entries(place)) yield* pathsOf(child, path === '' ? key : `${path}.${key}`);
}
const OUTWARD = ['recordId', 'revision', 'status', 'dealerCode', 'occurredAt'];

/** Every place a release may have, the envelope's too. */
export const LISTED_PATHS: ReadonlySet<string> = new Set(
  [...OUTWARD, ...pathsOf(LISTED, '')].filter((path) => path !== 'customer.id'),
);

/** Keys no clause lists: some look like others, some mean something to JavaScript. */
export const ODD_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'toJSON',
  'hasOwnProperty',
  '__defineGetter__',
  'length',
  'VIN',
  'vın',
  'ｖｉｎ',
  'vin ',
  'vin\u200b',
  'n\u0430me',
  'name\u0000',
  'customer.name',
  'customer/name',
  'telephone[]',
  '0',
  '-1',
  '',
  '名前',
  '\ud800',
  `${SECRET}key`,
];
/** Known places that no clause lists. */
export const UNLISTED_KEYS = [
  'registrationPlate',
  'model',
  'gender',
  'technicianId',
  'unitPrice',
  'remarks',
  'location',
];
