// Bodies of requests: UTF-8 as it is sent, JSON whose objects name each key once; anything else says what to send instead.
import { isUtf8 } from 'node:buffer';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GatewayError, type JsonValue, parseJsonText } from '#wire';

const CHARSET = /;\s*charset\s*=\s*"?([^";\s]*)/i;
/** ASCII is UTF-8. */
const CHARSETS: ReadonlySet<string> = new Set(['utf-8', 'utf8', 'us-ascii']);

/**
 * The JSON value of a body; a byte order mark before it is dropped.
 * @throws GatewayError `GW_INVALID_JSON`, `GW_DUPLICATE_KEY`, `GW_TOO_DEEP`; no message holds a value or a key.
 */
export function jsonOf(bytes: Buffer): JsonValue {
  return parseJsonText(utf8Of(bytes));
}

/** The text of a body without its byte order mark. Throws `GW_INVALID_JSON` for what is not UTF-8. */
export function utf8Of(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new GatewayError('GW_INVALID_JSON', 'the text is not UTF-8');
  const text = bytes.toString('utf8');
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}

/** Refuses a body that says of itself that it is compressed or in another charset: read as UTF-8 it would say something else. */
export function refuseOtherEncodings(instance: FastifyInstance): void {
  instance.addHook('onRequest', (request, _reply, done) => {
    const { 'content-encoding': encoding = 'identity', 'content-type': type = '' } = request.headers;
    const charset = CHARSET.exec(type)?.[1]?.toLowerCase() ?? 'utf-8';
    if (encoding.toLowerCase() !== 'identity')
      done(new GatewayError('GW_UNSUPPORTED_MEDIA_TYPE', 'send the body as it is, without `content-encoding`'));
    else if (!CHARSETS.has(charset)) done(new GatewayError('GW_UNSUPPORTED_MEDIA_TYPE', 'send the body as UTF-8'));
    else done();
  });
}

/** Reads one body for Fastify. */
export type ReadBody = (
  request: FastifyRequest,
  bytes: Buffer,
  done: (error: Error | null, value?: unknown) => void,
) => void;

/** {@link jsonOf} for Fastify; what tries to reach a prototype is `GW_INVALID_JSON` too. */
export function jsonBodies(instance: FastifyInstance): ReadBody {
  const parse = instance.getDefaultJsonParser('error', 'error');
  return (request, bytes, done) => {
    try {
      jsonOf(bytes);
      void parse(request, utf8Of(bytes), (error, value) => {
        done(error === null ? null : new GatewayError('GW_INVALID_JSON'), value);
      });
    } catch (error) {
      done(error as Error);
    }
  };
}

/** Bodies are JSON. */
export function parseJsonOnly(instance: FastifyInstance): void {
  const read = jsonBodies(instance);
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    read(request, body as Buffer, done);
  });
  // Whatever else: Fastify's own answer does not say what to send.
  instance.addContentTypeParser('*', (_request, _payload, done) => {
    done(new GatewayError('GW_UNSUPPORTED_MEDIA_TYPE', 'send `application/json`'));
  });
}
