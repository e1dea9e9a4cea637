// For each reason of the closed list a case that has it, and what would change it, as a change of that case.
import { CATALOGUE, type Catalogue, type Consent, type JsonObject, type Period, type Reason } from '#wire';
import type { Law, SubjectState } from '#policy';
import { AT, LEAF_OF, OPEN, RECORD } from './cases.ts';
import { CONSENT, SPECIFIC, STATES, STRICT_LAW } from './rows.ts';
import { DRAFT, NARROW, STRICT } from './versions.ts';

export interface Asked {
  readonly law: Law;
  readonly at: number;
  readonly record: JsonObject;
  readonly recipient: string;
  readonly contract: Period | null;
  readonly purpose: string;
  readonly items: readonly string[] | undefined;
  readonly state: Partial<SubjectState>;
  readonly catalogue: Catalogue;
}

export interface Example {
  /** The leaf looked at. */
  readonly path: string;
  readonly given: Partial<Asked>;
  /** Makes a permitted leaf stay, and any other leave; `null`: nothing does. */
  readonly change: Partial<Asked> | null;
}

/** Article 4 as most streams ask for it: Finance, for valuation, with nothing standing. */
export const USUAL: Asked = {
  law: STRICT_LAW,
  at: AT,
  record: RECORD,
  recipient: 'bmw-japan-finance',
  contract: null,
  purpose: 'joint.valuation',
  items: undefined,
  state: {},
  catalogue: CATALOGUE,
};

const VIN = 'vehicle.vin';
const NAME = 'customer.name';
const PLATE = 'vehicle.registrationPlate';
const TEXT = 'work.jobs[].lines[].description';

const CREDIT = { purpose: 'company.credit' };
const ORDERED = { recipient: 'authority:A1', purpose: 'company.legal-disclosure' };
const CALL_CENTRE = { recipient: 'subcontractor:S1', purpose: 'company.questionnaire' };
const NETWORK = { recipient: 'dealer-network', purpose: 'joint.workshop-service' };
const FIRST: Law = { judged: STRICT.policy, alsoInForce: [STRICT.policy], firstEffectiveOn: '2017-05-30' };
const TAKEN_BACK = { state: STATES.cessation };

const consents = (...given: readonly Consent[]) => ({ state: { consents: given } });
const withText = (description: string): JsonObject => ({
  ...RECORD,
  work: { jobs: [{ jobId: 'JOB-1', lines: [{ description }] }] },
});
const withActivity = (entry: JsonObject): JsonObject => ({ ...RECORD, activity: { log: [entry] } });
/** As if a later version had listed the field. */
const MAPPED: Catalogue = new Map([...CATALOGUE, ['vehicle.tyres', CATALOGUE.get('vehicle.vin')!]]);
const WITH_TYRES = { record: { ...RECORD, vehicle: { tyres: 'WBA8E9C50GK646123' } } };

