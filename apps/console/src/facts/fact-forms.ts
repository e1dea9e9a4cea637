// From what a person states (a DTO) to the fact on `control`: its id, its payload, persons and vehicles by keyed HMAC.
import { canonicalJson, policyHash, sha256 } from '#evidence';
import { compilePolicy, PolicyFault } from '#policy';
import { CATALOGUE, type FactPayloads, type FactType, GatewayError, type JsonObject, streamIdOf, topicOf } from '#wire';
import * as body from './bodies.dto.js';
import type { FactForm, Statement } from './fact-form.js';
import { foldVehicleNumber } from './fold-vehicle-number.js';

/** Kafka takes 249 characters, and takes `.` and `_` for alike: a purpose with `_` has no topic. */
const TOPIC_NAME = /^[A-Za-z0-9.-]{1,200}$/;

const form = <T extends FactType, D extends object>(_type: T, given: FactForm<T, D>) => given;

const ownId = (dto: { id?: string }, said: Statement) => dto.id ?? said.idempotencyKey ?? said.freshId;
/** A key is its client's own: another client's statement under the same key is another statement. */
const again = ({ client, idempotencyKey, freshId }: Statement) =>
  idempotencyKey === null ? freshId : `${client}:${idempotencyKey}`;
const subjectOf = ({ dealerCode, customerId }: body.CustomerDto, said: Statement) =>
  said.pseudonyms.subject(dealerCode, customerId);
const vehicleOf = (number: string, said: Statement) => said.pseudonyms.vehicle(foldVehicleNumber(number));
/** A field of the fact a sub-resource refers to. */
function referred(said: Statement, field: string): string {
  const value = said.referred?.[field];
  if (typeof value !== 'string') throw new GatewayError('GW_NOT_FOUND');
  return value;
}
function pathId(said: Statement): string {
  if (said.pathId === null) throw new GatewayError('GW_NOT_FOUND');
  return said.pathId;
}

/** The stream's id, if Kafka would take its topic's name. */
function namedStream(audience: string, purpose: string): string {
  const stream = streamIdOf(audience, purpose);
  if (!TOPIC_NAME.test(topicOf(stream))) {
    throw new GatewayError('GW_INVALID_REQUEST', '`audience` and `purpose` make no name of a topic');
  }
  return stream;
}

