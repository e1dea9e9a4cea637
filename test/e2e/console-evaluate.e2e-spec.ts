// The what-if of the console, from outside: the worked examples of the reading, its refusals, and that nothing of it stays.
import { describe, expect, it, jest } from '@jest/globals';
import type { Decision, JsonObject, ReleasedRecord } from '#wire';
import { taint, type Token } from '../house/taint.ts';
import { withHouse } from '../house/test-house.ts';
import { undocumented } from '../house/undocumented.ts';

jest.setTimeout(120_000);

/** What it was asked with, to be found nowhere at the end. */
const asked: Token[] = [];
const test = withHouse({ apps: ['issuer', 'console'], oracle: { tokens: asked, sees: 'facts' } });
const AT = '2026-11-22T00:00:00Z';
const OPEN = { from: '2020-01-01', to: null };
const ENDED = { from: '2020-01-01', to: '2026-11-21' };

const RECORD: JsonObject = {
  recordId: 'RO-1',
  revision: 1,
  status: 'closed',
  dealerCode: 'D001',
  occurredAt: '2026-11-20T09:00:00+09:00',
  channel: 'workshop',
  noticeId: 'notice-1',
  vehicle: { vin: 'WBA5R12090FH01001', registrationPlate: '品川 330 さ 12-34' },
  customer: { id: 'C-1001', name: '田中 太郎', telephone: ['090-1234-5678'] },
  work: {
    odometerInKm: 41200,
    jobs: [
      { jobId: '7', lines: [{ partNumber: '01400157488', description: '田中様 090-1234-5678 に連絡、パッド交換' }] },
    ],
  },
  advice: [{ text: 'ブレーキパッド残り2mm', status: 'declined' }],
};
const [VIN, NAME, TELEPHONE, ODOMETER, PLATE] = [
  'vehicle.vin',
  'customer.name',
  'customer.telephone[]',
  'work.odometerInKm',
  'vehicle.registrationPlate',
];
const [PART, TEXT, ADVICE] = ['work.jobs[].lines[].partNumber', 'work.jobs[].lines[].description', 'advice[].status'];

interface Evaluation {
  readonly policy: string;
  readonly decisions: readonly Decision[];
  readonly released: ReleasedRecord | null;
}

const bodyOf = (recipient: object, purpose: string | null | undefined, state: object = {}, more: object = {}) => ({
  at: AT,
  recipient,
  ...(purpose === undefined ? {} : { purpose }),
  record: RECORD,
  state,
  ...more,
});
const post = (body: unknown, as = 'dpo') => test().ask('console', '/api/v1/decisions/evaluate', { as, body });
async function evaluated(...given: Parameters<typeof bodyOf>): Promise<Evaluation> {
  const answer = await post(bodyOf(...given));
  expect(answer.status).toBe(200);
  return answer.json() as Evaluation;
}
function verdict({ decisions }: Evaluation, path: string): string {
  return decisions
    .filter((decision) => decision.path === path)
    .map(({ outcome, reason }) => `${outcome} ${reason}`)
    .join();
}
const consent = (recipients: string[], items: string[], purposes: string[], basis = '2(9)') => ({
  consents: [{ id: 'c', recipients, items, purposes, form: 'written', obtainedAt: '2026-01-01T00:00:00Z', basis }],
});
const entrusted = (recipient: string, items: string[], purposes: string[]) => ({
  entrustments: [{ id: 'e', recipient, items, purposes, ...OPEN, auditDueOn: null }],
});
const ordered = (items: string[]) => ({
  orders: [{ id: 'o', recipient: 'authority:court', items, ...OPEN, approvedBy: ['one', 'two'] }],
});

const FINANCE = { id: 'bmw-japan-finance' };
const DEALER = { id: 'dealer:D002', contract: OPEN };
const INSURER = { id: 'insurer:tokyo-demo', contract: OPEN };
const CENTRE = { id: 'subcontractor:call-centre' };
const COURT = { id: 'authority:court' };
const COMPANY = { id: 'bmw-japan' };
const CEASED = { stops: [{ id: 's', kind: 'cessation', at: '2026-11-01T00:00:00Z' }] };
const CREDIT = 'company.credit';
const NOTICES = 'company.vehicle-notices';
const JB1 = 'joint.workshop-service';
const JB2 = 'joint.valuation';

