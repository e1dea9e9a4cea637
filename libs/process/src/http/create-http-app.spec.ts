import { once } from 'node:events';
import { type AddressInfo, connect, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  Body,
  ConflictException,
  Controller,
  Get,
  HttpException,
  Module,
  Param,
  Post,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, ValidateNested } from 'class-validator';
import { GatewayError } from '#wire';
import { createLogger } from '../log/create-logger.js';
import { createHttpApp, type Check } from './create-http-app.js';
import { closeWithin, listen } from './listen.js';

const CANARY = 'canary-山田';

class Line {
  @IsInt()
  units: number;
}
class Order {
  @ApiProperty()
  @IsString()
  id: string;

  @ValidateNested({ each: true })
  @Type(() => Line)
  lines: Line[];
}

@Controller()
class Desk {
  @Get('orders/:id')
  order(@Param('id') id: string): object {
    switch (id) {
      case 'gateway':
        throw new GatewayError('GW_REVISION_CONFLICT', 'the revision was accepted before');
      case 'busy':
        throw new GatewayError('GW_UNAVAILABLE');
      case 'limited':
        throw new GatewayError('GW_RATE_LIMITED');
      case 'nobody':
        throw new GatewayError('GW_UNAUTHENTICATED');
      case 'nest-conflict':
        throw new ConflictException(CANARY);
      case 'nest-unavailable':
        throw new ServiceUnavailableException({ note: CANARY });
      case 'teapot':
        throw new HttpException(CANARY, 418);
      case 'thrown':
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- whatever is thrown must not come out
        throw CANARY;
      default:
        throw Object.assign(new Error(CANARY), { code: CANARY, statusCode: 200 });
    }
  }

  @Post('orders')
  place(@Body() order: Order): object {
    return { id: order.id, lines: order.lines };
  }
}

@Module({ controllers: [Desk] })
class DeskModule {}

