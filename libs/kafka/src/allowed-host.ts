// Brokers tell their clients where the others are: a host that is not allowed is not gone to, whoever told it.
import { Socket } from 'node:net';
import { NetworkError, type Connection } from '@platformatic/kafka';
import type { ISocketFactory } from 'kafkajs';
import type { KafkaConnection } from './connection.js';
import { KafkaFault } from './kafka-fault.js';

type Rule = Pick<KafkaConnection, 'isAllowed'>;

/** The fault of going to `host`, `null` where it is allowed. Never throws. */
function faultOf({ isAllowed }: Rule, host: string): KafkaFault | null {
  if (isAllowed?.(host) ?? true) return null;
  const shown = host.replace(/[^\w.:-]/g, '?');
  return new KafkaFault(
    'GW_BROKER_NOT_ALLOWED',
    `a broker names itself \`${shown}\`, which is not gone to without TLS`,
  );
}

/** Called before a connection of the one client is opened: it is told the fault, as of any network. */
export function refuseUnlessAllowed(rule: Rule, host: string, connection: Connection): void {
  const fault = faultOf(rule, host);
  if (fault === null) return;
  const connect = (_host: string, _port: number, done: (error: Error) => void): void =>
    done(new NetworkError(fault.message, { cause: fault, canRetry: false }));
  connection.connect = connect as Connection['connect'];
}

/** Makes the sockets of the other client, `make` those that are allowed. */
export function socketsUnlessRefused(rule: Rule, make: ISocketFactory): ISocketFactory {
  return (asked) => {
    const fault = faultOf(rule, asked.host);
    return fault === null ? make(asked) : new Socket().destroy(fault);
  };
}
