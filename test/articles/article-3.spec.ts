// Article 3: provision to third parties. With consent, by order, or entrusted; else not.
import { describe } from '@jest/globals';
import { runRows } from './rows.ts';

describe('Article 3(1): consent in writing, in advance, naming whom, what and what for [R21]', () => {
  runRows([
    ['name', 'company.credit', 'bmw-japan-finance', 'consent', 'permit', 'consent', '3(1)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'electronic consent', 'permit', 'consent', '3(1)'],
    ['name', 'company.credit', 'dealer:D002', 'consent', 'permit', 'consent', '3(1)'],
    ['name', 'company.credit', 'dealer-network', 'consent', 'permit', 'consent', '3(1)'],
    ['name', 'company.credit', 'insurer:I1', 'consent', 'permit', 'consent', '3(1)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    [
      'name',
      'company.credit',
      'dealer:D002',
      'consent naming D003 alone',
      'withhold',
      'consent_wrong_recipient',
      '3(1)',
    ],
    [
      'name',
      'company.credit',
      'dealer-network',
      'consent naming D003 alone',
      'withhold',
      'consent_wrong_recipient',
      '3(1)',
    ],
    [
      'address',
      'company.credit',
      'bmw-japan-finance',
      'consent naming name alone',
      'withhold',
      'consent_wrong_item',
      '3(1)',
    ],
    ['name', 'company.roadside', 'bmw-japan-finance', 'consent', 'withhold', 'consent_wrong_purpose', '3(1)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'oral consent', 'withhold', 'consent_oral', '3(1)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'oral and wrong purpose', 'withhold', 'consent_oral', '3(1)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'consent one second after', 'withhold', 'consent_late', '3(1)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'consent at the very instant', 'withhold', 'consent_late', '3(1)'],
    ['name', 'company.credit', 'bmw-japan-finance', 'consent just before', 'permit', 'consent', '3(1)'],
    [
      'name',
      'company.credit',
      'bmw-japan-finance',
      'consent of unreadable instant',
      'withhold',
      'consent_late',
      '3(1)',
    ],
    [
      'name',
      'company.credit',
      'bmw-japan-finance',
      'consent withdrawn at the instant',
      'withhold',
      'consent_withdrawn',
      '3(1)',
    ],
    [
      'name',
      'company.credit',
      'bmw-japan-finance',
      'consent with unreadable withdrawal',
      'withhold',
      'consent_withdrawn',
      '3(1)',
    ],
    ['name', 'company.credit', 'bmw-japan-finance', 'consent withdrawn later', 'permit', 'consent', '3(1)'],
    ['name', 'joint.valuation', 'insurer:I1', 'consent', 'withhold', 'not_in_scope', '3'],
  ]);
});

describe('Article 3(1) with 2(9): vehicle service information is not among its items, so consent must be specific [R14, R17]', () => {
  runRows([
    ['vin', 'company.credit', 'bmw-japan-finance', 'consent', 'withhold', 'consent_wrong_recipient', '3(1)'],
    ['vin', 'company.credit', 'bmw-japan-finance', 'specific consent', 'permit', 'specific_consent', '3(1)'],
    [
      'vin',
      'company.credit',
      'bmw-japan-finance',
      'specific consent by kind',
      'withhold',
      'consent_wrong_recipient',
      '3(1)',
    ],
    ['vin', 'company.credit', 'dealer-network', 'specific consent', 'permit', 'specific_consent', '3(1)'],
    ['vin', 'company.credit', 'dealer:D003', 'specific consent', 'withhold', 'consent_wrong_recipient', '3(1)'],
    ['vin', 'company.vehicle-notices', 'insurer:I1', 'specific consent', 'permit', 'specific_consent', '3(1)'],
    ['work', 'company.questionnaire', 'bmw-japan', 'specific consent', 'permit', 'specific_consent', '3(1)'],
  ]);
});

describe('Article 3, proviso: subcontractors within the scope of the subcontract [R20]', () => {
  runRows([
    ['telephone', 'company.questionnaire', 'subcontractor:S1', 'entrustment', 'permit', 'entrusted', '3+5'],
    [
      'telephone',
      'company.questionnaire',
      'subcontractor:S1',
      'entrustment ending today',
      'permit',
      'entrusted',
      '3+5',
    ],
    [
      'telephone',
      'company.questionnaire',
      'subcontractor:S1',
      'entrustment ended yesterday',
      'withhold',
      'not_entrusted',
      '3',
    ],
    ['address', 'company.questionnaire', 'subcontractor:S1', 'entrustment', 'withhold', 'not_entrusted', '3'],
    ['telephone', 'company.credit', 'subcontractor:S1', 'entrustment', 'withhold', 'not_entrusted', '3'],
    ['telephone', 'company.questionnaire', 'subcontractor:S2', 'entrustment', 'withhold', 'not_entrusted', '3'],
    ['vin', 'company.questionnaire', 'subcontractor:S1', 'entrustment', 'withhold', 'not_in_scope', '3'],
    ['work', 'joint.workshop-service', 'bmw-ag', 'custody', 'permit', 'entrusted', '3+5'],
  ]);
});

describe('Article 3: nobody else [R19, R30]', () => {
  runRows([
    ['vin', 'joint.valuation', 'leasing-affiliate', 'specific consent', 'withhold', 'recipient_unknown', '3'],
    ['vin', 'joint.valuation', 'dealer:network', 'specific consent', 'withhold', 'recipient_unknown', '3'],
    ['vin', 'joint.valuation', 'toString', 'nothing stands', 'withhold', 'recipient_unknown', '3'],
  ]);
});
