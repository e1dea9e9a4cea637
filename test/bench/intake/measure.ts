// The intake beside a bare route that only produces: what tokens, shapes, claims and idempotency cost a record.
import { Admin } from '@platformatic/kafka';
import { TOPICS } from '#wire';
import { startChild, type Child } from '../../../scripts/house/child.ts';
import { nodeEnvironment } from '../../../scripts/house/environment.ts';
import type { House } from '../../../scripts/house/house.ts';
import { ROOT } from '../../../scripts/house/paths.ts';
import { fetchToken } from '../../house/tokens.ts';
import { alternate } from '../pairs.ts';
import type { Part } from '../part.ts';
import { DEALER, recordSupply } from '../record-supply.ts';
import { sendSingly, sendTogether, type Target } from './load.ts';

const TOPIC = 'bench.bare-route';
const PORT_OFFSET = 20;

export const part: Part = {
  takes: { quick: 25, full: 180 },
  async measure(options) {
    const house = await options.house.withApps(['issuer', 'console', 'intake']);
    const port = house.ports.console + PORT_OFFSET;
    const bare = await startBareRoute(house, port);
    try {
      const authorization = { authorization: `Bearer ${await fetchToken(house, `dealer-${DEALER}`)}` };
      const intake: Target = { url: `${house.urls.intake}/v1/service-records`, headers: authorization };
      const route = (path: string): Target => ({ url: `http://127.0.0.1:${port}/${path}`, headers: authorization });
      const { pairs, quick, signal } = options;
      const [single, batch] = quick ? [1_000, 4_000] : [6_000, 30_000];
      const next = recordSupply();

      options.onProgress('warming up');
      for (let round = 0; round < (quick ? 1 : 3); round += 1) {
        await sendSingly(intake, next(1_000), signal);
        await sendSingly(route('single'), next(1_000), signal);
        await sendTogether(intake, next(3_000), signal);
        await sendTogether(route('batch'), next(3_000), signal);
      }
      const compare = (name: string, send: typeof sendSingly, count: number, path: string) =>
        alternate({
          ...{ pairs, signal },
          a: () => send(intake, next(count), signal),
          b: () => send(route(path), next(count), signal),
          onPair: (pair, a, b) =>
            options.onProgress(`${name}, pair ${pair}: ${a.toFixed(0)} and ${b.toFixed(0)} a second`),
        });
      const one = await compare('one record a request', sendSingly, single, 'single');
      const many = await compare('NDJSON', sendTogether, batch, 'batch');
      const unit = 'records/s';
      return {
        ratios: { 'intake.vsBareProducer': one.ratio, 'intake.ndjsonVsBareProducer': many.ratio },
        figures: {
          'intake.single': { ...one.a, unit },
          'intake.singleBare': { ...one.b, unit },
          'intake.ndjson': { ...many.a, unit },
          'intake.ndjsonBare': { ...many.b, unit },
        },
      };
    } finally {
      await bare.stop();
    }
  },
};

async function startBareRoute({ kafkaAdmin: { brokers, username, password } }: House, port: number): Promise<Child> {
  const admin = new Admin({
    ...{ clientId: 'bench', bootstrapBrokers: [...brokers] },
    sasl: { mechanism: 'SCRAM-SHA-256', username, password },
  });
  await admin.createTopics({ topics: [TOPIC], partitions: TOPICS.serviceRecords.partitions, replicas: 1 });
  await admin.close();
  const env = { BROKERS: brokers.join(','), USERNAME: username, PASSWORD: password, TOPIC, PORT: String(port) };
  const args = ['--disable-warning=TimeoutNegativeWarning', `${import.meta.dirname}/bare-route.ts`];
  let listening = () => undefined as void;
  const ready = new Promise<void>((resolve) => (listening = resolve));
  const child = startChild(
    { name: 'bare-route', file: process.execPath, args, env: { ...nodeEnvironment(), ...env }, cwd: ROOT },
    ({ line }) => line === 'listening' && listening(),
  );
  const early = child.ended.then(() => {
    throw new Error(`the bare route ended at its start: ${child.tail().join(' ')}`);
  });
  await Promise.race([ready, early]);
  early.catch(() => undefined);
  return child;
}
