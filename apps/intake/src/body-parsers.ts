// Bodies as the intake takes them: one record as bytes within its limit, a batch as the stream it is.
import { GatewayError, LIMITS } from '#wire';
import type { FastifyInstance } from 'fastify';
import { NDJSON } from './openapi.js';

const WHAT_TO_SEND = `send one record as \`application/json\`, many as \`${NDJSON}\``;

/** Replaces Fastify's own JSON parser: duplicate keys, depth and encoding are judged on the bytes themselves. */
export function addBodyParsers(instance: FastifyInstance): void {
  instance.removeContentTypeParser(['application/json', '*']);
  instance.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer', bodyLimit: LIMITS.recordBytes },
    (_request, body, done) => done(null, body),
  );
  instance.addContentTypeParser(NDJSON, (_request, payload, done) => done(null, payload));
  instance.addContentTypeParser('*', (_request, _payload, done) => {
    done(new GatewayError('GW_UNSUPPORTED_MEDIA_TYPE', WHAT_TO_SEND));
  });
}