describe('the worked examples of the reading', () => {
  it.each<[string, object, string | undefined, object, string, string]>([
    ['1 Finance, odometer, valuation', FINANCE, JB2, {}, ODOMETER, 'permit joint_use'],
    [
      '2 Finance, odometer, credit, consent 2(9)',
      FINANCE,
      CREDIT,
      consent([FINANCE.id], ['work'], [CREDIT]),
      ODOMETER,
      'withhold consent_not_specific',
    ],
    [
      '3 Finance, name, credit, written consent',
      FINANCE,
      CREDIT,
      consent(['finance'], ['name'], [CREDIT]),
      NAME,
      'permit consent',
    ],
    [
      '4 Finance, name, joint users’ products',
      FINANCE,
      'joint.joint-user-information',
      {},
      NAME,
      'withhold consent_absent',
    ],
    ['5 a dealer, declined advice, workshop', DEALER, JB1, {}, ADVICE, 'permit joint_use'],
    ['6 a dealer, telephone, workshop', DEALER, JB1, {}, TELEPHONE, 'withhold consent_absent'],
    [
      '7 an insurer under contract, name, consent',
      INSURER,
      NOTICES,
      consent(['insurer'], ['name'], [NOTICES]),
      NAME,
      'permit consent',
    ],
    [
      '7 the same after its contract',
      { ...INSURER, contract: ENDED },
      NOTICES,
      consent(['insurer'], ['name'], [NOTICES]),
      NAME,
      'withhold recipient_inactive',
    ],
    [
      '8 an insurer, VIN, consent 2(9)',
      INSURER,
      NOTICES,
      consent([INSURER.id], ['vin'], [NOTICES]),
      VIN,
      'withhold consent_not_specific',
    ],
    [
      '8 the same, specific',
      INSURER,
      NOTICES,
      consent([INSURER.id], ['vin'], [NOTICES], 'specific'),
      VIN,
      'permit specific_consent',
    ],
    [
      '9 a call centre, telephone, inside its contract',
      CENTRE,
      'company.questionnaire',
      entrusted(CENTRE.id, ['telephone', 'vin'], ['company.questionnaire']),
      TELEPHONE,
      'permit entrusted',
    ],
    [
      '9 its VIN',
      CENTRE,
      'company.questionnaire',
      entrusted(CENTRE.id, ['telephone', 'vin'], ['company.questionnaire']),
      VIN,
      'withhold not_in_scope',
    ],
    [
      '10 headquarters, part numbers, in custody',
      { id: 'bmw-ag' },
      JB1,
      entrusted('bmw-ag', ['work'], [JB1]),
      PART,
      'permit entrusted',
    ],
    [
      '10 its own research',
      { id: 'bmw-ag' },
      'own research',
      entrusted('bmw-ag', ['work'], [JB1]),
      PART,
      'withhold consent_absent',
    ],
    [
      '11 a court, VIN, an order naming it',
      COURT,
      'company.legal-disclosure',
      ordered(['vin']),
      VIN,
      'permit legal_order',
    ],
    ['11 its name', COURT, 'company.legal-disclosure', ordered(['vin']), NAME, 'withhold order_scope'],
    ['12 anyone, number plate', DEALER, JB1, {}, PLATE, 'withhold unlisted'],
    ['13 the company, VINs, research', COMPANY, 'company.research', {}, VIN, 'withhold statistics_only'],
    ['14 a description with name and number', FINANCE, JB2, {}, TEXT, 'redact embedded_personal_data'],
    ['15 no purpose', DEALER, undefined, {}, VIN, 'withhold purpose_missing'],
    ['16 a dealer whose contract ended', { ...DEALER, contract: ENDED }, JB1, {}, VIN, 'withhold recipient_inactive'],
    ['17 a dealer after a cessation', DEALER, JB1, CEASED, VIN, 'withhold stop_cessation'],
    [
      '17 a court with an order',
      COURT,
      'company.legal-disclosure',
      { ...CEASED, ...ordered(['vin']) },
      VIN,
      'permit legal_order',
    ],
  ])('%s', async (_name, recipient, purpose, state, path, expected) => {
    expect(verdict(await evaluated(recipient, purpose, state), path)).toBe(expected);
  });

  it('14 what is released of it holds neither', async () => {
    const { released } = await evaluated(FINANCE, JB2);
    const text = JSON.stringify(released);
    expect(text).toContain('パッド交換');
    expect(text).toContain('［伏せ字］');
    expect(text).not.toMatch(/田中|1234-5678/);
  });
});

