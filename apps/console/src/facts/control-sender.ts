// Facts onto `control` through Nest's Kafka transport: idempotent, one request in flight, acknowledged by all replicas.
import { type ControlFact, GatewayError, TOPICS } from '#wire';
import type { ClientKafka } from '@nestjs/microservices';
import { lastValueFrom } from 'rxjs';

interface Sent {
  readonly baseOffset?: string;
}

/** Sends one fact and gives its offset. Throws GW_UNAVAILABLE when the broker did not say where it stands. */
export function createControlSender(client: ClientKafka): (fact: ControlFact) => Promise<bigint> {
  return async (fact) => {
    const message = { key: fact.id, value: JSON.stringify(fact), headers: { 'content-type': 'application/json' } };
    try {
      const [sent] = await lastValueFrom(client.emit<Sent[]>(TOPICS.control.name, message));
      if (sent?.baseOffset === undefined || !/^[0-9]+$/.test(sent.baseOffset)) throw new GatewayError('GW_UNAVAILABLE');
      return BigInt(sent.baseOffset);
    } catch (fault) {
      // Nobody knows what became of it: the next fact goes out by a new producer, with sequences of its own.
      await client.close().catch(() => undefined);
      throw fault;
    }
  };
}