export const FACT_FORMS = {
  'recipient-registered': form('recipient-registered', {
    body: body.RecipientDto,
    idOf: ({ recipient }) => recipient,
    toData: ({ recipient }) => ({ recipient }),
  }),
  'contract-concluded': form('contract-concluded', {
    body: body.ContractDto,
    idOf: ({ id }) => id,
    toData: (dto, said) => ({ id: ownId(dto, said), recipient: dto.recipient, from: dto.from, to: dto.to ?? null }),
  }),
  'contract-ended': form('contract-ended', {
    body: body.EndDto,
    hasPath: true,
    refersTo: 'contract-concluded',
    idOf: ({ id }, said) => `${id}:${again(said)}`,
    toData: ({ to }, said) => ({ id: pathId(said), recipient: referred(said, 'recipient'), to: to ?? null }),
  }),
  'policy-accepted': form('policy-accepted', {
    body: body.AcceptanceDto,
    needs: ({ policy }) => ({ type: 'policy-published', fields: { policy }, orElse: 'GW_UNKNOWN_POLICY' }),
    idOf: ({ dealer, policy }) => `${dealer}:${policy}`,
    toData: ({ dealer, policy }) => ({ dealer, policy }),
  }),
  'stream-opened': form('stream-opened', {
    body: body.StreamDto,
    idOf: ({ stream }, said) => `${stream}:${again(said)}`,
    toData: ({ audience, purpose, items }) => ({ stream: namedStream(audience, purpose), audience, purpose, items }),
  }),
  'stream-closed': form('stream-closed', {
    body: body.EmptyBody,
    hasPath: true,
    needs: (_dto, said) => ({ type: 'stream-opened', fields: { stream: pathId(said) }, orElse: 'GW_NOT_FOUND' }),
    idOf: ({ stream }, said) => `${stream}:${again(said)}`,
    toData: (_dto, said) => ({ stream: pathId(said) }),
  }),
  'consent-obtained': form('consent-obtained', {
    body: body.ConsentDto,
    idOf: ({ id }) => id,
    toData: ({ customer, recipients, items, purposes, form, obtainedAt, basis, ...dto }, said) => ({
      id: ownId(dto, said),
      subject: subjectOf(customer, said),
      recipients,
      items,
      purposes,
      form,
      obtainedAt,
      basis,
    }),
  }),
  'consent-withdrawn': form('consent-withdrawn', {
    body: body.WithdrawalDto,
    hasPath: true,
    refersTo: 'consent-obtained',
    // One that was dated too late can be stated again; the sooner one counts.
    idOf: ({ id, withdrawnAt }) => `${id}:${withdrawnAt}`,
    toData: ({ withdrawnAt }, said) => ({ id: pathId(said), subject: referred(said, 'subject'), withdrawnAt }),
  }),
  'entrustment-concluded': form('entrustment-concluded', {
    body: body.EntrustmentDto,
    idOf: ({ id }) => id,
    toData: ({ recipient, items, purposes, from, to, auditDueOn, ...dto }, said) => ({
      id: ownId(dto, said),
      recipient,
      items,
      purposes,
      from,
      to: to ?? null,
      auditDueOn: auditDueOn ?? null,
    }),
  }),
  'entrustment-ended': form('entrustment-ended', {
    body: body.EndDto,
    hasPath: true,
    refersTo: 'entrustment-concluded',
    idOf: ({ id }, said) => `${id}:${again(said)}`,
    toData: ({ to }, said) => ({ id: pathId(said), recipient: referred(said, 'recipient'), to: to ?? null }),
  }),
  'order-received': form('order-received', {
    body: body.OrderDto,
    idOf: ({ id }) => id,
    toData: ({ recipient, items, from, to, customers, ...dto }, said) => ({
      id: ownId(dto, said),
      recipient,
      items,
      from,
      to: to ?? null,
      ...(customers === undefined ? {} : { subjects: customers.map((customer) => subjectOf(customer, said)) }),
    }),
  }),
  'order-approved': form('order-approved', {
    body: body.EmptyBody,
    hasPath: true,
    refersTo: 'order-received',
    idOf: ({ id, approver }) => `${id}:${approver}`,
    toData: (_dto, said) => ({ id: pathId(said), recipient: referred(said, 'recipient'), approver: said.client }),
  }),
  'stop-placed': form('stop-placed', {
    body: body.StopDto,
    idOf: ({ id }) => id,
    toData: ({ customer, kind, at, vehicles, ...dto }, said) => ({
      id: ownId(dto, said),
      kind,
      at,
      subject: subjectOf(customer, said),
      ...(vehicles === undefined
        ? {}
        : {
            vehicles: vehicles.map(({ vehicle, from, to }) => ({
              vehicle: vehicleOf(vehicle, said),
              from,
              to: to ?? null,
            })),
          }),
    }),
  }),
  'stop-lifted': form('stop-lifted', {
    body: body.EmptyBody,
    hasPath: true,
    refersTo: 'stop-placed',
    idOf: ({ id }) => id,
    toData: (_dto, said) => ({ id: pathId(said), subject: referred(said, 'subject') }),
  }),
  'ownership-began': form('ownership-began', {
    body: body.OwnershipDto,
    idOf: ({ vehicle, from }) => `${vehicle}:${from}`,
    toData: ({ vehicle, from }, said) => ({ vehicle: vehicleOf(vehicle, said), from }),
  }),
  'correction-opened': form('correction-opened', {
    body: body.CorrectionDto,
    idOf: ({ id }) => id,
    toData: ({ customer, items, ...dto }, said) => ({
      id: ownId(dto, said),
      subject: subjectOf(customer, said),
      items,
    }),
  }),
  'correction-closed': form('correction-closed', {
    body: body.EmptyBody,
    hasPath: true,
    refersTo: 'correction-opened',
    idOf: ({ id }) => id,
    toData: (_dto, said) => ({ id: pathId(said), subject: referred(said, 'subject') }),
  }),
  'kill-switch-set': form('kill-switch-set', {
    body: body.KillSwitchDto,
    idOf: (_data, said) => again(said),
    toData: ({ on }) => ({ on }),
  }),
  'policy-published': form('policy-published', {
    body: body.PolicyDto,
    idOf: ({ policy }) => policy,
    toData: ({ document }) => policyData(document as JsonObject),
  }),
  'policy-certified': form('policy-certified', {
    body: body.CertificateDto,
    // Of one document and one engine there is one, by one key.
    idOf: ({ policy, certificate }) => `${policy}:${sha256(canonicalJson(certificate))}`,
    toData: ({ certificate }) => ({ policy: certificate.policy, certificate }),
  }),
} satisfies { [T in FactType]: FactForm<T, object> };

/** The payload that publishes a policy document. Throws GW_INVALID_REQUEST with every fault, or for a draft. */
export function policyData(document: JsonObject): FactPayloads['policy-published'] {
  const { id, effectiveOn } = compiled(document);
  if (effectiveOn === null)
    throw new GatewayError('GW_INVALID_REQUEST', 'a draft has no effective date to publish it by');
  return { policy: id, effectiveOn, hash: policyHash(document), document };
}

function compiled(document: JsonObject) {
  try {
    return compilePolicy(document, CATALOGUE);
  } catch (fault) {
    if (!(fault instanceof PolicyFault)) throw fault;
    const errors = fault.faults.map((detail) => ({ pointer: '/document', path: '', detail }));
    throw new GatewayError('GW_INVALID_REQUEST', 'the policy does not compile', errors);
  }
}
