// What the intake's tests say and send: the law they need, small records, and the values to be looked for.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { canonicalJson, sha256 } from '#evidence';
import type { ControlFact, FactType, JsonObject } from '#wire';
import { ROOT } from '../../scripts/house/paths.ts';
import type { Token } from '../house/taint.ts';

const POLICY = '2017-05-30';
const DEALERS = ['D001', 'D002', 'D003'];

/** A fact as the console would say it. */
export function fact(type: FactType, data: unknown): ControlFact {
  return { id: randomBytes(8).toString('hex'), type, at: new Date().toISOString(), data } as ControlFact;
}

/** The policy, three dealers with contract and acceptance, one stream. */
export function law(): ControlFact[] {
  const document = parseYaml(readFileSync(join(ROOT, 'policies', `${POLICY}.yaml`), 'utf8')) as JsonObject;
  const hash = sha256(canonicalJson(document));
  return [
    fact('policy-published', { policy: POLICY, effectiveOn: POLICY, hash, document }),
    ...DEALERS.flatMap((dealer) => [
      fact('recipient-registered', { recipient: `dealer:${dealer}` }),
      fact('contract-concluded', { id: `K-${dealer}`, recipient: `dealer:${dealer}`, from: '2017-05-30', to: null }),
      fact('policy-accepted', { dealer, policy: POLICY }),
    ]),
    fact('stream-opened', {
      stream: 'bmw-japan-finance.joint.valuation',
      audience: 'bmw-japan-finance',
      purpose: 'joint.valuation',
      items: ['vin', 'work', 'activity', 'advice', 'name', 'telephone'],
    }),
  ];
}

/**
 * Values of {@link recordOf} as they are stored: they stand on `service-records` and nowhere else. None could be part of a
 * UUID: one of six hexadecimal letters was, once in a hundred runs.
 */
export const TOKENS: readonly Token[] = [
  { text: 'WBA5R12090FH01001', path: 'vehicle.vin', item: 'vin', kind: 'value' },
  { text: '試験　太郎', path: 'customer.name', item: 'name', kind: 'value' },
  { text: 'C-TAROSHIKEN', path: 'customer.id', item: 'unlisted', kind: 'value' },
];

/** A record of a dealer, small and whole. */
export function recordOf(dealerCode: string, recordId: string, more: object = {}): JsonObject {
  return {
    recordId,
    revision: 1,
    status: 'closed',
    dealerCode,
    occurredAt: '2026-11-20T10:00:00+09:00',
    channel: 'workshop',
    noticeId: 'N-2017',
    vehicle: { vin: 'WBA5R12090FH01001' },
    customer: { id: 'C-TAROSHIKEN', name: '試験　太郎' },
    work: { odometerInKm: 52_000, jobs: [{ jobId: '1', lines: [{ labourCode: '0000556', description: '点検' }] }] },
    ...more,
  };
}

/** NDJSON of records. */
export function linesOf(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('');
}
