// Bodies as JSON. A record of a what-if may hold any key, `__proto__` too; everywhere else such a key is refused.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const EVALUATE = '/api/v1/decisions/evaluate';

/** Replaces the parser of `application/json`. */
export function acceptJson(app: NestFastifyApplication): void {
  const instance = app.getHttpAdapter().getInstance();
  const strict = instance.getDefaultJsonParser('error', 'error');
  instance.removeContentTypeParser('application/json');
  instance.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (request.routeOptions.url !== EVALUATE) return strict(request, String(body), done);
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      // The parser's own message quotes the text.
      done(Object.assign(new SyntaxError('not JSON'), { statusCode: 400 }));
    }
  });
}
