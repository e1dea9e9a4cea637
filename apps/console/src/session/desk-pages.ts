// The desk's pages: files of the web build. Hashed names are kept for ever; the page itself is always asked for.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';

/** No inline script or style, nothing from elsewhere, no frame around it. */
const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'cache-control': 'no-cache',
};

/** Every address of a page; the page itself reads which. */
const PAGES = ['/', '/flows', '/search', '/decisions/:id'];
const FOR_EVER_S = 365 * 24 * 60 * 60;

/** Serves the pages built in `folder`; nothing where nothing was built. */
export async function addDeskPages(instance: FastifyInstance, folder: string): Promise<void> {
  const file = join(folder, 'index.html');
  if (!existsSync(file)) return;
  const page = readFileSync(file);
  await instance.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    wildcard: false,
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', `public, max-age=${FOR_EVER_S}, immutable`),
  });
  for (const path of PAGES) instance.get(path, (_request, reply) => reply.headers(PAGE_HEADERS).send(page));
}
