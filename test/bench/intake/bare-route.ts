// What a dealer's integrator would write without a gateway: a Fastify route that puts what it gets on a topic, and no more.
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import Fastify from 'fastify';
import { createRecordProducer, type OutMessage } from '#kafka';

const LINES_AT_ONCE = 200;
const { BROKERS = '', USERNAME = '', PASSWORD = '', TOPIC = '', PORT = '' } = process.env;

/** The same producer as the intake's: idempotent, acks from all, zstd, concurrent sends together. */
const producer = createRecordProducer({ brokers: BROKERS.split(','), username: USERNAME, password: PASSWORD });
const messageOf = (record: { recordId: string }): OutMessage => ({
  topic: TOPIC,
  key: record.recordId,
  value: JSON.stringify(record),
});

const app = Fastify();
app.addContentTypeParser('application/x-ndjson', (_request, payload, done) => done(null, payload));
app.post('/single', async (request, reply) => {
  await producer.send([messageOf(request.body as { recordId: string })]);
  return reply.code(202).send({ status: 'accepted' });
});
app.post('/batch', async (request, reply) => {
  const out = reply.hijack().raw;
  out.writeHead(200, { 'content-type': 'application/x-ndjson' });
  let number = 0;
  const flush = async (lines: readonly string[]) => {
    await producer.send(lines.map((line) => messageOf(JSON.parse(line) as { recordId: string })));
    const answers = lines.map(() => `${JSON.stringify({ line: (number += 1), status: 'accepted' })}\n`);
    if (!out.write(answers.join(''))) await once(out, 'drain');
  };
  let rest = '';
  let lines: string[] = [];
  for await (const chunk of (request.body as Readable).setEncoding('utf8')) {
    const pieces = (rest + (chunk as string)).split('\n');
    rest = pieces.pop() ?? '';
    lines.push(...pieces);
    while (lines.length >= LINES_AT_ONCE) {
      await flush(lines.slice(0, LINES_AT_ONCE));
      lines = lines.slice(LINES_AT_ONCE);
    }
  }
  if (lines.length > 0) await flush(lines);
  out.end();
});
await app.listen({ host: '127.0.0.1', port: Number(PORT) });
console.log('listening');
