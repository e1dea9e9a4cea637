// What `explain` says of one item, recipient and purpose.
import { describe, expect, it } from '@jest/globals';
import type { PolicyDocument } from '#policy';
import { ITEMS, PURPOSES } from '#wire';
import { explain, UnknownQuestion } from '../../scripts/policy/explain.ts';
import { WORDS } from '../../scripts/policy/languages.ts';
import { DRAFT, STRICT, documentOf } from './versions.ts';

const strict = { policy: STRICT.policy, document: documentOf('2017-05-30') as unknown as PolicyDocument };
const draft = { policy: DRAFT.policy, document: documentOf('art4a-as-b.draft') as unknown as PolicyDocument };

function ask(item: string, recipient: string, purpose: string, version = strict): string {
  return explain(version, { item, recipient, purpose }, WORDS.en).join('\n');
}

describe('explain', () => {
  it.each([
    [
      'vin',
      'bmw-japan-finance',
      'joint.valuation',
      'It may leave as joint use, which was made known beforehand: nothing more is asked (Articles 3(3), 4(1)(b) and 4(2)(b)).',
    ],
    [
      'name',
      'bmw-japan',
      'company.credit',
      "It may be used: the purpose is one of the Company's own, and nothing more is asked (Article 2(7)).",
    ],
    [
      'name',
      'insurer:I1',
      'company.credit',
      'It may leave if the customer has consented in writing or electronically, in advance, naming the recipient or its kind, the item and the purpose (Article 3(1)).',
    ],
    [
      'vin',
      'insurer',
      'company.credit',
      'It may leave if the customer has given a specific consent in writing or electronically, in advance, naming this very recipient, the item and the purpose (Article 3(1)).',
    ],
    [
      'work',
      'subcontractor:S1',
      'company.research',
      'It may leave if a subcontract in force names the recipient, the item and the purpose, and no audit of it is overdue (Articles 3 and 5).',
    ],
    [
      'vin',
      'authority:A1',
      'company.legal-disclosure',
      'It may leave if a law, order or decision in force names the recipient and the item, and two persons have approved it (Articles 2(10) and 3(2)).',
    ],
    ['vin', 'bmw-japan', 'company.research', 'No record of it may leave, statistics alone (Article 2(8)).'],
    [
      'vin',
      'bmw-japan-finance',
      'joint.workshop-service',
      'It stays: no cell of the document grants it, and what no cell grants is withheld (Article 4(2)).',
    ],
    ['unlisted', 'bmw-japan', 'joint.valuation', 'It stays: the policy does not list it (Article 4(1)).'],
    [
      'prohibited',
      'authority',
      'company.legal-disclosure',
      'It is never accepted, and nothing lets it leave (Article 2).',
    ],
    ['vin', 'bmw-ag', 'own.research', 'The policy does not name “own.research”: it is judged as any other purpose.'],
    ['vin', 'leasing', 'joint.valuation', 'It stays: the policy names no recipient “leasing” (Article 3).'],
  ])('%s to %s for %s', (item, recipient, purpose, sentence) => {
    expect(ask(item, recipient, purpose)).toContain(sentence);
  });

  it('of a single dealer, its own records apart from those of others', () => {
    const [head = '', own = '', others = ''] = ask('name', 'dealer:D002', 'joint.valuation').split(/^Of records .*:$/m);
    expect(head).toContain('Recipient: The authorised dealer that published the record (Article 4)');
    expect(own).toContain('It goes back to the dealer that published it: that is no provision');
    expect(own).not.toContain('stop_cessation');
    expect(others).toContain('It may leave if the customer has consented');
    expect(others).toContain('stop_cessation');
  });

  it('names the guards in the order of judgement, and none that cannot bite', () => {
    const guards = [...ask('vin', 'bmw-japan-finance', 'joint.valuation').matchAll(/; ([a-z_]+)\)$/gm)];
    expect(guards.map(([, guard]) => guard)).toEqual([
      'held_before_policy',
      'killed',
      'policy_not_accepted',
      'erased',
      'stop_cessation',
      'provenance',
      'collected_under_earlier_notice',
      'correction_pending',
      'not_requested',
    ]);
    expect(ask('vin', 'bmw-japan', 'company.research')).not.toContain('It stays all the same');
  });

  it('names what is behind the cell, and whether it is contested', () => {
    expect(ask('name', 'bmw-japan-finance', 'joint.joint-user-information')).toContain(
      '(Articles 4(1) and 3(3); AMB-3, contested)',
    );
    expect(ask('name', 'dealer-network', 'joint.joint-user-information', draft)).toContain('AMB-3, contested');
    expect(ask('vin', 'bmw-japan-finance', 'joint.workshop-service')).toContain('(Article 4(2)(b); AMB-6, contested)');
    expect(ask('activity', 'bmw-japan', 'joint.valuation')).toContain('AMB-10');
    expect(ask('vin', 'bmw-japan', 'joint.valuation')).not.toContain('AMB-10');
  });

  it('names what people must do besides, and whom it binds', () => {
    const besides = (text: string) => text.split('What people must do besides:\n')[1] ?? '';
    expect(besides(ask('name', 'insurer', 'company.vehicle-notices'))).toMatch(
      /Proof is kept of each consent.*binds “BMW Japan Corp., the Company”/,
    );
    expect(besides(ask('work', 'subcontractor', 'company.research'))).toContain('audits that they do');
    expect(besides(ask('name', 'bmw-japan', 'company.product-information'))).toContain(
      'by letter, telephone, e-mail or direct contact',
    );
    expect(besides(ask('vin', 'insurer', 'joint.valuation'))).toBe('');
  });

  it('refuses what is no item', () => {
    expect(() => ask('number-plate', 'insurer', 'joint.valuation')).toThrow(UnknownQuestion);
  });

  it.each(['en', 'ja'] as const)('has words for everything there is, in %s', (language) => {
    for (const item of ITEMS) {
      for (const recipient of Object.keys(strict.document.recipients)) {
        for (const purpose of [...PURPOSES, 'any-other', 'another']) {
          const text = explain(strict, { item, recipient, purpose }, WORDS[language]).join('\n');
          expect(text).not.toMatch(/undefined|\(\)|（）|: \(A|：（第/);
        }
      }
    }
  });
});
