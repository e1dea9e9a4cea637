// Who coordinates a transactional id, for what the client itself has no call for.
import {
  type API,
  type Base,
  type Connection,
  type findCoordinatorV6,
  FindCoordinatorKeyTypes,
  kGetApi,
  kGetBootstrapConnection,
} from '@platformatic/kafka';
import { answer } from './answer.js';
import { KafkaFault } from './kafka-fault.js';

type FindCoordinator = API<findCoordinatorV6.FindCoordinatorRequest, findCoordinatorV6.FindCoordinatorResponse>;

/** The newest version of an API that client and broker share. */
export function apiOf<T>(client: Base, name: string): Promise<T> {
  return answer<T>((callback) => client[kGetApi](name, callback as never));
}

/** A connection to the coordinator of a transactional id. Throws any fault of a broker, and where there is none. */
export async function connectToCoordinator(client: Base, id: string): Promise<Connection> {
  const find = await apiOf<FindCoordinator>(client, 'FindCoordinator');
  const bootstrap = await answer<Connection>((callback) => client[kGetBootstrapConnection](callback));
  const { coordinators } = await find.async(bootstrap, FindCoordinatorKeyTypes.TRANSACTION, [id]);
  const { nodeId } = coordinators[0]!;
  const coordinator = (await client.connectToBrokers([nodeId])).get(nodeId);
  if (!coordinator) throw new KafkaFault('GW_NO_COORDINATOR', `\`${id}\` has no coordinator`);
  return coordinator;
}
