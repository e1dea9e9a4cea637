// Ends what a house left behind: apps first, then the servers they lean on.
import { endProcess, type Identity } from './identity.ts';

/** A process the house started; `stopSignal` asks it to end. */
export interface Ward extends Identity {
  readonly name: string;
  readonly stopSignal: NodeJS.Signals;
}

export const SERVERS: readonly string[] = ['kafka', 'postgres'];

/** Resolves when none of them runs any more. */
export async function endWards(wards: readonly Ward[]): Promise<void> {
  const isServer = ({ name }: Ward) => SERVERS.includes(name);
  const end = (ward: Ward) => endProcess(ward, ward.stopSignal, isServer(ward) ? 10_000 : 3_000);
  await Promise.all(wards.filter((ward) => !isServer(ward)).map(end));
  await Promise.all(wards.filter(isServer).map(end));
}
