// What every process does from outside: its exit status, its last words, its metrics. Runs the built files in a child.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Attributes } from '@opentelemetry/api';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { allowedAttributes, stripped } from './allowed-attributes.js';
import { formatTraceParent, parseTraceParent } from './trace-parent.js';

const ROOT = join(import.meta.dirname, '../../../..');
const APP = `
import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { createHttpApp, createLogger, listen } from '#process';
class Empty {}
Module({})(Empty);
const logger = createLogger('empty');
const app = await createHttpApp(Empty, { app: 'empty', logger });
await listen(app, { host: '127.0.0.1', port: 0, logger });
`;

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  /** Resolves with the output once it matches. */
  readonly said: (pattern: RegExp) => Promise<RegExpExecArray>;
}

function run(code: string, env: Record<string, string> = {}): Run {
  const args = ['--import', './dist/libs/process/src/telemetry.js', '--input-type=module', '-e', code];
  const child = spawn(process.execPath, args, { cwd: ROOT, env: { ...process.env, NODE_OPTIONS: '', ...env } });
  let output = '';
  const grown = new EventTarget();
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      grown.dispatchEvent(new Event('grown'));
    });
  }
  const ended = once(child, 'close').then(([status]) => status as number | null);
  const said = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const look = () => {
        const found = pattern.exec(output);
        if (found) resolve(found);
      };
      grown.addEventListener('grown', look);
      void ended.then((status) => reject(new Error(`ended with ${status} and: ${output}`)));
      look();
    });
  return { child, output: () => output, ended, said };
}

describe('a process', () => {
  it('serves its metrics by route, and ends with 0 on SIGTERM', async () => {
    const { child, said, ended, output } = run(APP);
    const [, port] = await said(/"event":"listening".*"port":(\d+)/);
    await fetch(`http://127.0.0.1:${port}/openapi.json?vin=canary`, { headers: { 'user-agent': 'canary' } });
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('http_server_request_duration');
    expect(metrics).not.toContain('canary');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output()).not.toContain('canary');
  }, 30_000);

  it('ends when its parent is gone, if the house started it', async () => {
    const { child, said, ended } = run(APP, { HOUSE_CHILD: '1' });
    await said(/"event":"listening"/);
    child.stdin?.end();
    expect(await ended).toBe(0);
  }, 30_000);

  it.each([
    ['a top-level throw', `throw Object.assign(new Error('canary'), { code: 'canary' })`],
    ['a rejection', `void Promise.reject(new Error('canary'))`],
    ['an error of a timer', `setTimeout(() => { throw new TypeError('canary'); }, 1)`],
    ['something that is no error', `setTimeout(() => { throw 'canary'; }, 1)`],
  ])(
    'dies of %s with one line that holds none of its text',
    async (_name, code) => {
      const { ended, output } = run(code);
      expect(await ended).toBe(1);
      expect(output()).toContain('"event":"crashed"');
      expect(output()).not.toContain('canary');
      expect(output().trim().split('\n')).toHaveLength(1);
    },
    30_000,
  );

  it('exports spans without what may hold a value', async () => {
    const { child, said, ended, output } = run(APP, { OTEL_TRACES_EXPORTER: 'console' });
    const [, port] = await said(/"event":"listening".*"port":(\d+)/);
    await fetch(`http://127.0.0.1:${port}/openapi.json?vin=canary`, {
      headers: {
        'user-agent': 'canary',
        traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
        tracestate: 'c=canary',
      },
    });
    await said(/'http.response.status_code': 200/);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output()).toContain('a'.repeat(32));
    expect(output()).not.toContain('canary');
  }, 30_000);
});

describe('a collector', () => {
  const silent = createServer(() => undefined);
  beforeAll(async () => {
    await once(silent.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => {
    silent.closeAllConnections();
    silent.close();
  });

  it.each([
    ['that is not there', () => 9],
    ['that takes everything and never answers', () => (silent.address() as AddressInfo).port],
  ])(
    '%s holds up neither an answer nor the end',
    async (_name, portOf) => {
      const { child, said, ended, output } = run(APP, {
        ...{ OTEL_TRACES_EXPORTER: 'otlp', OTEL_METRICS_EXPORTER: 'otlp' },
        ...{ OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${portOf()}`, OTEL_EXPORTER_OTLP_TIMEOUT: '300' },
        ...{ OTEL_BSP_SCHEDULE_DELAY: '20', OTEL_BSP_EXPORT_TIMEOUT: '300' },
        ...{ OTEL_METRIC_EXPORT_INTERVAL: '300', OTEL_METRIC_EXPORT_TIMEOUT: '300' },
      });
      const [, port] = await said(/"event":"listening".*"port":(\d+)/);
      const answer = () => fetch(`http://127.0.0.1:${port}/openapi.json?vin=canary`);
      expect((await answer()).status).toBe(200);
      await said(/"event":"telemetry-fault"/);
      for (let n = 0; n < 20; n += 1) expect((await answer()).status).toBe(200);
      const toldAt = Date.now();
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
      expect(Date.now() - toldAt).toBeLessThan(4_000);
      expect(output().match(/telemetry-fault/g)).toHaveLength(1);
      expect(output()).not.toMatch(/crashed|canary|ECONNREFUSED/);
    },
    30_000,
  );
});

describe('attributes', () => {
  it('pass only by name and form', () => {
    const attributes: Attributes = {
      stream: 'bmw-japan-finance.joint.valuation',
      outcome: 'permit',
      count: 3,
      'http.route': '/v1/decisions/:id',
      'url.full': 'http://x/?canary',
      'db.query.text': 'canary',
      topic: '山田 canary',
      'http.request.method': '山田',
      name: 'canary',
    };
    expect(Object.keys(allowedAttributes(attributes))).toEqual(['stream', 'outcome', 'count', 'http.route']);
  });

  it('are all that is left of a span, and its messages go', () => {
    const span = {
      name: 'GET 山田',
      attributes: { 'url.full': 'canary', stream: 'a.b' },
      events: [{ name: 'exception', attributes: { 'exception.message': 'canary' }, time: [0, 0] }],
      links: [{ context: {}, attributes: { note: 'canary' } }],
      status: { code: 2, message: 'canary' },
    };
    const given: ReadableSpan[] = [];
    const exporter = { export: (spans: ReadableSpan[]) => void given.push(...spans) } as unknown as SpanExporter;
    stripped(exporter).export([span as unknown as ReadableSpan], () => undefined);
    expect(given).toHaveLength(1);
    expect(span).toEqual({
      name: 'unnamed',
      attributes: { stream: 'a.b' },
      events: [],
      links: [{ context: {} }],
      status: { code: 2 },
    });
  });
});

describe('trace context', () => {
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

  it('crosses with its ids alone', () => {
    const context = parseTraceParent(traceparent);
    expect(context).toEqual({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1, isRemote: true });
    expect(context && formatTraceParent(context)).toBe(traceparent);
    expect(parseTraceParent(traceparent.replace(/01$/, 'fe'))?.traceFlags).toBe(0);
  });

  it.each([
    undefined,
    ['', ''],
    '',
    'canary',
    `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`,
    `00-${'a'.repeat(32)}-${'0'.repeat(16)}-01`,
    `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01-more`,
    `01-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  ])('does not take %s', (text) => {
    expect(parseTraceParent(text)).toBeNull();
  });
});
