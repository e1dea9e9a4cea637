// Brings a cluster to what the house needs before any of its apps starts.
import { appUserOf, type App } from '#wire';
import { planAppAcls } from './acl-plan.js';
import type { KafkaConnection, KafkaLog } from './connection.js';
import { createAdmin } from './create-admin.js';
import { planBaseTopics, type PartitionCounts } from './topic-plan.js';

/**
 * Creates the base topics with their retention, gives every named app its user and password, and grants each what the table
 * of topics says. Idempotent: run it at every start. Throws on the first thing that cannot be done.
 */
export async function provisionCluster(
  superuser: KafkaConnection,
  wanted: { readonly apps: Partial<Record<App, string>>; readonly partitions?: PartitionCounts },
  log?: KafkaLog,
): Promise<void> {
  const admin = createAdmin(superuser, log);
  try {
    for (const topic of planBaseTopics(wanted.partitions)) await admin.ensureTopic(topic);
    for (const [app, password] of Object.entries(wanted.apps) as [App, string][]) {
      await admin.upsertUser(appUserOf(app), password);
      await admin.grant(planAppAcls(app));
    }
  } finally {
    await admin.close();
  }
}
