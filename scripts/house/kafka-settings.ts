// The settings of the embedded broker: KRaft, SCRAM for clients, PLAIN for the controller, ACLs on.
import type { Secrets } from './secrets.ts';

export const BROKER_USER = 'broker';
export const ADMIN_USER = 'admin';

/**
 * `server.properties`. `dataDir` is a name in the folder Kafka runs in; `more` stands over what is here. Holds passwords: written
 * with mode 600.
 */
export function serverProperties(
  port: number,
  controllerPort: number,
  dataDir: string,
  secrets: Secrets,
  more: Readonly<Record<string, string>> = {},
): string {
  const { brokerPassword } = secrets.kafka;
  const scram = 'org.apache.kafka.common.security.scram.ScramLoginModule required';
  const plain = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  const user = `username="${BROKER_USER}" password="${brokerPassword}"`;
  return lines({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `INSIDE://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `INSIDE://127.0.0.1:${port}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'INSIDE',
    'listener.security.protocol.map': 'CONTROLLER:SASL_PLAINTEXT,INSIDE:SASL_PLAINTEXT',
    'sasl.enabled.mechanisms': 'SCRAM-SHA-256',
    'sasl.mechanism.inter.broker.protocol': 'SCRAM-SHA-256',
    'sasl.mechanism.controller.protocol': 'PLAIN',
    'listener.name.inside.scram-sha-256.sasl.jaas.config': `${scram} ${user};`,
    'listener.name.controller.sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.controller.plain.sasl.jaas.config': `${plain} ${user} user_${BROKER_USER}="${brokerPassword}";`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:${BROKER_USER};User:${ADMIN_USER}`,
    'allow.everyone.if.no.acl.found': false,
    'auto.create.topics.enable': false,
    'log.dirs': dataDir,
    // One broker: every copy is the only one.
    'default.replication.factor': 1,
    'min.insync.replicas': 1,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'num.partitions': 1,
    'offsets.topic.num.partitions': 4,
    'transaction.state.log.num.partitions': 4,
    'share.coordinator.state.topic.num.partitions': 2,
    'group.initial.rebalance.delay.ms': 0,
    // Longer than anything is kept: a group that was away for less still finds its place, and neither repeats nor skips.
    'offsets.retention.minutes': 32 * 24 * 60,
    // After SIGKILL the old registration must lapse before the broker may come back.
    'broker.session.timeout.ms': 2000,
    'broker.heartbeat.interval.ms': 500,
    // A transaction whose gatekeeper does not come back holds its readers for time-out plus this.
    'transaction.abort.timed.out.transaction.cleanup.interval.ms': 500,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'log.cleaner.dedupe.buffer.size': 2097152,
    ...more,
  });
}

/** `log4j2.properties`: warnings and the line that says the broker is up, to stdout. */
export const LOG4J = lines({
  status: 'error',
  'appender.out.type': 'Console',
  'appender.out.name': 'out',
  'appender.out.layout.type': 'PatternLayout',
  'appender.out.layout.pattern': '%d{ISO8601} %p %m (%c{1})%n',
  'rootLogger.level': 'warn',
  'rootLogger.appenderRef.out.ref': 'out',
  'logger.server.name': 'kafka.server.KafkaRaftServer',
  'logger.server.level': 'info',
});

function lines(settings: Record<string, string | number | boolean>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}
