// What both contenders are given: records as intake leaves them, and the facts they are judged by.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { policyHash, signCertificate } from '#evidence';
import type { Pseudonyms } from '#process';
import {
  CUSTOMER_ITEMS,
  parseServiceRecord,
  streamIdOf,
  VEHICLE_ITEMS,
  type ControlFact,
  type FactPayloads,
  type FactType,
  type JsonObject,
  type Stream,
} from '#wire';
import { ROOT } from '../../../scripts/house/paths.ts';
import { findingsOf } from '../../house/certified.ts';

/** The sandbox's streams, each asking for all items. */
export const STREAMS: readonly Stream[] = (
  [
    ['bmw-japan-finance', 'joint.valuation'],
    ['bmw-japan-finance', 'joint.product-information'],
    ['dealer-network', 'joint.workshop-service'],
    ['bmw-japan', 'company.vehicle-notices'],
    ['insurer:tokyo-demo', 'company.vehicle-notices'],
  ] as const
).map(([audience, purpose]) => ({
  ...{ id: streamIdOf(audience, purpose), audience, purpose },
  items: [...CUSTOMER_ITEMS, ...VEHICLE_ITEMS],
}));

export interface BenchRecord {
  readonly dealerCode: string;
  readonly recordId: string;
  readonly value: string;
}

const DEALERS = ['D001', 'D002', 'D003'];
const CUSTOMERS_PER_DEALER = 2_000;
/** So many records in a row name every customer. */
export const CUSTOMERS = DEALERS.length * CUSTOMERS_PER_DEALER;
const FAMILY = ['佐倉', '柏木', '東雲', '月岡', '藤堂', '若宮', 'ミラー'];
const GIVEN = ['朝陽', '茜', '颯太', '文乃', '玲子', '大河'];
const WORK = [
  'エンジンオイル交換。漏れなし',
  'Front brake pads replaced, 3 mm left',
  '車検整備一式',
  'フロントガラス飛び石補修',
];
const ADVICE = ['リヤブレーキパッド残4mm、次回交換をお勧めします', 'Wiper blades worn', '補機バッテリー電圧低下'];

/** Record number `n`: 1 KB, 25 to 31 leaves of four shapes; in every eighth the workshop wrote of the customer. */
function benchRecord(n: number): JsonObject {
  const dealerCode = DEALERS[n % DEALERS.length]!;
  const customer = (n * 7919) % CUSTOMERS_PER_DEALER;
  const digits = String(customer).padStart(4, '0');
  const name = `${FAMILY[customer % FAMILY.length]} ${GIVEN[customer % GIVEN.length]}`;
  const remark = n % 8 === 3 ? `。${name.split(' ')[0]}様 090-0000-${digits} へ連絡済み` : '';
  const kilometres = 1_000 + ((n * 37) % 140_000);
  const part = {
    partNumber: `341168${String(50_000 + (n % 997))}`,
    partName: 'オイルフィルター',
    quantity: 1,
    cost: 900,
  };
  return {
    recordId: `RO-${dealerCode}-${n}`,
    revision: 1,
    status: 'closed',
    dealerCode,
    occurredAt: `2026-10-${String(1 + (n % 28)).padStart(2, '0')}T06:30:00Z`,
    channel: 'workshop',
    noticeId: 'notice-2017-05-30-ja',
    repairOrderNumber: `RO${n}`,
    vehicle: { vin: `WBA5R12090FH0${digits}`, model: '320i', registrationPlate: `品川 300 あ ${digits}` },
    customer: {
      ...{ id: `C-${dealerCode}-${digits}`, name, dateOfBirth: '1978-04-12' },
      address: { postalCode: '100-0005', prefecture: '東京都', city: '千代田区', line1: '丸の内0-1-1' },
      ...{ telephone: [`090-0000-${digits}`], email: [`mail${digits}@example.jp`] },
    },
    transaction: { invoiceTotal: 12_100 + (n % 500) * 100, currency: 'JPY' },
    work: {
      ...{ completedOn: '2026-10-05', odometerInKm: kilometres },
      jobs: [
        {
          jobId: `${n}-A`,
          lines: [
            { labourCode: '0011223', flatRateUnits: 12, description: `${WORK[n % WORK.length]}${remark}` },
            ...(n % 2 === 0 ? [part] : []),
          ],
        },
      ],
    },
    ...(n % 4 < 2 ? { advice: [{ adviceId: 'V1', text: ADVICE[n % ADVICE.length]!, status: 'declined' }] } : {}),
  };
}

