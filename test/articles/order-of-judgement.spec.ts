// The order of judgement: where two tests fail, the earlier one gives the reason.
import { describe, expect, it } from '@jest/globals';
import { createDecider, project, type CompiledPolicy, type Decided, type Law, type SubjectState } from '#policy';
import { CATALOGUE, ITEMS, type Consent, type Item, type JsonObject, type Period } from '#wire';
import { AT, QUIET, RECORD, ask } from './cases.ts';
import { STRICT_LAW } from './rows.ts';
import { NARROW, STRICT } from './versions.ts';

/**
 * Every guard failing at once on the VIN to Finance; each line takes the first failing one away and names the next.
 * What is asked is a specific consent, so that step 8 can fail too.
 */
describe('one failure after another', () => {
  const consent: Consent = {
    id: 'c',
    recipients: ['bmw-japan-finance'],
    items: ITEMS,
    purposes: ['company.credit'],
    form: 'written',
    obtainedAt: '2020-01-01T00:00:00Z',
    basis: 'specific',
  };
  const stops = [
    { id: 'e', kind: 'erasure' as const, at: '2026-01-01T00:00:00Z' },
    { id: 'c', kind: 'cessation' as const, at: '2026-01-01T00:00:00Z' },
  ];
  interface Asked {
    readonly occurredAt: string;
    readonly purpose: string;
    readonly recipient: string;
    readonly contract: Period | null;
    readonly state: SubjectState;
    readonly items: readonly string[];
    readonly law: Law;
  }
  const worst: Asked = {
    occurredAt: '2010-01-01T00:00:00Z',
    purpose: '',
    recipient: 'dealer:D009',
    contract: null,
    state: {
      ...QUIET,
      killed: true,
      dealerAccepted: false,
      stops,
      correctionPending: ['vin', 'name'],
      ownershipFrom: '2026-11-01',
    },
    items: [],
    law: { judged: STRICT.policy, alsoInForce: [NARROW.policy], firstEffectiveOn: '2017-05-30' },
  };
  const named = { ...consent, recipients: ['dealer:D009'] };
  const steps: readonly (readonly [string, (asked: Asked) => Asked])[] = [
    ['held_before_policy', (asked) => asked],
    ['purpose_missing', (asked) => ({ ...asked, occurredAt: '2026-10-01T00:00:00Z' })],
    ['recipient_inactive', (asked) => ({ ...asked, purpose: 'company.credit' })],
    ['killed', (asked) => ({ ...asked, contract: { from: '2020-01-01', to: null } })],
    ['policy_not_accepted', (asked) => ({ ...asked, state: { ...asked.state, killed: false } })],
    ['erased', (asked) => ({ ...asked, state: { ...asked.state, dealerAccepted: true } })],
    ['stop_cessation', (asked) => ({ ...asked, state: { ...asked.state, stops: stops.slice(1) } })],
    ['consent_absent', (asked) => ({ ...asked, state: { ...asked.state, stops: [] } })],
    ['correction_pending', (asked) => ({ ...asked, state: { ...asked.state, consents: [named] } })],
    ['owner_mismatch', (asked) => ({ ...asked, state: { ...asked.state, correctionPending: [] } })],
    ['not_requested', (asked) => ({ ...asked, state: { ...asked.state, ownershipFrom: null } })],
    ['consent', (asked) => ({ ...asked, items: ['name'] })],
  ];

  it('of a name, from held to permitted', () => {
    let asked = worst;
    const told = steps.map(([, change]) => {
      asked = change(asked);
      const record = { ...RECORD, occurredAt: asked.occurredAt };
      const { recipient, purpose, state, contract, items, law } = asked;
      return ask(law, recipient, purpose, state, { record, contract, items }).verdicts.find(
        ({ path }) => path === 'customer.name',
      )?.reason;
    });
    expect(told).toEqual(steps.map(([reason]) => reason));
  });

  it('an earlier version is asked after the cell and before corrections', () => {
    const state = { correctionPending: ['vin'] };
    const { verdicts } = ask(worst.law, 'bmw-japan-finance', 'joint.valuation', state);
    expect(verdicts.find(({ path }) => path === 'vehicle.vin')?.reason).toBe('collected_under_earlier_notice');
  });

  it('an unlisted leaf goes by order to an authority alone, whatever a version grants', () => {
    const asAuthority: CompiledPolicy = {
      ...STRICT.policy,
      cellOf: (item, _role, purpose) => STRICT.policy.cellOf(item, 'authority', purpose),
    };
    const orderTo = (recipient: string) => ({
      orders: [{ id: 'o', recipient, items: ['unlisted'], from: '2020-01-01', to: null, approvedBy: ['ann', 'bob'] }],
    });
    const reasons = ['authority:A1', 'bmw-japan'].map(
      (recipient) =>
        ask(
          { ...STRICT_LAW, judged: asAuthority, alsoInForce: [] },
          recipient,
          'company.legal-disclosure',
          orderTo(recipient),
        ).verdicts.find(({ path }) => path === 'customer.id')?.reason,
    );
    expect(reasons).toEqual(['legal_order', 'unlisted']);
  });

  it('an unlisted leaf gives way to every earlier failure', () => {
    const reasons = [
      ask(STRICT_LAW, 'bmw-japan', ''),
      ask(STRICT_LAW, 'nobody', 'joint.valuation'),
      ask(STRICT_LAW, 'bmw-japan', 'joint.valuation', { killed: true }),
      ask(STRICT_LAW, 'bmw-japan', 'joint.valuation'),
    ].map(({ verdicts }) => verdicts.find(({ path }) => path === 'customer.id')?.reason);
    expect(reasons).toEqual(['purpose_missing', 'recipient_unknown', 'killed', 'unlisted']);
  });
});

