// Our gatekeeper as a contender: the built app, started as a house starts it.
import { commandOf } from '../../../scripts/house/apps.ts';
import { startChild, type Child } from '../../../scripts/house/child.ts';
import { nodeEnvironment } from '../../../scripts/house/environment.ts';
import { ROOT } from '../../../scripts/house/paths.ts';
import { EXTRA_SLOT_OFFSET } from '../../../scripts/house/ports.ts';
import { appUserOf, groupOf } from '#wire';
import type { BenchRoom } from './bench-room.ts';

/** The group gatekeepers consume in. */
export const GATE_GROUP = groupOf(appUserOf('gatekeeper'), 'gate');

export interface StartOptions {
  /** Transactional id and static member; 0 unless told. */
  readonly slot?: number;
  /** More flags of Node. */
  readonly flags?: readonly string[];
  /** Runs in the app's place, in the same environment. */
  readonly entry?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts a gatekeeper and waits for nothing. */
export function startGatekeeper(
  { house }: Pick<BenchRoom, 'house'>,
  { slot = 0, flags = [], entry, env = {} }: StartOptions = {},
): Child {
  const command = commandOf('gatekeeper');
  const args = [...flags, ...command.slice(0, -1), entry ?? command.at(-1)!];
  const environment = {
    ...nodeEnvironment(),
    NODE_ENV: 'production',
    OTEL_SERVICE_NAME: 'gatekeeper',
    HOST: '127.0.0.1',
    PORT: String(house.ports.gatekeeper + EXTRA_SLOT_OFFSET + slot),
    KAFKA_BROKERS: house.kafkaAdmin.brokers.join(','),
    KAFKA_USERNAME: appUserOf('gatekeeper'),
    KAFKA_PASSWORD: house.secrets.kafka.apps.gatekeeper,
    PSEUDONYM_SECRET: house.secrets.pseudonymSecret,
    GATEKEEPER_SLOT: `gatekeeper-${slot}`,
    ...env,
  };
  const name = `gatekeeper-${slot}`;
  return startChild({ name, file: process.execPath, args, env: environment, cwd: ROOT }, () => undefined);
}
