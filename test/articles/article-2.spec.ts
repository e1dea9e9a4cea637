// Article 2: the purposes of use. The Company's own, and none besides.
import { describe } from '@jest/globals';
import { runRows } from './rows.ts';

describe('Article 2(1): the Company informs of its products, services and events [R8]', () => {
  runRows([
    ['name', 'company.product-information', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(1)'],
    ['vin', 'company.product-information', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(1)'],
    ['name', 'company.product-information', 'dealer:D002', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
  ]);
});

describe('Article 2(2): the Company conducts questionnaire surveys [R9]', () => {
  runRows([
    ['email', 'company.questionnaire', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(2)'],
    ['work', 'company.questionnaire', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['work', 'company.questionnaire', 'bmw-japan', 'specific consent', 'permit', 'specific_consent', '3(1)'],
  ]);
});

describe('Article 2(3): the Company informs of service, inspection and insurance [R10]', () => {
  runRows([
    ['telephone', 'company.vehicle-notices', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(3)'],
    ['vin', 'company.vehicle-notices', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(3)'],
    ['vin', 'company.vehicle-notices', 'bmw-japan-finance', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['telephone', 'company.vehicle-notices', 'insurer:I1', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
  ]);
});

describe('Article 2(4): customer information for the purposes of joint use, by the Company [R11]', () => {
  runRows([
    ['address', 'joint.valuation', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(4)'],
    ['address', 'joint.joint-user-information', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(4)'],
    ['address', 'joint.valuation', 'bmw-japan-finance', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
  ]);
});

describe('Article 2(5): the Company answers requests and applications [R12]', () => {
  runRows([
    ['name', 'company.requests', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(5)'],
    ['vin', 'company.requests', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
  ]);
});

describe('Article 2(6): the Company gives roadside assistance [R13]', () => {
  runRows([
    ['name', 'company.roadside', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(6)'],
    ['vin', 'company.roadside', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
  ]);
});

describe('Article 2(7): credit is the Company’s purpose, and none of joint use [R14]', () => {
  runRows([
    ['occupation', 'company.credit', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(7)'],
    ['work', 'company.credit', 'bmw-japan-finance', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['work', 'joint.valuation', 'bmw-japan-finance', 'nothing stands', 'permit', 'joint_use', '3(3)+4(1)(b)+4(2)(b)'],
  ]);
});

describe('Article 2(8): of vehicle service information, research gets statistics [R15]', () => {
  runRows([
    ['transaction', 'company.research', 'bmw-japan', 'nothing stands', 'permit', 'company_purpose', '2(8)'],
    ['vin', 'company.research', 'bmw-japan', 'nothing stands', 'withhold', 'statistics_only', '2(8)'],
    ['work', 'company.research', 'bmw-japan-finance', 'specific consent', 'withhold', 'statistics_only', '2(8)'],
    ['vin', 'company.research', 'dealer:D001', 'nothing stands', 'permit', 'own_record', '4'],
  ]);
});

describe('Article 2(9): provision is no purpose of the Company’s own; of the eight items it goes by consent [R17]', () => {
  runRows([
    ['name', 'company.third-party-provision', 'bmw-japan', 'nothing stands', 'withhold', 'not_in_scope', '4(2)'],
    ['name', 'company.third-party-provision', 'insurer:I1', 'consent to provision', 'permit', 'consent', '3(1)'],
    ['name', 'company.third-party-provision', 'insurer:I1', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    [
      'vin',
      'company.third-party-provision',
      'insurer:I1',
      'specific consent to provision',
      'withhold',
      'not_in_scope',
      '3',
    ],
  ]);
});

describe('Article 2, chapeau: no other purpose [R6]', () => {
  runRows([
    ['name', '', 'bmw-japan', 'nothing stands', 'withhold', 'purpose_missing', '2'],
    ['name', 'club.membership', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['name', 'club.membership', 'bmw-japan', 'specific consent', 'permit', 'specific_consent', '3(1)'],
    ['name', 'any-other', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['name', 'constructor', 'bmw-japan', 'nothing stands', 'withhold', 'consent_absent', '3(1)'],
    ['vin', 'club.membership', 'dealer:D001', 'nothing stands', 'withhold', 'not_in_scope', '4(2)'],
  ]);
});

describe('Article 2(10): what law, order or decision requires [R18, R23]', () => {
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
