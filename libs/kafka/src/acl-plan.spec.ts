// Rights follow the table of topics, and nobody has one more.
import { describe, expect, it } from '@jest/globals';
import { appUserOf, TOPICS, type App, type Topic } from '#wire';
import { planAppAcls, planMemberAcls } from './acl-plan.js';

const APPS: readonly App[] = ['intake', 'gatekeeper', 'delivery', 'ledger', 'console'];
const topics = Object.values(TOPICS) as Topic[];

const rightsOf = (app: App) =>
  planAppAcls(app).map(({ resource, name, pattern, operation }) => `${operation} ${resource} ${pattern} ${name}`);

describe('planAppAcls', () => {
  it.each(APPS)('gives %s the topics it writes and reads by the table, and no other', (app) => {
    const wanted = topics.flatMap(({ name, writer, readers, writerSettles }) => [
      ...(writer === app || writer === 'all' ? [`write ${name}`] : []),
      ...((readers as readonly string[]).includes(app) || (writer === app && writerSettles) ? [`read ${name}`] : []),
    ]);
    const given = planAppAcls(app).filter(({ resource }) => resource === 'topic');
    expect(given.map(({ operation, name }) => `${operation} ${name}`).sort()).toEqual(wanted.sort());
    expect(given.every(({ name, pattern }) => (pattern === 'prefixed') === (name === 'provision.'))).toBe(true);
  });

  it('lets the gatekeeper alone use transactions', () => {
    expect(rightsOf('gatekeeper')).toContain('write transactional-id prefixed gatekeeper-');
    for (const app of APPS.filter((one) => one !== 'gatekeeper')) {
      expect(rightsOf(app).filter((right) => right.includes('transactional-id'))).toEqual([]);
    }
  });

  it('gives intake, which reads no topic but `control` and its own, exactly this', () => {
    expect(rightsOf('intake').sort()).toEqual([
      'read topic literal control',
      'read topic literal service-records',
      'write topic literal notices',
      'write topic literal service-records',
    ]);
  });

  it('gives delivery, which reads streams and `control`, exactly this', () => {
    expect(rightsOf('delivery').sort()).toEqual([
      'read topic literal control',
      'read topic prefixed provision.',
      'write topic literal notices',
    ]);
  });

  it('keeps every app that reads in groups in its own, and grants only its own user', () => {
    for (const app of APPS) {
      const groups = rightsOf(app).filter((right) => right.includes(' group '));
      expect(groups).toEqual(['intake', 'delivery'].includes(app) ? [] : [`read group prefixed app-${app}.`]);
      expect(planAppAcls(app).every(({ user }) => user === appUserOf(app))).toBe(true);
    }
  });
});

describe('planMemberAcls', () => {
  it('is one topic, by its full name, and groups behind a dot', () => {
    expect(planMemberAcls('dealer-D001', 'provision.dealer-network.joint.workshop-service')).toEqual([
      {
        user: 'dealer-D001',
        resource: 'topic',
        name: 'provision.dealer-network.joint.workshop-service',
        pattern: 'literal',
        operation: 'read',
      },
      { user: 'dealer-D001', resource: 'group', name: 'dealer-D001.', pattern: 'prefixed', operation: 'read' },
    ]);
  });
});
