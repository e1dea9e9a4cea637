// Bodies as JSON. A record of a what-if may hold any key, `__proto__` too; everywhere else such a key is refused.
import { jsonBodies, jsonOf } from '#process';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const EVALUATE = '/api/v1/decisions/evaluate';

/** Replaces the parser of `application/json`. */
export function acceptJson(app: NestFastifyApplication): void {
  const instance = app.getHttpAdapter().getInstance();
  const readStrictly = jsonBodies(instance);
  instance.removeContentTypeParser('application/json');
  instance.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.url !== EVALUATE) return readStrictly(request, body as Buffer, done);
    try {
      done(null, jsonOf(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
}
