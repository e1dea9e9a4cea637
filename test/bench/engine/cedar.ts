// Cedar in WebAssembly: a policy for every cell that grants, and the guards beside this file; one question per stream and item.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  preparsePolicySet,
  statefulIsAuthorized,
  type Context,
  type EntityJson,
} from '@cedar-policy/cedar-wasm/nodejs';
import { CUSTOMER_ITEMS, PURPOSES, VEHICLE_ITEMS, parseInstant } from '#wire';
import { ROLES, type Asks, type CompiledPolicy, type Situation, type SubjectState } from '#policy';
import type { Answer, Peer, PeerRecord } from './peer-record.ts';
import { AT, type Piece } from './work.ts';

const GROUPS = { 'customer-information': CUSTOMER_ITEMS, 'vehicle-service-information': VEHICLE_ITEMS } as const;
const ROLE_OF: Readonly<Record<string, string>> = {
  'bmw-japan': 'company',
  'bmw-japan-finance': 'finance',
  'dealer-network': 'other-dealer',
};
const KIND_WORD: Readonly<Record<string, string>> = {
  finance: 'finance',
  'other-dealer': 'dealer',
  insurer: 'insurer',
};
/** What the bench's streams can ask; entrustments and orders are asked by none of them. */
const CONDITIONS: Partial<Record<Asks, string>> = {
  nothing: '',
  consent: ' when { context.consented }',
  'specific-consent': ' when { context.specificallyConsented }',
};

const entity = (type: string, id: string) => ({ type, id });

/** A permit per role, group of items and what its cells ask. */
function permitsOf(policy: CompiledPolicy): string {
  const permits: string[] = [];
  for (const role of ROLES) {
    for (const [group, items] of Object.entries(GROUPS)) {
      for (const [asks, condition] of Object.entries(CONDITIONS)) {
        const purposes = PURPOSES.filter((purpose) => policy.cellOf(items[0], role, purpose).asks === asks);
        if (purposes.length === 0) continue;
        const actions = purposes.map((purpose) => `Action::"${purpose}"`).join(', ');
        permits.push(
          `permit (principal in Role::"${role}", action in [${actions}], resource in Group::"${group}")${condition};`,
        );
      }
    }
  }
  return permits.join('\n');
}

/** Cedar has no quantifier: whether a consent passes for an item is asked here, and Cedar is told the answer. */
function isCovered(item: string, { purpose, recipient, state }: Situation, role: string, isSpecific: boolean): boolean {
  const names = [String(recipient.id), ...(isSpecific ? [] : [KIND_WORD[role] ?? ''])];
  return state.consents.some(
    ({ recipients, items, purposes, form, obtainedAt, withdrawnAt, basis }) =>
      recipients.some((each) => names.includes(each)) &&
      items.includes(item) &&
      purposes.includes(String(purpose)) &&
      form !== 'oral' &&
      parseInstant(obtainedAt) < AT &&
      (withdrawnAt == null || parseInstant(withdrawnAt) > AT) &&
      (!isSpecific || basis === 'specific'),
  );
}

/** What a context says of facts, and not of the record: plain answers, which cost Cedar least to take in. */
function contextOf(item: string, situation: Situation, role: string): Context {
  const { state, items } = situation;
  const stopped = (kind: SubjectState['stops'][number]['kind']) =>
    state.stops.some((stop) => stop.kind === kind && parseInstant(stop.at) <= AT);
  return {
    killed: state.killed,
    accepted: state.dealerAccepted,
    erased: stopped('erasure'),
    ceased: stopped('cessation'),
    corrected: state.correctionPending.includes(item),
    requested: items === undefined || items.includes(item),
    consented: isCovered(item, situation, role, false),
    specificallyConsented: isCovered(item, situation, role, true),
  };
}

/** A peer that asks Cedar for each stream and item. Facts and entities are converted once, before it is timed. */
export function openCedar(policy: CompiledPolicy, work: readonly Piece[]): Peer {
  const guards = readFileSync(join(import.meta.dirname, 'guards.cedar'), 'utf8');
  const parsed = preparsePolicySet('gateway', { staticPolicies: `${permitsOf(policy)}\n${guards}` });
  if (parsed.type !== 'success') throw new Error(`Cedar refuses the policies: ${parsed.errors[0]?.message ?? ''}`);
  const groupOf = new Map(
    Object.entries(GROUPS).flatMap(([group, items]) => items.map((each) => [each as string, group])),
  );
  const items = new Map<string, EntityJson>();
  const itemEntity = (id: string): EntityJson => {
    const group = groupOf.get(id);
    const parents = group === undefined ? [] : [entity('Group', group)];
    const made = items.get(id) ?? { uid: entity('Item', id), attrs: {}, parents };
    items.set(id, made);
    return made;
  };
  const given = new Map(
    work.map(({ situations }) => [
      situations,
      situations.map((situation) => {
        const id = String(situation.recipient.id);
        const role = ROLE_OF[id] ?? 'insurer';
        const principal: EntityJson = { uid: entity('Recipient', id), attrs: {}, parents: [entity('Role', role)] };
        const named = [...groupOf.keys(), 'unlisted', 'unmapped'];
        const contexts = new Map(named.map((each) => [each, contextOf(each, situation, role)]));
        return { principal, action: entity('Action', String(situation.purpose)), contexts, situation };
      }),
    ]),
  );
  return {
    name: 'cedar-wasm',
    judge(record: PeerRecord, { situations }: Piece): Answer {
      return (given.get(situations) ?? []).map(({ principal, action, contexts, situation }) => {
        const { ownershipFrom } = situation.state;
        const ofRecord = {
          held: record.occurredOn < (policy.effectiveOn ?? ''),
          earlierOwner: ownershipFrom !== null && record.occurredOn < ownershipFrom,
        };
        const permitted = record.items.filter((id) => {
          const resource = itemEntity(id);
          const answer = statefulIsAuthorized({
            principal: principal.uid,
            action,
            resource: resource.uid,
            context: { ...contexts.get(id), ...ofRecord },
            preparsedPolicySetId: 'gateway',
            validateRequest: false,
            entities: [principal, resource],
          });
          if (answer.type !== 'success' || answer.response.diagnostics.errors.length > 0) throw new Error('Cedar errs');
          return answer.response.decision === 'allow';
        });
        return { permitted: new Set(permitted) };
      });
    },
  };
}