export const EXAMPLES: Readonly<Record<Reason, Example>> = {
  joint_use: { path: VIN, given: {}, change: TAKEN_BACK },
  company_purpose: {
    path: NAME,
    given: { recipient: 'bmw-japan', purpose: 'company.vehicle-notices' },
    change: TAKEN_BACK,
  },
  own_record: {
    path: NAME,
    given: { recipient: 'dealer:D001', contract: OPEN },
    change: { state: STATES.erasure },
  },
  consent: {
    path: NAME,
    given: { ...CREDIT, ...consents(CONSENT) },
    change: consents({ ...CONSENT, withdrawnAt: '2026-11-21T00:00:00Z' }),
  },
  specific_consent: {
    path: VIN,
    given: { ...CREDIT, ...consents(SPECIFIC) },
    change: consents({ ...SPECIFIC, withdrawnAt: '2026-11-21T00:00:00Z' }),
  },
  entrusted: {
    path: LEAF_OF.telephone!,
    given: { ...CALL_CENTRE, state: STATES.entrustment },
    change: { state: STATES['entrustment with the audit overdue'] },
  },
  legal_order: {
    path: VIN,
    given: { ...ORDERED, state: STATES.order },
    change: { state: STATES['order of last month'] },
  },
  embedded_personal_data: {
    path: TEXT,
    given: { record: withText('<name> 様、パッド交換') },
    change: { state: STATES.consent },
  },

  purpose_missing: { path: VIN, given: { purpose: '' }, change: { purpose: 'joint.valuation' } },
  recipient_unknown: { path: VIN, given: { recipient: 'finance' }, change: { recipient: 'bmw-japan-finance' } },
  recipient_inactive: { path: VIN, given: { recipient: 'dealer:D002', contract: null }, change: { contract: OPEN } },
  not_entrusted: { path: LEAF_OF.telephone!, given: CALL_CENTRE, change: { state: STATES.entrustment } },
  killed: { path: VIN, given: { state: STATES.killed }, change: { state: {} } },
  policy_not_accepted: { path: VIN, given: { state: STATES['not accepted'] }, change: { state: {} } },
  erased: { path: VIN, given: { state: STATES.erasure }, change: null },
  stop_cessation: { path: VIN, given: { ...NETWORK, ...TAKEN_BACK }, change: { state: {} } },
  correction_pending: { path: VIN, given: { state: STATES['correction of the VIN'] }, change: { state: {} } },
  not_requested: { path: VIN, given: { items: ['work'] }, change: { items: ['work', 'vin'] } },

  unmapped: { path: 'vehicle.tyres', given: WITH_TYRES, change: { catalogue: MAPPED } },
  unlisted: { path: PLATE, given: {}, change: { ...ORDERED, state: STATES.order } },
  provenance: {
    path: LEAF_OF.activity!,
    given: { record: withActivity({ code: '4A1F' }) },
    change: { record: withActivity({ code: '4A1F', jobId: 'JOB-1' }) },
  },
  not_in_scope: {
    path: VIN,
    given: { law: { ...FIRST, judged: NARROW.policy, alsoInForce: [NARROW.policy] } },
    change: { law: FIRST },
  },
  statistics_only: { path: VIN, given: { recipient: 'bmw-japan', purpose: 'company.research' }, change: null },
  owner_mismatch: {
    path: NAME,
    given: { ...CREDIT, state: STATES['new owner since November, consent'] },
    change: null,
  },
  text_unsure: { path: TEXT, given: { record: withText('!unsure') }, change: { record: withText('パッド交換') } },
  prohibited: {
    path: 'vehicle.tyres',
    given: { ...WITH_TYRES, catalogue: new Map([['vehicle.tyres', { ...CATALOGUE.get(VIN)!, item: 'prohibited' }]]) },
    change: null,
  },
  held_before_policy: {
    path: VIN,
    given: { record: { ...RECORD, occurredAt: '2017-05-29T14:59:59Z' } },
    change: null,
  },
  collected_under_earlier_notice: {
    path: NAME,
    given: {
      purpose: 'joint.joint-user-information',
      law: { ...FIRST, judged: DRAFT.policy, alsoInForce: [STRICT.policy, DRAFT.policy] },
    },
    change: { law: { ...FIRST, judged: DRAFT.policy, alsoInForce: [DRAFT.policy] } },
  },

  consent_absent: { path: NAME, given: CREDIT, change: consents(CONSENT) },
  consent_wrong_recipient: {
    path: NAME,
    given: { ...CREDIT, ...consents({ ...CONSENT, recipients: ['dealer:D003'] }) },
    change: consents({ ...CONSENT, recipients: ['finance'] }),
  },
  consent_wrong_item: {
    path: NAME,
    given: { ...CREDIT, ...consents({ ...CONSENT, items: ['telephone'] }) },
    change: consents({ ...CONSENT, items: ['telephone', 'name'] }),
  },
  consent_wrong_purpose: {
    path: NAME,
    given: { ...CREDIT, ...consents({ ...CONSENT, purposes: ['company.roadside'] }) },
    change: consents({ ...CONSENT, purposes: ['company.credit'] }),
  },
  consent_oral: {
    path: NAME,
    given: { ...CREDIT, ...consents({ ...CONSENT, form: 'oral' }) },
    change: consents({ ...CONSENT, form: 'electronic' }),
  },
  consent_late: {
    path: NAME,
    given: { ...CREDIT, ...consents({ ...CONSENT, obtainedAt: '2026-11-22T00:00:01Z' }) },
    change: { at: AT + 2_000 },
  },
  consent_withdrawn: {
    path: NAME,
    given: { ...CREDIT, state: STATES['consent withdrawn at the instant'] },
    change: consents({ ...CONSENT, withdrawnAt: '2026-11-21T00:00:00Z' }, { ...CONSENT, id: 'c9' }),
  },
  consent_not_specific: {
    path: VIN,
    given: { ...CREDIT, ...consents({ ...SPECIFIC, basis: '2(9)' }) },
    change: consents(SPECIFIC),
  },
  order_missing: { path: VIN, given: ORDERED, change: { state: STATES.order } },
  order_scope: {
    path: VIN,
    given: { ...ORDERED, state: STATES['order approved by one'] },
    change: { state: STATES.order },
  },
};
