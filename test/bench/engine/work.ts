// The work of the engine's bench: records of 1 KB with 25 leaves, five streams, and what is known of each customer.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CATALOGUE, ITEMS, type Consent, type JsonObject } from '#wire';
import { compilePolicy, type Law, type Situation, type SubjectState } from '#policy';

/** One record with the five questions it is decided for. */
export interface Piece {
  readonly record: JsonObject;
  readonly situations: readonly Situation[];
}

export const LEAVES = 25;
export const AT = Date.parse('2026-11-22T00:00:00Z');

const DOCUMENT = readFileSync(join(import.meta.dirname, '../../../policies/2017-05-30.yaml'), 'utf8');
const ALL_ITEMS = ITEMS.filter((item) => item !== 'unlisted' && item !== 'prohibited');

/** The streams of the sandbox. */
export const STREAMS = [
  ['bmw-japan-finance', 'joint.valuation'],
  ['bmw-japan-finance', 'joint.product-information'],
  ['dealer-network', 'joint.workshop-service'],
  ['bmw-japan', 'company.vehicle-notices'],
  ['insurer:tokyo-demo', 'company.vehicle-notices'],
] as const;

/** A new compilation, unknown to any memo. */
export function newLaw(): Law {
  const judged = compilePolicy(parse(DOCUMENT), CATALOGUE);
  return { judged, alsoInForce: [judged], firstEffectiveOn: '2017-05-30' };
}

const CUSTOMER = ['address', 'name', 'date-of-birth', 'telephone', 'email', 'occupation', 'transaction'];

function consent(id: string, changes: Partial<Consent>): Consent {
  return {
    id,
    recipients: ['finance'],
    items: CUSTOMER,
    purposes: ['joint.valuation', 'joint.product-information'],
    form: 'written',
    obtainedAt: '2025-01-10T10:00:00+09:00',
    basis: '2(9)',
    ...changes,
  };
}

export const QUIET: SubjectState = {
  consents: [],
  entrustments: [],
  orders: [],
  stops: [],
  killed: false,
  dealerAccepted: true,
  correctionPending: [],
  ownershipFrom: null,
};

/** What is on file, customer by customer; most have said nothing. */
const ON_FILE: readonly Partial<SubjectState>[] = [
  {},
  {},
  {},
  { consents: [consent('c1', {})] },
  { consents: [consent('c2', { recipients: ['dealer'], purposes: ['joint.workshop-service'], form: 'electronic' })] },
  { consents: [consent('c3', { form: 'oral' })] },
  { consents: [consent('c4', { withdrawnAt: '2026-02-01T00:00:00Z' })] },
  {
    consents: [
      consent('c5', {
        recipients: ['insurer:tokyo-demo'],
        items: ['vin', 'work'],
        purposes: ['company.vehicle-notices'],
        basis: 'specific',
      }),
      consent('c6', { recipients: ['insurer'], items: ['name', 'telephone'], purposes: ['company.vehicle-notices'] }),
    ],
  },
  { consents: [consent('c7', {})], correctionPending: ['telephone', 'address'] },
  { consents: [consent('c8', {})], stops: [{ id: 's1', kind: 'cessation', at: '2026-03-01T00:00:00Z' }] },
  { consents: [consent('c9', {})], ownershipFrom: '2026-11-20' },
  { stops: [{ id: 's2', kind: 'erasure', at: '2026-03-01T00:00:00Z' }] },
];

const digits = (number: number, length: number) => String(number).padStart(length, '0');

/** A record of about 1 KB with 25 leaves besides the envelope, one of them unlisted by design and one unknown. */
function recordOf(number: number): JsonObject {
  const lines: JsonObject[] = [
    {
      labourCode: digits(number % 9_000_000, 7),
      flatRateUnits: 12,
      partNumber: digits(number * 7, 11),
      quantity: 1,
      description: `フロントブレーキパッド交換。残量${number % 9}mm、ローター摩耗なし。次回点検時に再確認`,
    },
    { labourCode: digits((number * 3) % 9_000_000, 7), flatRateUnits: 4, unitPrice: 4800 },
  ];
  return {
    recordId: `R-${digits(number, 8)}`,
    revision: 1,
    status: 'closed',
    dealerCode: 'D001',
    occurredAt: `2026-11-${digits(1 + (number % 20), 2)}T16:30:00+09:00`,
    channel: 'workshop',
    noticeId: 'notice-2017-05-30-ja',
    vehicle: {
      vin: `WBA5R1209${digits(number, 8)}`,
      model: '320i',
      registrationPlate: `品川 330 さ ${digits(number % 10_000, 4)}`,
    },
    customer: {
      id: `C-${digits(number, 6)}`,
      name: ['山田 花子', '佐藤 一郎', '鈴木 次郎', '高橋 美咲'][number % 4] ?? '',
      address: {
        postalCode: `100-${digits(number % 10_000, 4)}`,
        prefecture: '東京都',
        line1: `丸の内${number % 90}-9-2`,
      },
      telephone: [`090-${digits(number % 10_000, 4)}-5678`],
      email: [`customer${number}@example.jp`],
    },
    work: { completedOn: '2026-11-20', odometerInKm: 25_000 + number, jobs: [{ jobId: '1', lines }] },
    activity: { log: [{ jobId: '1', code: '4A1F', at: '2026-11-20T15:10:00+09:00' }] },
    advice: [{ text: 'リアブレーキパッド残り3mm、次回車検までに交換を推奨', status: 'declined' }],
    tyreBrand: 'BS',
  };
}

/** `count` records in JSON and as parsed from it, each with its five situations. */
export function makeWork(count: number): readonly Piece[] {
  return Array.from({ length: count }, (_, index) => {
    const state: SubjectState = { ...QUIET, ...ON_FILE[index % ON_FILE.length] };
    return {
      // As it comes from the topic: parsed, never an object literal's shape.
      record: JSON.parse(JSON.stringify(recordOf(index + 1))) as JsonObject,
      situations: STREAMS.map(([id, purpose]) => ({
        at: AT,
        recipient: { id, contract: { from: '2019-04-01', to: null } },
        purpose,
        items: ALL_ITEMS,
        state,
      })),
    };
  });
}
