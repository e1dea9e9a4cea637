// Article 5: proper management. Subcontractors are instructed and audited; a text that cannot be cleared stays.
import { describe, expect, it } from '@jest/globals';
import { RECORD, ask } from './cases.ts';
import { STRICT_LAW, runRows } from './rows.ts';

describe('Article 5: a subcontractor, and the headquarters, by an audit that is not overdue [R35]', () => {
  runRows([
    [
      'telephone',
      'company.questionnaire',
      'subcontractor:S1',
      'entrustment with the audit due today',
      'permit',
      'entrusted',
      '3+5',
    ],
    [
      'telephone',
      'company.questionnaire',
      'subcontractor:S1',
      'entrustment with the audit overdue',
      'withhold',
      'not_entrusted',
      '3',
    ],
    [
      'telephone',
      'company.questionnaire',
      'subcontractor:S1',
      'entrustment with the audit due on no day',
      'withhold',
      'not_entrusted',
      '3',
    ],
    ['work', 'joint.workshop-service', 'bmw-ag', 'custody with the audit overdue', 'withhold', 'not_entrusted', '3'],
  ]);
});

describe('Article 5: what might leak stays [R34]', () => {
  it.each([
    ['that cannot be searched', '!unsure'],
    ['whose search fails', '!throw'],
  ])('a text %s', (_what, description) => {
    const record = { ...RECORD, work: { jobs: [{ jobId: 'JOB-1', lines: [{ labourCode: '0012345', description }] }] } };
    const { verdicts } = ask(STRICT_LAW, 'bmw-japan-finance', 'joint.valuation', {}, { record });
    const line = verdicts.filter(({ path }) => path.startsWith('work.jobs[].lines[]'));
    expect(line.map(({ path, outcome, reason, clause }) => [path.split('.').at(-1), outcome, reason, clause])).toEqual([
      ['description', 'withhold', 'text_unsure', '5'],
      ['labourCode', 'permit', 'joint_use', '3(3)+4(1)(b)+4(2)(b)'],
    ]);
  });
});
