// Rights on streams' topics that stand at the broker and nobody should have. Pure.
import kafkajs, { type AclFilter, type DescribeAclResource } from 'kafkajs';
import { TOPICS } from '#wire';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

/** Matches every right of anybody on any topic, by whatever pattern. */
export const EVERY_TOPIC_RIGHT: AclFilter = {
  resourceType: AclResourceTypes.TOPIC,
  resourcePatternType: ResourcePatternTypes.ANY,
  operation: AclOperationTypes.ANY,
  permissionType: AclPermissionTypes.ANY,
};

type Right = Required<AclFilter>;

/** `User:dealer-D001` is `dealer-D001`; another kind of principal stays whole. */
export function userOf(principal: string): string {
  return principal.replace(/^User:/, '');
}

/**
 * The rights on streams' topics, one filter each, that are neither an own user's nor a member's to read, from
 * anywhere, one topic by its full name. What touches no stream's topic is left alone. Never throws.
 */
export function straysIn(
  resources: readonly DescribeAclResource[],
  isOwn: (user: string) => boolean,
  mayRead: (user: string, topic: string) => boolean,
): Right[] {
  return resources.flatMap((resource) =>
    resource.acls.flatMap((acl): Right[] => {
      const { resourceType, resourceName, resourcePatternType } = resource;
      const isLiteral = resourcePatternType === ResourcePatternTypes.LITERAL;
      const user = userOf(acl.principal);
      const isGranted =
        isLiteral &&
        acl.host === '*' &&
        acl.operation === AclOperationTypes.READ &&
        acl.permissionType === AclPermissionTypes.ALLOW &&
        acl.principal === `User:${user}` &&
        mayRead(user, resourceName);
      if (!touchesStreams(resourceName, isLiteral) || isOwn(user) || isGranted) return [];
      return [{ resourceType, resourceName, resourcePatternType, ...acl }];
    }),
  );
}

function touchesStreams(name: string, isLiteral: boolean): boolean {
  const streams = TOPICS.provision.name;
  return name === '*' || name.startsWith(streams) || (!isLiteral && streams.startsWith(name));
}