describe('a state with a part that is not there', () => {
  it.each<[string, Record<string, unknown>, string]>([
    ['killed', { killed: undefined }, 'killed'],
    ['killed', { killed: null }, 'killed'],
    ['killed', { killed: 'no' }, 'killed'],
    ['dealerAccepted', { dealerAccepted: undefined }, 'policy_not_accepted'],
    ['dealerAccepted', { dealerAccepted: null }, 'policy_not_accepted'],
    ['dealerAccepted', { dealerAccepted: 'yes' }, 'policy_not_accepted'],
    ['stops', { stops: [{ id: 's', kind: 'pause', at: '2026-01-01T00:00:00Z' }] }, 'erased'],
    ['stops', { stops: [{ id: 's', kind: 'cessation', at: undefined }] }, 'stop_cessation'],
    ['ownershipFrom', { ownershipFrom: 'last week' }, 'owner_mismatch'],
    ['correctionPending', { correctionPending: ['vin', 'number-plate'] }, 'correction_pending'],
  ])('%s of %j permits nothing', (_what, change, reason) => {
    const consents: Consent[] = [
      {
        id: 'c',
        recipients: ['finance'],
        items: ['name'],
        purposes: ['joint.valuation'],
        form: 'written',
        obtainedAt: '2020-01-01T00:00:00Z',
        basis: '2(9)',
      },
    ];
    const given = { consents, ...change } as unknown as SubjectState;
    const { verdicts } = ask(STRICT_LAW, 'bmw-japan-finance', 'joint.valuation', given);
    expect(verdicts.find(({ path }) => path === 'customer.name')).toMatchObject({ outcome: 'withhold', reason });
  });
});

