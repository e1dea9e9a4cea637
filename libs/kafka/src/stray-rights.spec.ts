// What is taken away at the broker: all that touches a stream's topic and nobody may have.
import { describe, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { straysIn } from './stray-rights.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;
const OWN = 'provision.bmw-japan.company.vehicle-notices';
const { LITERAL, PREFIXED } = ResourcePatternTypes;
const READ = { host: '*', operation: AclOperationTypes.READ, permissionType: AclPermissionTypes.ALLOW };

const strays = (user: string, name: string, pattern = LITERAL, more: Partial<typeof READ> = {}) => {
  const acls = [{ ...READ, ...more, principal: `User:${user}` }];
  const resource = { resourceType: AclResourceTypes.TOPIC, resourceName: name, resourcePatternType: pattern, acls };
  return straysIn(
    [resource],
    (one) => one.startsWith('app-'),
    (one, topic) => one === 'bmw-japan' && topic === OWN,
  );
};

describe('a right on a stream’s topic', () => {
  it.each([
    ['of somebody no fact names', strays('stranger', OWN)],
    ['on another’s topic', strays('bmw-japan', 'provision.bmw-japan-finance.joint.valuation')],
    ['by the beginning of a name', strays('bmw-japan', 'provision.', PREFIXED)],
    ['by a shorter beginning', strays('bmw-japan', 'pro', PREFIXED)],
    ['on every topic', strays('bmw-japan', '*')],
    ['of everybody', strays('*', OWN)],
    ['to write', strays('bmw-japan', OWN, LITERAL, { operation: AclOperationTypes.WRITE })],
    ['denied', strays('bmw-japan', OWN, LITERAL, { permissionType: AclPermissionTypes.DENY })],
  ])('is a stray: %s', (_what, found) => {
    expect(found).toHaveLength(1);
  });

  it.each([
    ['a member’s own', strays('bmw-japan', OWN)],
    ['an app’s', strays('app-gatekeeper', 'provision.', PREFIXED)],
    ['on a topic that is none of a stream', strays('stranger', 'orders')],
    ['on names that begin otherwise', strays('stranger', 'provisions', PREFIXED)],
  ])('stands: %s', (_what, found) => {
    expect(found).toEqual([]);
  });
});
