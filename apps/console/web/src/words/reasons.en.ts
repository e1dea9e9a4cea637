// Every reason in English: its name, what it says, and what would change it.
import type { ReasonWords } from './shape.js';

export const reasons: ReasonWords = {
  joint_use: {
    short: 'joint use',
    why: 'Released: within the joint use made public, by item, user and purpose.',
    change: 'It ends if the public notice of joint use changes, or the customer asks for cessation.',
  },
  company_purpose: {
    short: 'Company purpose',
    why: 'Released: within the Company’s own purpose of use.',
    change: 'It ends if the customer asks for cessation.',
  },
  own_record: {
    short: 'own record',
    why: 'Released: the dealer that sent the record gets it back, which is no third-party provision.',
    change: 'It ends if the customer’s information is erased.',
  },
  consent: {
    short: 'consent',
    why: 'Released: the customer consented beforehand to this recipient, item and purpose.',
    change: 'It ends the moment the customer withdraws the consent.',
  },
  specific_consent: {
    short: 'specific consent',
    why: 'Released: the customer consented beforehand, naming this very recipient.',
    change: 'It ends the moment the customer withdraws the consent.',
  },
  entrusted: {
    short: 'entrusted',
    why: 'Released: an entrustment in force covers this item and purpose.',
    change: 'It ends with the entrustment, or when its audit is overdue.',
  },
  legal_order: {
    short: 'legal order',
    why: 'Released: a law, or a court’s or authority’s order, approved by two people.',
    change: 'It ends with the period of the order.',
  },
  embedded_personal_data: {
    short: 'personal data in text',
    why: 'Redacted: the part of the text that names personal data whose own item may not go.',
    change: 'A consent that covers the item named in the text would leave it in.',
  },
  purpose_missing: {
    short: 'no purpose',
    why: 'No purpose of use is stated.',
    change: 'A stream that states its purpose would be judged.',
  },
  recipient_unknown: {
    short: 'unknown recipient',
    why: 'The recipient is none the policy names.',
    change: 'It would be judged once registered as a recipient of the policy.',
  },
  recipient_inactive: {
    short: 'no contract',
    why: 'No Dealer Contract or insurer’s contract with this recipient is in force.',
    change: 'It would be judged once a contract is concluded and registered.',
  },
  not_entrusted: {
    short: 'not entrusted',
    why: 'No entrustment in force covers this recipient, item and purpose.',
    change: 'An entrustment that names them, with its audit done, would permit it.',
  },
  killed: {
    short: 'all stopped',
    why: 'The responsible manager has stopped all provision.',
    change: 'It is judged again once the manager lifts the stop.',
  },
  policy_not_accepted: {
    short: 'policy not accepted',
    why: 'The dealer that sent the record has not accepted the policy in force.',
    change: 'It would be judged once the dealer accepts the policy in force.',
  },
  erased: {
    short: 'erased',
    why: 'The information was erased at the customer’s request.',
    change: 'Nothing: an erasure cannot be undone.',
  },
  stop_cessation: {
    short: 'cessation of use',
    why: 'Use and provision are stopped at the customer’s request.',
    change: 'It would be judged again if the customer takes the request back.',
  },
  correction_pending: {
    short: 'correction pending',
    why: 'A correction of this item is under way.',
    change: 'It is judged again once the correction is done and the record is sent again.',
  },
  unmapped: {
    short: 'unmapped field',
    why: 'A field the catalogue does not know, or a value of another form than expected.',
    change: 'It would be judged once the field is mapped to an item the policy lists.',
  },
  unlisted: {
    short: 'not listed',
    why: 'The policy does not list this item.',
    change: 'Only a revised policy that lists the item would permit it.',
  },
  provenance: {
    short: 'not from service',
    why: 'Not collected in the course of repair and maintenance.',
    change: 'It would be judged if sent as part of a job of repair or maintenance.',
  },
  not_in_scope: {
    short: 'outside scope',
    why: 'The policy does not permit this recipient, item and purpose together.',
    change: 'Only a revised and published policy would permit it.',
  },
  statistics_only: {
    short: 'statistics only',
    why: 'For this purpose only statistics may leave.',
    change: 'Single records may not go; statistics made of them may.',
  },
  consent_absent: {
    short: 'no consent',
    why: 'No consent of the customer is on file.',
    change: 'A written or electronic consent naming recipient, item and purpose would permit later records.',
  },
  consent_wrong_recipient: {
    short: 'other recipient',
    why: 'The customer consented, but not to this recipient.',
    change: 'A consent that names this recipient or its kind would permit it.',
  },
  consent_wrong_item: {
    short: 'other item',
    why: 'The customer consented, but not to this item.',
    change: 'A consent that names this item would permit it.',
  },
  consent_wrong_purpose: {
    short: 'other purpose',
    why: 'The customer consented, but not to this purpose.',
    change: 'A consent that names this purpose would permit it.',
  },
  consent_oral: {
    short: 'oral consent',
    why: 'The consent was given orally; it must be expressed in writing or electronically.',
    change: 'The same consent in writing or electronically would permit it.',
  },
  consent_late: {
    short: 'not in advance',
    why: 'The consent is dated after this decision.',
    change: 'Records sent after the consent was given would be permitted.',
  },
  consent_withdrawn: {
    short: 'withdrawn',
    why: 'The customer has withdrawn the consent.',
    change: 'A new consent would permit later records.',
  },
  consent_not_specific: {
    short: 'not specific',
    why: 'There is a consent, but none that names this very recipient.',
    change: 'A specific consent naming this recipient would permit it.',
  },
  order_missing: {
    short: 'no order',
    why: 'No law, order or decision asks for provision to this recipient.',
    change: 'An order, registered and approved by two people, would permit what it names.',
  },
  order_scope: {
    short: 'outside the order',
    why: 'An order exists, but item, person or period is outside it, or it lacks two approvers.',
    change: 'An order that reaches this, approved by two people, would permit it.',
  },
  owner_mismatch: {
    short: 'earlier owner',
    why: 'The vehicle has changed hands; the record belongs to an earlier owner.',
    change: 'Nothing: only records of the present owner’s period may go.',
  },
  not_requested: {
    short: 'not asked for',
    why: 'The recipient did not ask for this item.',
    change: 'It would be judged if the stream asked for the item.',
  },
  text_unsure: {
    short: 'text unsure',
    why: 'The text could not be cleared of personal data, so it stayed.',
    change: 'Sent again in shorter parts, it is searched again.',
  },
  prohibited: {
    short: 'never accepted',
    why: 'Individual numbers, card or bank numbers, special-care data: never accepted.',
    change: 'Nothing: the sender must leave it out.',
  },
  held_before_policy: {
    short: 'before the policy',
    why: 'The record is older than the first version of the policy.',
    change: 'Nothing: records from before the policy stay.',
  },
  collected_under_earlier_notice: {
    short: 'earlier notice',
    why: 'The policy in force when it was collected did not permit this; a wider policy does not reach back.',
    change: 'Records collected under the present policy would be permitted.',
  },
};
