// One repair order of a workshop's day, as a dealer's system would send it.
import type { JsonObject, JsonValue } from '#wire';
import type { Person } from './cast.ts';
import type { Random } from './random.ts';
import {
  AREAS,
  FAULTS,
  MEASURES,
  OPERATIONS,
  PLATE_KANA,
  QUESTIONS,
  SUGGESTIONS,
  type Operation,
} from './vocabulary.ts';

export interface Visit {
  readonly recordId: string;
  readonly person: Person;
  /** Asia/Tokyo day of the work, `YYYY-MM-DD`. */
  readonly day: string;
  readonly random: Random;
  readonly odometerKm?: number;
}

export const NOTICE_ID = 'notice-2017-05-30-ja';

/** A whole record, first revision, closed, of the workshop channel. Valid under the schema of service records. */
export function repairOrder({ recordId, person, day, random, odometerKm }: Visit): JsonObject {
  const operations = random.some(OPERATIONS, random.int(1, 3));
  const closedAt = `${day}T${two(random.int(11, 18))}:${two(random.int(0, 59))}:00+09:00`;
  const kilometres = odometerKm ?? random.int(900, 148_000);
  const total = operations
    .flatMap(({ parts }) => parts)
    .reduce((sum, [, , count, price]) => sum + count * price, 12_100);
  return {
    recordId,
    revision: 1,
    status: 'closed',
    dealerCode: person.dealerCode,
    occurredAt: closedAt,
    channel: 'workshop',
    noticeId: NOTICE_ID,
    repairOrderNumber: `RO${random.digits(8)}`,
    vehicle: vehicleOf(person, random),
    customer: customerPart(person, random),
    transaction: {
      invoiceTotal: total,
      currency: 'JPY',
      paymentMethod: random.pick(['クレジット', '現金', '振込', 'credit card']),
      ...(random.chance(0.2) ? { contractNumber: `SI-${random.digits(7)}` } : {}),
      deliveredOn: writtenDay(day, random),
    },
    ...(random.chance(0.25) ? { questionnaire: questionnaireOf(random) } : {}),
    work: {
      receivedOn: writtenDay(day, random),
      completedOn: writtenDay(day, random),
      odometerInKm: kilometres,
      odometerOutKm: kilometres + random.int(0, 12),
      jobs: operations.map((operation, index) => ({
        jobId: `${recordId}-J${index + 1}`,
        lines: linesOf(operation, random),
      })),
    },
    ...(random.chance(0.6) ? { activity: activityOf(closedAt, `${recordId}-J1`, random) } : {}),
    ...(random.chance(0.65) ? { advice: adviceOf(kilometres, random) } : {}),
    ...(random.chance(0.3) ? { remarks: '待合室でお待ち。代車なし' } : {}),
  };
}

function vehicleOf({ vehicle }: Person, random: Random): JsonObject {
  const isVin = /^[0-9A-HJ-NPR-Z]{17}$/.test(vehicle);
  return {
    ...(isVin ? { vin: vehicle } : { chassisNumber: vehicle }),
    registrationPlate: `${random.pick(AREAS)} ${random.int(300, 399)} ${random.pick(PLATE_KANA)} ${random.int(10, 99)}-${random.int(10, 99)}`,
    model: random.pick(['320d xDrive', 'X3 xDrive20d', 'MINI Cooper S', 'i4 eDrive40', '530e']),
    modelYear: random.int(2012, 2026),
  };
}

function customerPart(person: Person, random: Random): JsonObject {
  const [postalCode, prefecture, city, line1, line2] = person.address;
  return {
    id: person.customerId,
    name: person.name,
    nameKana: person.nameKana,
    gender: random.pick(['F', 'M', '-']),
    address: { postalCode, prefecture, city, line1, ...(line2 === undefined ? {} : { line2 }) },
    dateOfBirth: person.bornOn,
    telephone: [person.mobile, ...(person.landline === undefined ? [] : [person.landline])],
    ...(person.email === undefined ? {} : { email: [person.email] }),
    ...(person.occupation === undefined ? {} : { occupation: person.occupation }),
  };
}

function linesOf({ labourCode, flatRateUnits, texts, parts }: Operation, random: Random): JsonValue[] {
  const labour = { labourCode, flatRateUnits, description: random.pick(texts), technicianId: `T${random.digits(3)}` };
  const used = parts.map(([partNumber, partName, quantity, unitPrice]) => ({
    partNumber,
    partName,
    quantity,
    unitPrice,
    cost: Math.round(unitPrice * 0.7),
  }));
  return [labour, ...used];
}

function activityOf(at: string, jobId: string, random: Random): JsonObject {
  return {
    log: random.some(FAULTS, random.int(1, 3)).map(([code, system, text]) => ({ jobId, at, code, system, text })),
    environment: random
      .some(MEASURES, 2)
      .map(([measure, unit, from, to]) => ({ jobId, at, measure, value: random.int(from * 10, to * 10) / 10, unit })),
  };
}

function adviceOf(kilometres: number, random: Random): JsonValue[] {
  return random.some(SUGGESTIONS, random.int(1, 2)).map(({ text, labourCode, partNumber }, index) => ({
    adviceId: `A${index + 1}`,
    text,
    labourCode,
    ...(partNumber === undefined ? {} : { partNumber }),
    status: random.pick(['implemented', 'declined', 'deferred', 'open']),
    ...(random.chance(0.4) ? { dueOn: '2027-03-31' } : {}),
    dueAtKm: Math.ceil((kilometres + 5_000) / 5_000) * 5_000,
  }));
}

const questionnaireOf = (random: Random): JsonValue[] =>
  random.some(QUESTIONS, 2).map(([question, answers]) => ({
    question,
    answer: random.pick(answers),
    channel: random.pick(['web', 'tablet', '紙']),
  }));

/** A day as workshops write it: mostly ISO, now and then with slashes, kanji or in the era. */
export function writtenDay(day: string, random: Random): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  return random.pick([
    day,
    day,
    day,
    `${year}/${two(month)}/${two(date)}`,
    `${year}年${month}月${date}日`,
    eraDay(year, month, date),
  ]);
}

const eraDay = (year: number, month: number, date: number) =>
  year >= 2020 ? `令和${year - 2018}年${month}月${date}日` : `${year}-${two(month)}-${two(date)}`;
const two = (value: number) => String(value).padStart(2, '0');
