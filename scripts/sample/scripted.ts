// The day's special records: each shows one rule of the policy at work. They come first, whatever the size of the sample.
import type { JsonObject } from '#wire';
import { CAST, castOf, type Person } from './cast.ts';
import { createRandom } from './random.ts';
import { NOTICE_ID, repairOrder } from './repair-order.ts';

/** Records in the order they must be sent. `id` gives a record id unique for seed and day. */
export function scriptedRecords(day: string, seed: number, id: (name: string) => string): JsonObject[] {
  const visit = (person: Person, name: string, at = day, odometerKm?: number) =>
    repairOrder({
      recordId: id(`${person.dealerCode}-${name}`),
      person,
      day: at,
      random: createRandom(seed, day, name),
      ...(odometerKm === undefined ? {} : { odometerKm }),
    });
  return [
    ...CAST.map((person) => visit(person, person.customerId)),
    ...odometerCorrection(visit(castOf('C-1006'), 'correction', day, 52_000)),
    ...voided(visit(castOf('C-2001'), 'void')),
    charging(castOf('C-1003'), day, id('D001-charging')),
    telematics(castOf('C-1001'), day, id('D001-telematics')),
    strangeJob(visit(castOf('C-2006'), 'strange-job')),
    talkative(visit(castOf('C-2002'), 'talkative'), castOf('C-2002')),
    talkative(visit(castOf('C-1001'), 'talkative'), castOf('C-1001')),
    unknownKeys(visit(castOf('C-3001'), 'unknown-keys')),
    visit(castOf('C-3003'), 'former-owner', '2026-05-12'),
    visit(castOf('C-3004'), 'before-policy', '2017-05-29'),
    // the vehicle of a customer who asked for cessation, brought to another dealer by somebody else
    visit({ ...castOf('C-1006'), vehicle: castOf('C-2005').vehicle }, 'stopped-vehicle'),
    olderForms(visit(castOf('C-2003'), 'older-forms')),
  ];
}

const firstLines = (record: JsonObject) =>
  (record.work as unknown as { jobs: { lines: JsonObject[] }[] }).jobs[0]?.lines ?? [];

/** 52,000 km, corrected to 25,000, and back again: the last word counts though it says what the first did. */
function odometerCorrection(record: JsonObject): JsonObject[] {
  return [52_000, 25_000, 52_000].map((odometerKm, index) => ({
    ...record,
    revision: index + 1,
    work: { ...(record.work as JsonObject), odometerInKm: odometerKm, odometerOutKm: odometerKm + 3 },
  }));
}

function voided(record: JsonObject): JsonObject[] {
  return [record, { ...record, revision: 2, status: 'voided' }];
}

/** The Charging preface: collected for charging, used for nothing else. */
function charging(person: Person, day: string, recordId: string): JsonObject {
  return {
    ...{
      recordId,
      revision: 1,
      status: 'closed',
      dealerCode: person.dealerCode,
      channel: 'charging',
      noticeId: NOTICE_ID,
    },
    occurredAt: `${day}T12:34:56+09:00`,
    vehicle: { vin: person.vehicle },
    customer: { id: person.customerId, name: person.name },
    work: { receivedOn: day, odometerInKm: 18_420 },
    chargingSession: { energyKwh: 31.4, minutes: 42, connector: 'CHAdeMO', station: '見本充電所' },
  };
}

/** Sent by the vehicle itself, outside any job: its log is no log of repair and maintenance. */
function telematics(person: Person, day: string, recordId: string): JsonObject {
  const at = `${day}T07:05:00+09:00`;
  return {
    ...{
      recordId,
      revision: 1,
      status: 'closed',
      dealerCode: person.dealerCode,
      channel: 'telematics',
      noticeId: NOTICE_ID,
    },
    occurredAt: at,
    vehicle: { vin: person.vehicle },
    customer: { id: person.customerId },
    activity: {
      log: [{ at, code: '805205', system: 'BDC', text: '12V battery deep discharge' }],
      environment: [{ at, measure: 'batteryVoltage', value: 11.7, unit: 'V' }],
      location: [35.0, 139.0],
    },
  };
}

/** A log entry of a job this record does not have. */
function strangeJob(record: JsonObject): JsonObject {
  const at = record.occurredAt as string;
  return {
    ...record,
    activity: {
      log: [
        { jobId: `${record.recordId as string}-J1`, at, code: '21A0C6', system: 'DME', text: '混合気 薄すぎ' },
        { jobId: 'another-job', at, code: '222A3D', system: 'EME', text: '絶縁抵抗 しきい値近傍' },
      ],
    },
  };
}

/** What people write into descriptions: the customer's name, mobile and mail. */
function talkative(record: JsonObject, person: Person): JsonObject {
  const [line] = firstLines(record);
  if (line)
    line.description = `${person.name}様のご依頼。作業後 ${person.mobile} へ電話、不在。メール ${person.email ?? ''} へ連絡済み`;
  return {
    ...record,
    advice: [
      {
        adviceId: 'A1',
        text: `タイヤ交換。ご自宅 ${person.landline ?? ''} へ見積り送付`,
        labourCode: '3612021',
        status: 'deferred',
      },
    ],
  };
}

/** Keys no schema knows, deep and shallow, one in Japanese. */
function unknownKeys(record: JsonObject): JsonObject {
  for (const line of firstLines(record)) line.warrantyClaim = { number: 'W-000123', approved: true };
  return {
    ...record,
    campaign: { code: 'AUTUMN', coupon: 1500 },
    お客様メモ: '次回は代車希望',
    serviceAdvisor: '受付 花子',
  };
}

/** Codes of other forms (accepted, flagged, scanned like free text), full-width digits and half-width kana. */
function olderForms(record: JsonObject): JsonObject {
  const lines: JsonObject[] = [
    { partNumber: '82-11-2-210-403', partName: 'フロアマット', quantity: 1 },
    { labourCode: 'SP-01', description: '見本車両につき特別作業' },
    { labourCode: '００００６００', description: 'ｵｲﾙ交換' },
  ];
  firstLines(record).push(...lines);
  return { ...record, customer: { ...(record.customer as JsonObject), nameKana: 'ｼｲﾅ ﾕｲ' } };
}