/** The same every time, folded and validated as intake does. */
export function benchRecords(count: number, from = 0): readonly BenchRecord[] {
  return Array.from({ length: count }, (_, index) => {
    const parsed = parseServiceRecord(benchRecord(from + index));
    if ('faults' in parsed) throw new Error('the bench made an invalid record');
    const { dealerCode, recordId } = parsed.record as Record<'dealerCode' | 'recordId', string>;
    return { dealerCode, recordId, value: JSON.stringify(parsed.record) };
  });
}

const AT = '2026-01-05T00:00:00Z';

function fact<T extends FactType>(type: T, id: string, data: FactPayloads[T]): ControlFact {
  return { id: `${type}-${id}`, type, at: AT, data } as unknown as ControlFact;
}

/** Policy, parties, streams: what stands before any customer has said a word. `certifyingKey`: the house's, private. */
export function partyFacts(certifyingKey: string): readonly ControlFact[] {
  const document = parse(readFileSync(join(ROOT, 'policies', '2017-05-30.yaml'), 'utf8')) as JsonObject;
  const hash = policyHash(document);
  const certificate = signCertificate(findingsOf(document), certifyingKey);
  const insurer = 'insurer:tokyo-demo';
  return [
    fact('policy-certified', '2017-05-30', { policy: '2017-05-30', certificate }),
    fact('policy-published', '2017-05-30', { policy: '2017-05-30', effectiveOn: '2017-05-30', hash, document }),
    ...DEALERS.flatMap((code) => [
      fact('recipient-registered', code, { recipient: `dealer:${code}` }),
      fact('contract-concluded', code, { id: code, recipient: `dealer:${code}`, from: '2012-04-01', to: null }),
      fact('policy-accepted', code, { dealer: code, policy: '2017-05-30' }),
    ]),
    ...STREAMS.map(({ id, audience }) => fact('recipient-registered', id, { recipient: audience })),
    fact('contract-concluded', 'tokyo', { id: 'tokyo', recipient: insurer, from: '2019-04-01', to: null }),
    ...STREAMS.map(({ id, audience, purpose, items }) =>
      fact('stream-opened', id, { stream: id, audience, purpose, items }),
    ),
  ];
}

/** What customers say, by turns: to finance, to insurers, to dealers, orally, for one item alone; every third says nothing. */
const SAID = [
  { recipients: ['finance'], items: [...CUSTOMER_ITEMS], purposes: ['joint.valuation', 'joint.product-information'] },
  { recipients: ['insurer'], items: ['name', 'telephone'], purposes: ['company.vehicle-notices'] },
  null,
  { recipients: ['dealer', 'finance'], items: ['name', 'email'], purposes: ['joint.workshop-service'] },
  {
    recipients: ['insurer:tokyo-demo'],
    items: ['vin', 'work'],
    purposes: ['company.vehicle-notices'],
    isSpecific: true,
  },
  null,
  { recipients: ['finance'], items: ['name'], purposes: ['joint.valuation'], isOral: true },
] as const;

/** Consents of the customers these records name. */
export function consentFacts(records: readonly BenchRecord[], keys: Pseudonyms): readonly ControlFact[] {
  const customers = new Map<string, string>();
  for (const { dealerCode, value } of records) {
    const { customer } = JSON.parse(value) as { customer?: { id?: string } };
    if (customer?.id !== undefined)
      customers.set(`${dealerCode} ${customer.id}`, keys.subject(dealerCode, customer.id));
  }
  return [...customers.values()].flatMap((subject, index) => consentFact(subject, index));
}

/** As many consents as subjects, those of the first `SAID` that say something by turns. */
export function manyConsents(subjects: number, keys: Pseudonyms): readonly ControlFact[] {
  const turns = SAID.flatMap((said, turn) => (said ? [turn] : []));
  return Array.from({ length: subjects }, (_, index) =>
    consentFact(
      keys.subject('D001', `many-${index}`),
      (index + 1_000_000) * SAID.length + turns[index % turns.length]!,
    ),
  ).flat();
}

/** The consent of customer number `index`, if that one gives any. */
export function consentFact(subject: string, index: number): readonly ControlFact[] {
  const said = SAID[index % SAID.length];
  if (!said) return [];
  return [
    fact('consent-obtained', String(index), {
      subject,
      id: `consent-${index}`,
      recipients: said.recipients,
      items: said.items,
      purposes: said.purposes,
      form: 'isOral' in said ? 'oral' : 'written',
      basis: 'isSpecific' in said ? 'specific' : '2(9)',
      obtainedAt: '2025-04-01T09:00:00+09:00',
    }),
  ];
}
