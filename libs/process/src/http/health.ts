// Liveness and readiness: alive while it answers, ready while every check says so within two seconds.
import type { FastifyInstance } from 'fastify';
import { problem } from '#wire';
import type { Logger } from '../log/create-logger.js';
import { problemHeaders } from './to-problem.js';

/** True when what it asks about is ready. Anything else, also throwing or taking longer than two seconds, is not. */
export type Check = () => boolean | Promise<boolean>;

const CHECK_TIMEOUT_MS = 2_000;

/** Asks all checks at once. Never throws. */
export async function askAll(checks: Readonly<Record<string, Check>>): Promise<Record<string, boolean>> {
  const answers = Object.entries(checks).map(async ([name, check]) => [name, await ask(check)] as const);
  return Object.fromEntries(await Promise.all(answers));
}

async function ask(check: Check): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(() => resolve(false), CHECK_TIMEOUT_MS);
  });
  try {
    return (await Promise.race([check(), late])) === true;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Serves `/health/live` and `/health/ready` (200, or 503 with what is not ready). `checks` may still grow later. */
export function addHealth(instance: FastifyInstance, checks: Readonly<Record<string, Check>>, logger: Logger): void {
  let wasReady: boolean | undefined;
  instance.get('/health/live', () => ({ status: 'live' }));
  instance.get('/health/ready', async (_request, reply) => {
    const answers = await askAll(checks);
    const ready = Object.values(answers).every(Boolean);
    if (ready !== wasReady) logger.info({ event: 'readiness', ready, check: firstFailed(answers) });
    wasReady = ready;
    if (ready) return { status: 'ready', checks: answers };
    const document = problem('GW_UNAVAILABLE', 'not ready');
    void reply.status(document.status).headers(problemHeaders(document)).serializer(JSON.stringify);
    return { ...document, checks: answers };
  });
}

const firstFailed = (answers: Record<string, boolean>) => Object.keys(answers).find((name) => !answers[name]);
