// Who may do what on the cluster: rights of apps and members, from the table's writers and readers. Nothing else is granted.
import { appUserOf, GATEKEEPER_SLOT_PREFIX, groupOf, TOPICS, type App, type Topic } from '#wire';

export type AclResource = 'topic' | 'group' | 'transactional-id';
export type AclOperation = 'read' | 'write' | 'describe';

/** One right of one user. `literal`: exactly this name; `prefixed`: every name that begins so. */
export interface AclEntry {
  readonly user: string;
  readonly resource: AclResource;
  readonly name: string;
  readonly pattern: 'literal' | 'prefixed';
  readonly operation: AclOperation;
}

/** Every right of an app's user. Reading and writing imply describing; the gatekeeper alone writes streams and in transactions. */
export function planAppAcls(app: App): AclEntry[] {
  const user = appUserOf(app);
  const entries: AclEntry[] = [];
  for (const topic of Object.values(TOPICS) as Topic[]) {
    const pattern = topic.name.endsWith('.') ? 'prefixed' : 'literal';
    const on = { user, resource: 'topic', name: topic.name, pattern } as const;
    if (topic.writer === app || topic.writer === 'all') entries.push({ ...on, operation: 'write' });
    const settles = topic.writer === app && topic.writerSettles === true;
    if (topic.readers.includes(app) || settles) entries.push({ ...on, operation: 'read' });
  }
  if (app === 'gatekeeper') {
    const slots = { user, resource: 'transactional-id', name: GATEKEEPER_SLOT_PREFIX, pattern: 'prefixed' } as const;
    entries.push({ ...slots, operation: 'write' });
  }
  // `control` is read whole by each process, streams by the page, and doubts are settled, without a group: who does no more
  // needs none.
  const withoutGroup: readonly string[] = [TOPICS.control.name, TOPICS.provision.name];
  const groupTopics = (Object.values(TOPICS) as Topic[]).filter(({ name }) => !withoutGroup.includes(name));
  if (groupTopics.some(({ readers }) => readers.includes(app))) entries.push(ownGroups(user));
  return entries;
}

/** Every right a member has on one stream's topic: to read it, in groups named after the member. */
export function planMemberAcls(user: string, topic: string): AclEntry[] {
  return [{ ...literalTopic(user, topic), operation: 'read' }, ownGroups(user)];
}

function literalTopic(user: string, name: string): Omit<AclEntry, 'operation'> {
  return { user, resource: 'topic', name, pattern: 'literal' };
}

/** The dot belongs to the name: `dealer-D001.` is no beginning of a group of `dealer-D0011`. */
function ownGroups(user: string): AclEntry {
  return { user, resource: 'group', name: groupOf(user, ''), pattern: 'prefixed', operation: 'read' };
}