describe('an answer', () => {
  it('lists one decision per distinct verdict, sorted, and the record as the recipient would get it', async () => {
    const { policy, decisions, released } = await evaluated(
      DEALER,
      JB1,
      {},
      { record: { ...RECORD, 'odd key': { a: 1 } } },
    );
    expect(policy).toBe('2017-05-30');
    expect(Object.keys(decisions[0] ?? {})).toEqual(['path', 'item', 'outcome', 'clause', 'reason']);
    const paths = decisions.map(({ path }) => path);
    expect(paths).toEqual([...paths].sort((left, right) => (left < right ? -1 : 1)));
    expect(paths).toContain('["odd key"].a');
    expect(decisions).toContainEqual({
      path: PART,
      item: 'work',
      outcome: 'permit',
      clause: '3(3)+4(1)(b)+4(2)(b)',
      reason: 'joint_use',
    });
    expect(released).toMatchObject({
      revision: 1,
      status: 'closed',
      dealerCode: 'D001',
      vehicle: { vin: 'WBA5R12090FH01001' },
    });
    expect(released?.recordId).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(released).not.toHaveProperty('customer');
    const again = await evaluated(DEALER, JB1);
    expect(again.released?.recordId).toBe(released?.recordId);
    expect((await evaluated(FINANCE, JB2)).released?.recordId).not.toBe(released?.recordId);
  });

  it('releases nothing where nothing is permitted, and nothing of a voided record', async () => {
    expect((await evaluated(DEALER, '')).released).toBeNull();
    const voided = await evaluated(DEALER, JB1, {}, { record: { ...RECORD, status: 'voided' } });
    expect(voided.released).toBeNull();
    expect(verdict(voided, VIN)).toBe('permit joint_use');
  });

  it('asks for items, and takes left-out parts of the state as none', async () => {
    const some = await evaluated(DEALER, JB1, {}, { items: ['vin'] });
    expect([verdict(some, VIN), verdict(some, ODOMETER)]).toEqual(['permit joint_use', 'withhold not_requested']);
    expect(verdict(await evaluated(DEALER, JB1, { killed: true }), VIN)).toBe('withhold killed');
    expect(verdict(await evaluated(DEALER, JB1, { dealerAccepted: false }), VIN)).toBe('withhold policy_not_accepted');
  });

  it('is judged by the draft that was named', async () => {
    const policy = 'art4a-as-b.draft';
    const strict = await evaluated(FINANCE, 'joint.joint-user-information');
    const draft = await evaluated(FINANCE, 'joint.joint-user-information', {}, { policy });
    expect([strict.policy, draft.policy]).toEqual(['2017-05-30', policy]);
    expect([verdict(strict, NAME), verdict(draft, NAME)]).toEqual(['withhold consent_absent', 'permit joint_use']);
  });

  it('takes `__proto__` for the unknown key it is', async () => {
    const record = JSON.stringify(RECORD).replace('{', '{"__proto__":{"x":1},');
    const body = JSON.stringify({ ...bodyOf(DEALER, JB1), record: 0 }).replace('"record":0', `"record":${record}`);
    const answer = await post(body);
    expect(answer.status).toBe(200);
    expect(verdict(answer.json() as Evaluation, '__proto__.x')).toBe('withhold unmapped');
  });
});

describe('it refuses', () => {
  it.each<[string, object, number, string]>([
    ['a record without revision', { record: { ...RECORD, revision: undefined } }, 400, 'GW_INVALID_RECORD'],
    ['a wrong kind in a known path', { record: { ...RECORD, vehicle: { vin: 17 } } }, 400, 'GW_INVALID_RECORD'],
    ['an unknown key beside the record', { secret: 1 }, 400, 'GW_INVALID_REQUEST'],
    ['an unknown policy', { policy: '2000-01-01' }, 404, 'GW_UNKNOWN_POLICY'],
    ['an instant before any policy', { at: '2017-05-29T14:59:59Z' }, 409, 'GW_NO_POLICY_IN_FORCE'],
  ])('%s', async (_name, more, status, code) => {
    const answer = await post(bodyOf(DEALER, JB1, {}, more));
    expect([answer.status, answer.json()]).toMatchObject([
      status,
      { code, type: `urn:joint-use-gateway:problem:${code}` },
    ]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('points into the body', async () => {
    const answer = await post(bodyOf(DEALER, JB1, {}, { record: { ...RECORD, vehicle: { vin: 17 } } }));
    expect(answer.json()).toMatchObject({ errors: [{ pointer: '/record/vehicle/vin', path: 'vehicle.vin' }] });
  });

  it('whoever is not the DPO or an auditor', async () => {
    const body = bodyOf(DEALER, JB1);
    expect((await post(body, 'auditor')).status).toBe(200);
    for (const client of ['dpo-approver', 'dealer-D001', 'bmw-japan'])
      expect((await post(body, client)).status).toBe(403);
    expect((await test().ask('console', '/api/v1/decisions/evaluate', { body })).status).toBe(401);
  });
});

it('stores and logs nothing of what it was asked', async () => {
  const { record, tokens } = taint(RECORD);
  expect((await post(bodyOf(DEALER, JB1, {}, { record }))).status).toBe(200);
  const broken = taint({ ...RECORD, work: { odometerInKm: 'far' } });
  expect((await post(bodyOf(DEALER, JB1, {}, { record: broken.record }))).status).toBe(400);
  asked.push(...tokens, ...broken.tokens);
});

it('gives no answer its document does not know', async () => {
  const document = (await test().ask('console', '/openapi.json')).json();
  expect(undocumented(document, test().met)).toEqual([]);
});