describe('step 12: texts [R27]', () => {
  const withText = (description: unknown): JsonObject =>
    ({ ...RECORD, work: { jobs: [{ jobId: 'JOB-1', lines: [{ description }] }] } }) as JsonObject;
  const textOf = (decided: Decided) => decided.verdicts.find(({ path }) => path.endsWith('description'));

  it.each([
    ['nothing found', 'パッド交換', 'permit', 'joint_use', '3(3)+4(1)(b)+4(2)(b)'],
    ['a name', '<name> 様', 'redact', 'embedded_personal_data', '3'],
    ['the vehicle’s own number, which may leave', '<vin>', 'permit', 'joint_use', '3(3)+4(1)(b)+4(2)(b)'],
    ['prohibited content', '<prohibited>', 'redact', 'embedded_personal_data', '3'],
    ['an item nobody knows', '<nonsense>', 'redact', 'embedded_personal_data', '3'],
    ['an unsure scan', '!unsure', 'withhold', 'text_unsure', '5'],
    ['a scan that throws', '!throw', 'withhold', 'text_unsure', '5'],
  ])('%s', (_what, description, outcome, reason, clause) => {
    const decided = ask(STRICT_LAW, 'bmw-japan-finance', 'joint.valuation', {}, { record: withText(description) });
    expect(textOf(decided)).toMatchObject({ item: 'work', outcome, reason, clause });
  });

  it.each([
    ['labourCode', '0012345', 'permit'],
    ['labourCode', '<name>', 'redact'],
    ['labourCode', '001234', 'permit'],
    ['partNumber', '07119904199', 'permit'],
    ['partNumber', '07 11 9 904 199 <telephone>', 'redact'],
    ['partName', '<name>', 'redact'],
    ['quantity', 2, 'permit'],
  ])('a code of the makers’ form is no text, any other is searched: %s %j', (key, value, outcome) => {
    const record = { ...RECORD, work: { jobs: [{ jobId: 'JOB-1', lines: [{ [key]: value }] }] } } as JsonObject;
    const { verdicts } = ask(STRICT_LAW, 'bmw-japan-finance', 'joint.valuation', {}, { record });
    expect(verdicts.find(({ path }) => path.endsWith(key))).toMatchObject({ item: 'work', outcome });
  });

  it('a find of an item nobody knows is cut out even for who may have every other', () => {
    const decided = ask(STRICT_LAW, 'bmw-japan', 'joint.valuation', {}, { record: withText('<name> <nonsense>') });
    expect(textOf(decided)).toMatchObject({ outcome: 'redact' });
    const known = ask(STRICT_LAW, 'bmw-japan', 'joint.valuation', {}, { record: withText('<name> <address>') });
    expect(textOf(known)).toMatchObject({ outcome: 'permit' });
  });

  it.each([
    ['before the text', [{ start: -1, end: 2, item: 'name' }]],
    ['beyond the text', [{ start: 0, end: 99, item: 'name' }]],
    ['nowhere', [{ start: 2, end: 2, item: 'name' }]],
    ['at no number', [{ start: Number.NaN, end: 2, item: 'name' }]],
    ['no list', { length: 0 }],
    ['nothing', undefined],
  ])('finds %s withhold the text', (_where, finds) => {
    const decider = createDecider({ catalogue: CATALOGUE, scanner: () => () => finds as never });
    const recipient = { id: 'bmw-japan-finance', contract: null };
    const situation = { at: AT, recipient, purpose: 'joint.valuation', items: undefined, state: QUIET };
    expect(textOf(decider.decide(withText('abcdef'), situation, STRICT_LAW))).toMatchObject({ reason: 'text_unsure' });
  });

  it.each<[string, readonly (readonly [number, number, Item])[], string]>([
    [
      'one within another',
      [
        [1, 9, 'name'],
        [3, 5, 'telephone'],
      ],
      'a［伏せ字］j',
    ],
    [
      'one within another, and one across its end',
      [
        [1, 6, 'name'],
        [2, 4, 'email'],
        [5, 8, 'telephone'],
      ],
      'a［伏せ字］ij',
    ],
    [
      'the shorter first of two that begin alike',
      [
        [2, 4, 'name'],
        [2, 7, 'email'],
      ],
      'ab［伏せ字］hij',
    ],
    [
      'in no order',
      [
        [7, 9, 'name'],
        [1, 3, 'email'],
      ],
      'a［伏せ字］defg［伏せ字］j',
    ],
    [
      'side by side',
      [
        [1, 3, 'name'],
        [3, 5, 'email'],
      ],
      'a［伏せ字］fghij',
    ],
    [
      'one that may leave across one that may not',
      [
        [0, 6, 'vin'],
        [4, 8, 'name'],
      ],
      'abcd［伏せ字］ij',
    ],
    ['the whole text', [[0, 10, 'name']], '［伏せ字］'],
  ])('finds %s leave nothing of what is cut out', (_where, spans, expected) => {
    const finds = spans.map(([start, end, item]) => ({ start, end, item }));
    const decider = createDecider({ catalogue: CATALOGUE, scanner: () => () => finds });
    const recipient = { id: 'bmw-japan-finance', contract: null };
    const situation = { at: AT, recipient, purpose: 'joint.valuation', items: undefined, state: QUIET };
    const record = withText('abcdefghij');
    const released = project(record, decider.decide(record, situation, STRICT_LAW), 'OUT');
    expect(released).toMatchObject({ work: { jobs: [{ lines: [{ description: expected }] }] } });
  });

  it('a scanner that cannot open the record withholds its texts and nothing else', () => {
    const broken = createDecider({
      catalogue: CATALOGUE,
      scanner: () => {
        throw new Error('no');
      },
    });
    const recipient = { id: 'bmw-japan-finance', contract: null };
    const situation = { at: AT, recipient, purpose: 'joint.valuation', items: undefined, state: QUIET };
    const { verdicts } = broken.decide(withText('abc'), situation, STRICT_LAW);
    expect(textOf({ verdicts } as Decided)).toMatchObject({ reason: 'text_unsure' });
    expect(verdicts.find(({ path }) => path === 'vehicle.vin')).toMatchObject({ outcome: 'permit' });
  });

  it('a permitted find rests on its own consent', () => {
    const consents: Consent[] = [
      {
        id: 'c-9',
        recipients: ['finance'],
        items: ['name'],
        purposes: ['joint.valuation'],
        form: 'written',
        obtainedAt: '2020-01-01T00:00:00Z',
        basis: '2(9)',
      },
    ];
    const { customer: _customer, ...others } = withText('<name>');
    const record = { ...others, customer: { id: 'C-1' } };
    const decided = ask(STRICT_LAW, 'bmw-japan-finance', 'joint.valuation', { consents }, { record });
    expect(textOf(decided)).toMatchObject({ outcome: 'permit', reason: 'joint_use' });
    expect(decided.references).toEqual(['c-9']);
  });
});
