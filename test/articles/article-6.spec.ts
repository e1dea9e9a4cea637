// Article 6: what customers can have stopped, erased and corrected; and earlier owners of a vehicle.
import { describe } from '@jest/globals';
import { runRows } from './rows.ts';

const JOINT_USE = '3(3)+4(1)(b)+4(2)(b)';

describe('Article 6: cessation of usage [R38, R43]', () => {
  runRows([
    ['vin', 'joint.workshop-service', 'dealer-network', 'cessation', 'withhold', 'stop_cessation', '6'],
    ['name', 'company.vehicle-notices', 'bmw-japan', 'cessation', 'withhold', 'stop_cessation', '6'],
    ['name', 'company.vehicle-notices', 'insurer:I1', 'cessation and consent', 'withhold', 'stop_cessation', '6'],
    ['vin', 'company.research', 'bmw-japan', 'cessation', 'withhold', 'stop_cessation', '6'],
    ['vin', 'joint.joint-user-information', 'bmw-japan', 'cessation', 'withhold', 'stop_cessation', '6'],
    ['unlisted', 'joint.workshop-service', 'bmw-japan', 'cessation', 'withhold', 'stop_cessation', '6'],
    ['vin', 'joint.workshop-service', 'dealer-network', 'cessation one second later', 'permit', 'joint_use', JOINT_USE],
    [
      'vin',
      'joint.workshop-service',
      'dealer-network',
      'stop of unreadable instant',
      'withhold',
      'stop_cessation',
      '6',
    ],
    ['vin', 'joint.workshop-service', 'dealer:D001', 'cessation', 'permit', 'own_record', '4'],
    ['unlisted', 'joint.workshop-service', 'dealer:D001', 'cessation', 'withhold', 'unlisted', '4(1)'],
    ['vin', 'company.legal-disclosure', 'authority:A1', 'order and cessation', 'permit', 'legal_order', '2(10)+3(2)'],
    [
      'unlisted',
      'company.legal-disclosure',
      'authority:A1',
      'order and cessation',
      'permit',
      'legal_order',
      '2(10)+3(2)',
    ],
  ]);
});

describe('Article 6: elimination [R43]', () => {
  runRows([
    ['vin', 'joint.workshop-service', 'dealer-network', 'erasure', 'withhold', 'erased', '6'],
    ['vin', 'joint.workshop-service', 'dealer:D001', 'erasure', 'withhold', 'erased', '6'],
    ['vin', 'company.legal-disclosure', 'authority:A1', 'order and erasure', 'withhold', 'erased', '6'],
  ]);
});

describe('Article 6: correction [R38]', () => {
  runRows([
    ['vin', 'joint.workshop-service', 'dealer-network', 'correction of the VIN', 'withhold', 'correction_pending', '6'],
    ['work', 'joint.workshop-service', 'dealer-network', 'correction of the VIN', 'permit', 'joint_use', JOINT_USE],
    ['vin', 'joint.workshop-service', 'dealer:D001', 'correction of the VIN', 'permit', 'own_record', '4'],
    [
      'vin',
      'company.legal-disclosure',
      'authority:A1',
      'order and correction of the VIN',
      'withhold',
      'correction_pending',
      '6',
    ],
    [
      'vin',
      'joint.joint-user-information',
      'dealer-network',
      'correction of the VIN',
      'withhold',
      'not_in_scope',
      '4(2)',
    ],
  ]);
});

describe('Article 4(1)(a) after a change of owner: history follows the vehicle, the customer does not [R24]', () => {
  runRows([
    [
      'name',
      'company.credit',
      'bmw-japan-finance',
      'new owner since November, consent',
      'withhold',
      'owner_mismatch',
      '4(1)',
    ],
    ['vin', 'joint.valuation', 'bmw-japan-finance', 'new owner since November', 'permit', 'joint_use', JOINT_USE],
    ['name', 'company.vehicle-notices', 'bmw-japan', 'new owner since November', 'permit', 'company_purpose', '2(3)'],
    ['name', 'joint.valuation', 'dealer:D001', 'new owner since November', 'permit', 'own_record', '4'],
    ['name', 'company.credit', 'bmw-japan-finance', 'new owner since September', 'withhold', 'consent_absent', '3(1)'],
    ['vin', 'joint.valuation', 'bmw-japan-finance', 'unreadable ownership', 'permit', 'joint_use', JOINT_USE],
  ]);
});

describe('Article 6: the headquarters use it for the Company’s purposes, for their own with consent alone [R36]', () => {
  runRows([
    ['work', 'joint.workshop-service', 'bmw-ag', 'custody', 'permit', 'entrusted', '3+5'],
    ['work', 'club.membership', 'bmw-ag', 'custody', 'withhold', 'consent_absent', '3(1)'],
    ['work', 'club.membership', 'bmw-ag', 'custody and specific consent', 'permit', 'specific_consent', '3(1)'],
    ['work', 'club.membership', 'bmw-ag', 'specific consent', 'withhold', 'not_entrusted', '3'],
  ]);
});
