// The app's OpenAPI 3.1 document: from its controllers, with raw JSON Schemas beside them.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { PROBLEMS } from '#wire';

/** Adds to or changes the document after the controllers were read, for what decorators cannot say. */
export type DocumentHook = (document: OpenAPIObject) => void;

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(PROBLEMS) },
    detail: { type: 'string' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'path', 'detail'],
        properties: { pointer: { type: 'string' }, path: { type: 'string' }, detail: { type: 'string' } },
      },
    },
  },
};

const PROBLEM_CONTENT = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** The answer of a route with this status, as documents describe it: the titles of its problems. */
export function problemAnswer(status: number): { description: string; content: typeof PROBLEM_CONTENT } {
  const titles = Object.values(PROBLEMS).flatMap((known) => (known.status === status ? known.title : []));
  return { description: titles.join('; '), content: PROBLEM_CONTENT };
}

/** What guard, parser and servers may answer on every route, beside what its controller says of itself. */
function addCommonAnswers({ paths }: OpenAPIObject): void {
  for (const item of Object.values(paths)) {
    for (const operation of [item.get, item.post]) {
      if (operation === undefined) continue;
      const guarded = (operation.security ?? []).length > 0 ? [401, 403] : [];
      const read = operation.requestBody === undefined ? [] : [400, 413, 415];
      for (const status of [...guarded, ...read, 503]) operation.responses[status] ??= problemAnswer(status);
    }
  }
}

/** The document of an initialised app. `schemas` (JSON Schema 2020-12, by name) join `components.schemas`. */
export function openApiOf(
  app: NestFastifyApplication,
  name: string,
  schemas: Readonly<Record<string, object>>,
  hook?: DocumentHook,
): OpenAPIObject {
  const builder = new DocumentBuilder().setOpenAPIVersion('3.1.0').setTitle(`joint-use gateway: ${name}`);
  const config = builder.setVersion('1').addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }).build();
  const document = SwaggerModule.createDocument(app, config);
  document.components = {
    ...document.components,
    schemas: { ...document.components?.schemas, ...schemas, Problem: PROBLEM_SCHEMA },
  };
  addCommonAnswers(document);
  hook?.(document);
  return document;
}
