// Rights as kafkajs writes them.
import kafkajs, { type AclEntry as KafkajsAcl, type AclFilter } from 'kafkajs';
import type { AclEntry } from './acl-plan.js';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const RESOURCES = {
  topic: AclResourceTypes.TOPIC,
  group: AclResourceTypes.GROUP,
  'transactional-id': AclResourceTypes.TRANSACTIONAL_ID,
} as const;

const OPERATIONS = {
  read: AclOperationTypes.READ,
  write: AclOperationTypes.WRITE,
  describe: AclOperationTypes.DESCRIBE,
} as const;

export function toKafkajsAcl(entry: AclEntry): KafkajsAcl {
  return {
    resourceType: RESOURCES[entry.resource],
    resourceName: entry.name,
    resourcePatternType: entry.pattern === 'literal' ? ResourcePatternTypes.LITERAL : ResourcePatternTypes.PREFIXED,
    principal: `User:${entry.user}`,
    host: '*',
    operation: OPERATIONS[entry.operation],
    permissionType: AclPermissionTypes.ALLOW,
  };
}

/** Matches every right of a user, or every right of it on one topic. */
export function toFilter(user: string, topic?: string): AclFilter {
  return {
    resourceType: topic === undefined ? AclResourceTypes.ANY : AclResourceTypes.TOPIC,
    ...(topic === undefined ? {} : { resourceName: topic }),
    resourcePatternType: topic === undefined ? ResourcePatternTypes.ANY : ResourcePatternTypes.LITERAL,
    principal: `User:${user}`,
    operation: AclOperationTypes.ANY,
    permissionType: AclPermissionTypes.ANY,
  };
}
