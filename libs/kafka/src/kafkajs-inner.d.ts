// Inner files of kafkajs, each reached for one correction or rule only.
declare module 'kafkajs/src/network/requestQueue/index.js' {
  const RequestQueue: unknown;
  export default RequestQueue;
}
declare module 'kafkajs/src/broker/index.js' {
  const Broker: unknown;
  export default Broker;
}
declare module 'kafkajs/src/cluster/brokerPool.js' {
  const BrokerPool: unknown;
  export default BrokerPool;
}
declare module 'kafkajs/src/network/socketFactory.js' {
  const createSocketFactory: () => import('kafkajs').ISocketFactory;
  export default createSocketFactory;
}
