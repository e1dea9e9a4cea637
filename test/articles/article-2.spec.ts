// Article 2: the purposes of use. The Company's own, and none besides.
import { describe } from '@jest/globals';
import { runRows } from './rows.ts';

describe('Article 2: the Company uses customer information for its purposes', () => {
  runRows([
    ['name', 'company.product-information', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(1)'],
    ['email', 'company.questionnaire', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(2)'],
    ['telephone', 'company.vehicle-notices', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(3)'],
    ['address', 'joint.valuation', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(4)'],
    ['address', 'joint.joint-user-information', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(4)'],
    ['name', 'company.requests', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(5)'],
    ['name', 'company.roadside', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(6)'],
    ['occupation', 'company.credit', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(7)'],
    ['transaction', 'company.research', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(8)'],
    ['name', 'company.third-party-provision', 'bmw-japan', 'nothing stands', 'withhold', 'not_in_scope', '4(2)'],
  ]);
});

describe('Article 2(8): of vehicle service information, research gets statistics', () => {
  runRows([
    ['vin', 'company.research', 'bmw-japan', 'nothing stands', 'withhold', 'statistics_only', '2(8)'],
    ['work', 'company.research', 'bmw-japan-finance', 'specific consent', 'withhold', 'statistics_only', '2(8)'],
    ['vin', 'company.research', 'dealer:D001', 'nothing stands', 'permit', 'own_record', '4'],
  ]);
});

describe('Article 2, chapeau: no other purpose', () => {
  runRows([
    ['name', '', 'bmw-japan', 'nothing stands', 'withhold', 'purpose_missing', '2'],
    ['name', 'club.membership', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['name', 'club.membership', 'bmw-japan', 'specific consent', 'permit', 'specific_consent', '3(1)'],
    ['name', 'any-other', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['name', 'constructor', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['vin', 'club.membership', 'dealer:D001', 'nothing stands', 'withhold', 'not_in_scope', '4(2)'],
  ]);
});

describe('Article 2(10): what law, order or decision requires', () => {
  runRows([
    ['vin', 'company.legal-disclosure', 'authority:A1', 'order', 'permit', 'legal_order', '2(10)+3(2)'],
    ['name', 'company.legal-disclosure', 'authority:A1', 'order', 'withhold', 'order_scope', '3(2)'],
    ['vin', 'company.legal-disclosure', 'authority:A1', 'nothing stands', 'withhold', 'order_missing', '3(2)'],
    [
      'vin',
      'company.legal-disclosure',
      'authority:A1',
      'order to another authority',
      'withhold',
      'order_missing',
      '3(2)',
    ],
    ['vin', 'company.legal-disclosure', 'authority:A1', 'order approved by one', 'withhold', 'order_scope', '3(2)'],
    [
      'vin',
      'company.legal-disclosure',
      'authority:A1',
      'order approved by one under two spellings',
      'withhold',
      'order_scope',
      '3(2)',
    ],
    ['vin', 'company.legal-disclosure', 'authority:A1', 'order of last month', 'withhold', 'order_scope', '3(2)'],
    ['vin', 'joint.valuation', 'authority:A1', 'order', 'withhold', 'not_in_scope', '3'],
    ['unlisted', 'company.legal-disclosure', 'authority:A1', 'order', 'permit', 'legal_order', '2(10)+3(2)'],
    [
      'unlisted',
      'company.legal-disclosure',
      'authority:A1',
      'order naming nothing unlisted',
      'withhold',
      'unlisted',
      '4(1)',
    ],
    ['vin', 'company.legal-disclosure', 'bmw-ag', 'custody', 'withhold', 'not_in_scope', '3'],
  ]);
});