describe('createHttpApp', () => {
  let log = '';
  let app: NestFastifyApplication;
  let url: string;
  const checks: Record<string, Check> = {};
  const logger = createLogger('desk', { level: 'debug', destination: { write: (line) => void (log += line) } });

  beforeAll(async () => {
    app = await createHttpApp(DeskModule, {
      app: 'desk',
      logger,
      bodyLimit: 2_000,
      idleTimeoutMs: 500,
      checks,
      schemas: { ServiceRecord: { type: 'object', properties: { recordId: { type: 'string' } } } },
      document: (document) => void (document.info.description = 'hooked'),
    });
    await app.listen(0, '127.0.0.1');
    url = `http://127.0.0.1:${((app.getHttpServer() as Server).address() as AddressInfo).port}`;
  });
  afterAll(() => app.close());

  const post = (body: string, type = 'application/json') =>
    fetch(`${url}/orders`, { method: 'POST', body, headers: { 'content-type': type } });
  const answerOf = async (response: Response) => ({
    status: response.status,
    type: response.headers.get('content-type'),
    body: (await response.json()) as { code: string; errors?: unknown[]; detail?: string },
  });

  it.each([
    ['gateway', 409, 'GW_REVISION_CONFLICT'],
    ['busy', 503, 'GW_UNAVAILABLE'],
    ['nobody', 401, 'GW_UNAUTHENTICATED'],
    ['nest-conflict', 409, 'GW_CONFLICT'],
    ['nest-unavailable', 503, 'GW_UNAVAILABLE'],
    ['teapot', 400, 'GW_INVALID_REQUEST'],
    ['thrown', 500, 'GW_INTERNAL'],
    ['anything', 500, 'GW_INTERNAL'],
  ])('answers %s with a problem and no text of others', async (id, status, code) => {
    const answer = await answerOf(await fetch(`${url}/orders/${id}`));
    expect(answer).toMatchObject({ status, type: 'application/problem+json; charset=utf-8', body: { status, code } });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
  });

  it('says when to come back, and how to prove who one is', async () => {
    expect((await fetch(`${url}/orders/busy`)).headers.get('retry-after')).toBe('5');
    expect((await fetch(`${url}/orders/limited`)).headers.get('retry-after')).toBe('5');
    expect((await fetch(`${url}/orders/nobody`)).headers.get('www-authenticate')).toBe('Bearer');
  });

  it.each([
    ['{"id": "canary-山田', 'application/json', 400, 'GW_INVALID_JSON'],
    ['', 'application/json', 400, 'GW_INVALID_JSON'],
    ['{"__proto__": {"id": "canary-山田"}}', 'application/json', 400, 'GW_INVALID_JSON'],
    ['{"id": "1", "id": "canary-山田"}', 'application/json', 400, 'GW_DUPLICATE_KEY'],
    ['{"id": "canary-山田"}', 'application/json; charset=Shift_JIS', 415, 'GW_UNSUPPORTED_MEDIA_TYPE'],
    ['id=canary-山田', 'application/x-www-form-urlencoded', 415, 'GW_UNSUPPORTED_MEDIA_TYPE'],
    ['canary-山田', 'text/plain', 415, 'GW_UNSUPPORTED_MEDIA_TYPE'],
    [JSON.stringify({ id: CANARY.repeat(300) }), 'application/json', 413, 'GW_TOO_LONG'],
  ])('refuses a body it cannot read: %.12s %s', async (body, type, status, code) => {
    const answer = await answerOf(await post(body, type));
    expect(answer).toMatchObject({ status, body: { code } });
    expect(JSON.stringify(answer)).not.toContain(CANARY);
  });

  it('takes UTF-8 alone, with or without a byte order mark, and says what to send', async () => {
    const send = async (body: Buffer, headers: Record<string, string> = {}) =>
      fetch(`${url}/orders`, { method: 'POST', body: new Uint8Array(body), headers });
    const json = { 'content-type': 'application/json; Charset="UTF-8"' };
    const order = Buffer.from('\ufeff{"id":"山田","lines":[]}');
    expect((await send(order, json)).status).toBe(201);
    const shiftJis = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0x8e, 0x52]), Buffer.from('","lines":[]}')]);
    expect(await answerOf(await send(shiftJis, json))).toMatchObject({ body: { detail: 'the text is not UTF-8' } });
    const zipped = await answerOf(await send(order, { ...json, 'content-encoding': 'gzip' }));
    expect(zipped).toMatchObject({ status: 415, body: { detail: expect.stringContaining('`content-encoding`') } });
    expect(await answerOf(await send(order))).toMatchObject({
      status: 415,
      body: { detail: 'send `application/json`' },
    });
  });

  it('answers what is no HTTP with a problem too, and never into an answer that has begun', async () => {
    const say = (...texts: string[]) =>
      new Promise<string>((resolve) => {
        let heard = '';
        const socket = connect(Number(new URL(url).port), '127.0.0.1');
        socket.on('data', (piece: Buffer) => {
          heard += piece.toString();
          const next = texts.shift();
          if (next !== undefined) socket.write(next);
        });
        socket.on('close', () => resolve(heard));
        socket.write(texts.shift() ?? '');
      });
    for (const text of [`${CANARY}\r\n\r\n`, `GET / HTTP/1.1\r\nhost: x\r\nx: ${'canary'.repeat(4_000)}\r\n\r\n`]) {
      const heard = await say(text);
      expect(heard).toMatch(/^HTTP\/1\.1 400 .*content-type: application\/problem\+json.*GW_INVALID_REQUEST/s);
      expect(heard).not.toContain('canary');
    }
    const heard = await say('GET /health/live HTTP/1.1\r\nhost: x\r\n\r\n', `${CANARY}\r\n\r\n`);
    expect(heard.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it('cuts a connection on which nothing moves', async () => {
    const begunAt = performance.now();
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('POST /orders HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{');
    await once(socket.resume(), 'close');
    expect(performance.now() - begunAt).toBeLessThan(5_000);
  });

  it('names the faults of a request by pointer, and no value and no unknown key', async () => {
    const body = { id: 7, [CANARY]: 1, lines: [{ units: 1 }, { units: CANARY, 'canary-key': 2 }] };
    const { status, body: problem } = await answerOf(await post(JSON.stringify(body)));
    expect({ status, errors: problem.errors }).toEqual({
      status: 400,
      errors: expect.arrayContaining([
        { pointer: '/id', path: 'id', detail: 'id must be a string' },
        { pointer: '', path: '?', detail: 'an unknown property' },
        { pointer: '/lines/1/units', path: 'lines[].units', detail: 'units must be an integer number' },
        { pointer: '/lines/1', path: 'lines[].?', detail: 'an unknown property' },
      ]) as unknown,
    });
    expect(JSON.stringify(problem)).not.toContain('canary');
  });

  it('answers 404 for what is not there, 400 for an address that is none', async () => {
    const detail = expect.stringMatching('openapi.json');
    expect(await answerOf(await fetch(`${url}/${CANARY}`))).toMatchObject({ body: { code: 'GW_NOT_FOUND', detail } });
    expect(await answerOf(await fetch(`${url}/%zzcanary`))).toMatchObject({ body: { code: 'GW_INVALID_REQUEST' } });
  });

  it('sets security headers and says nothing of what it runs on', async () => {
    const { headers } = await fetch(`${url}/health/live`);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('server')).toBeNull();
  });

  it('is ready only while every check is; a check that throws is not', async () => {
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    checks.kafka = () => Promise.resolve(true);
    checks.database = () => Promise.reject(new Error(CANARY));
    const response = await fetch(`${url}/health/ready`);
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({
      code: 'GW_UNAVAILABLE',
      checks: { kafka: true, database: false },
    });
    delete checks.database;
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });

  it('serves an OpenAPI 3.1 document with the raw schemas beside the controllers', async () => {
    const document = (await (await fetch(`${url}/openapi.json`)).json()) as Record<string, unknown>;
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { description: 'hooked' },
      paths: { '/orders/{id}': {}, '/orders': {} },
      components: { schemas: { ServiceRecord: { type: 'object' }, Problem: {}, Order: {} } },
    });
  });

  it('has no metrics without telemetry', async () => {
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });

  it('logs requests by their route, never by their address, and no value from any of the above [R50]', () => {
    expect(log).toContain('"route":"/orders/:id"');
    expect(log).toContain('"event":"request-failed"');
    expect(log).not.toMatch(/canary/i);
    expect(log).not.toContain('山田');
  });

  it('opens no port outside loopback without TLS [R49]', async () => {
    await expect(listen(app, { host: '0.0.0.0', port: 0 })).rejects.toThrow('a bind outside loopback needs TLS');
  });

  it('ends in time whatever its clients do', async () => {
    const held = await createHttpApp(DeskModule, { app: 'held', logger });
    await held.listen(0, '127.0.0.1');
    const { port } = (held.getHttpServer() as Server).address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write('POST /orders HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{');
    await once(held.getHttpServer() as Server, 'request');
    const cut = once(socket.resume(), 'close');
    const begunAt = performance.now();
    await closeWithin(held, 300);
    expect(performance.now() - begunAt).toBeLessThan(5_000);
    await cut;
  });
});
