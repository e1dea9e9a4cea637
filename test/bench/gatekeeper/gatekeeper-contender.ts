// Our gatekeeper as a contender: the built app, started as a house starts it.
import { join } from 'node:path';
import { commandOf } from '../../../scripts/house/apps.ts';
import { startChild, type Child } from '../../../scripts/house/child.ts';
import { nodeEnvironment } from '../../../scripts/house/environment.ts';
import { ROOT } from '../../../scripts/house/paths.ts';
import { EXTRA_SLOT_OFFSET } from '../../../scripts/house/ports.ts';
import { untilReady } from '../../../scripts/house/ready.ts';
import { appUserOf, groupOf, TOPICS } from '#wire';
import type { BenchRoom, Reading } from './bench-room.ts';

export const GATE_READING: Reading = {
  group: groupOf(appUserOf('gatekeeper'), 'gate'),
  input: TOPICS.serviceRecords.name,
};
/** The loop without deciding has an input of its own, so that it may run beside the gatekeeper. */
export const CEILING_READING: Reading = { group: 'bench.ceiling', input: 'bench.ceiling' };

/** In what a gatekeeper says when a fault made it begin anew. */
const RECOVERING = '"state":"recovering"';

const portOf = ({ house }: Pick<BenchRoom, 'house'>, slot: number) => house.ports.gatekeeper + EXTRA_SLOT_OFFSET + slot;

/** Starts a gatekeeper, or `entry` in its place, and waits for nothing. `slot`: transactional id and static member. */
function start(room: BenchRoom, slot: number, entry?: string, env: Readonly<Record<string, string>> = {}): Child {
  const { house } = room;
  const command = commandOf('gatekeeper');
  const args = [...command.slice(0, -1), entry ?? command.at(-1)!];
  const environment = {
    ...nodeEnvironment(),
    NODE_ENV: 'production',
    OTEL_SERVICE_NAME: 'gatekeeper',
    HOST: '127.0.0.1',
    PORT: String(portOf(room, slot)),
    KAFKA_BROKERS: house.kafkaAdmin.brokers.join(','),
    KAFKA_USERNAME: appUserOf('gatekeeper'),
    KAFKA_PASSWORD: house.secrets.kafka.apps.gatekeeper,
    PSEUDONYM_SECRET: house.secrets.pseudonymSecret,
    CERTIFICATE_PUBLIC_KEY: house.secrets.certificate.publicKey,
    GATEKEEPER_SLOT: `gatekeeper-${slot}`,
    ...env,
  };
  const name = `gatekeeper-${slot}`;
  return startChild({ name, file: process.execPath, args, env: environment, cwd: ROOT }, ({ line }) => {
    if (line.includes(RECOVERING)) room.faulted();
  });
}

/** Starts a gatekeeper; resolves when it decides, or would if it had a partition. */
export async function startGatekeeper(room: BenchRoom, slot = 0): Promise<Child> {
  const child = start(room, slot);
  await untilReady(child, `http://127.0.0.1:${portOf(room, slot)}`);
  return child;
}

/** Starts its loop without deciding, with what `cannedFile` holds to send; waits for nothing. */
export function startCeiling(room: BenchRoom, cannedFile: string): Child {
  const { username, password } = room.house.kafkaAdmin;
  return start(room, 0, join(import.meta.dirname, 'ceiling.ts'), {
    ...{ KAFKA_USERNAME: username, KAFKA_PASSWORD: password, CANNED_FILE: cannedFile },
    ...{ GATEKEEPER_SLOT: 'ceiling-0', GROUP: CEILING_READING.group, INPUT: CEILING_READING.input },
  });
}
