// Topics are created as the table says: retention is a promise to the data subject.
import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '#wire';
import { planBaseTopics, planStreamTopic } from './topic-plan.js';

const DAY_MS = 86_400_000;

describe('planBaseTopics', () => {
  it('holds every topic of the table but the streams’', () => {
    const names = Object.values(TOPICS)
      .map(({ name }) => name as string)
      .filter((name) => name !== 'provision.');
    expect(planBaseTopics().map(({ topic }) => topic)).toEqual(names);
  });

  it('keeps control for ever, each fact on the disk at once, and compacts nothing', () => {
    const control = planBaseTopics().find(({ topic }) => topic === 'control')!;
    expect(control.settings).toEqual({
      ...{ 'cleanup.policy': 'delete', 'retention.ms': '-1', 'retention.bytes': '-1' },
      'flush.messages': '1',
    });
    expect(planBaseTopics().every(({ settings }) => settings['cleanup.policy'] === 'delete')).toBe(true);
  });

  it('takes other counts, if they are powers of two and the topic may be split', () => {
    const planned = planBaseTopics({ serviceRecords: 16 });
    expect(planned.find(({ topic }) => topic === 'service-records')!.partitions).toBe(16);
    expect(() => planBaseTopics({ serviceRecords: 6 })).toThrow('GW_PARTITIONS');
    expect(() => planBaseTopics({ control: 2 })).toThrow('GW_PARTITIONS');
  });
});

describe('planStreamTopic', () => {
  it('keeps a release 14 days, and closes a segment every day so that it is not kept longer', () => {
    expect(planStreamTopic({ id: 'insurer:tokyo-demo.company.vehicle-notices' })).toEqual({
      topic: 'provision.insurer-tokyo-demo.company.vehicle-notices',
      partitions: 4,
      settings: {
        'cleanup.policy': 'delete',
        'retention.ms': String(14 * DAY_MS),
        'retention.bytes': '-1',
        'segment.ms': String(DAY_MS),
      },
    });
  });
});
