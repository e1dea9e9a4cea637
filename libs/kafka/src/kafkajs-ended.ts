// kafkajs 2.2.4 that is disconnected while it connects goes on through all its tries, a minute and more where a broker is silent,
// and keeps the process from ending. Here the next try is the last.
import kafkajs from 'kafkajs';
import BrokerPool from 'kafkajs/src/cluster/brokerPool.js';

interface Pool {
  seedBroker?: { connect(): Promise<void> };
  isEnded?: boolean;
  connect: (this: Pool) => Promise<void>;
  createSeedBroker: (this: Pool) => Promise<void>;
  disconnect: (this: Pool) => Promise<void>;
}

const { prototype } = BrokerPool as { prototype: Pool };
const { connect, createSeedBroker, disconnect } = prototype;

prototype.connect = function (this: Pool) {
  this.isEnded = false;
  return connect.call(this);
};

prototype.disconnect = function (this: Pool) {
  this.isEnded = true;
  return disconnect.call(this);
};

prototype.createSeedBroker = async function (this: Pool) {
  await createSeedBroker.call(this);
  const broker = this.seedBroker!;
  const connectBroker = broker.connect.bind(broker);
  broker.connect = () =>
    this.isEnded ? Promise.reject(new kafkajs.KafkaJSNonRetriableError('disconnected')) : connectBroker();
};
