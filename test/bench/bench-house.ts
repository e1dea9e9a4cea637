// A house for a part of the bench: the apps it asks for, its own folder, gone when the part is over.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Admin } from '@platformatic/kafka';
import { TOPICS } from '#wire';
import { startHouse, type App, type House } from '../../scripts/house/house.ts';
import { freePortBase } from '../../scripts/house/ports.ts';

export interface BenchHouse {
  readonly house: House;
  /** As many partitions as `service-records` has. */
  readonly createTopic: (name: string) => Promise<void>;
}

/** The house stands while `use` runs; it and its folder go whatever happens. */
export async function withBenchHouse<T>(
  apps: readonly App[],
  signal: AbortSignal,
  use: (room: BenchHouse) => Promise<T>,
): Promise<T> {
  const dataDir = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  chmodSync(dataDir, 0o755);
  let house: House | undefined;
  try {
    house = await startHouse({ portBase: await freePortBase(), apps, dataDir, signal });
    return await use({ house, createTopic: (name) => createTopic(house!, name) });
  } finally {
    await house?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function createTopic({ kafkaAdmin: { brokers, username, password } }: House, name: string): Promise<void> {
  const admin = new Admin({
    ...{ clientId: 'bench', bootstrapBrokers: [...brokers] },
    sasl: { mechanism: 'SCRAM-SHA-256', username, password },
  });
  try {
    await admin.createTopics({ topics: [name], partitions: TOPICS.serviceRecords.partitions, replicas: 1 });
  } finally {
    await admin.close();
  }
}
