// Small valid service records for load: some revised, some voided, always the same for the same number.
import type { Token } from '../house/taint.ts';
import type { Sent } from './reconcile.js';

export interface SmallRecord extends Sent {
  readonly subject: string;
  readonly value: string;
}

const DEALERS = ['D001', 'D002', 'D003'];

/**
 * Record number `n` with all its revisions, in order. Every fourth record has a second revision, every eighth is voided by
 * a third. `prefix` keeps the records of one test apart from another's.
 */
export function smallRecord(prefix: string, n: number): SmallRecord[] {
  const dealerCode = DEALERS[n % DEALERS.length] ?? 'D001';
  const revisions = n % 8 === 0 ? 3 : n % 4 === 0 ? 2 : 1;
  return Array.from({ length: revisions }, (_, index) =>
    revisionOf(dealerCode, `${prefix}-${n}`, index + 1, index + 1 === 3 ? 'voided' : 'closed', `C-${prefix}-${n % 50}`),
  );
}

/** Values that stand in every small record. */
export const SMALL_TOKENS: readonly Token[] = (
  [
    ['customer.name', 'name', '試験 太郎'],
    ['customer.telephone[]', 'telephone', '090-0000-0000'],
    ['vehicle.vin', 'vin', 'WBA5R12090FH09999'],
    ['vehicle.registrationPlate', 'unlisted', '品川 300 あ 12-34'],
    ['work.jobs[].lines[].description', 'work', 'エンジンオイル交換'],
    ['advice[].text', 'advice', 'brake pads at 4 mm'],
  ] as const
).map(([path, item, text]) => ({ path, item, text, kind: 'value' }));

/** One revision of a record with something in it for every stream but the insurer's. */
export function revisionOf(
  dealerCode: string,
  recordId: string,
  revision: number,
  status: 'closed' | 'voided',
  customerId: string,
): SmallRecord {
  const record = {
    recordId,
    revision,
    status,
    dealerCode,
    occurredAt: '2026-10-05T06:30:00Z',
    channel: 'workshop',
    noticeId: 'notice-2026-04',
    repairOrderNumber: `RO-${recordId}`,
    vehicle: { vin: 'WBA5R12090FH09999', model: '320i', registrationPlate: '品川 300 あ 12-34' },
    customer: { id: customerId, name: '試験 太郎', telephone: ['090-0000-0000'] },
    transaction: { invoiceTotal: 48_400, currency: 'JPY' },
    work: {
      receivedOn: '2026-10-05',
      completedOn: '2026-10-05',
      odometerInKm: 41_200 + revision,
      jobs: [
        {
          jobId: 'A',
          lines: [
            { labourCode: '0011223', flatRateUnits: 12, description: 'エンジンオイル交換' },
            { partNumber: '00012345678', partName: 'oil filter', quantity: 1, cost: 900 },
          ],
        },
      ],
    },
    advice: [{ adviceId: 'V1', text: 'brake pads at 4 mm', status: 'declined' }],
  };
  return { dealerCode, recordId, revision, subject: customerId, value: JSON.stringify(record) };
}
