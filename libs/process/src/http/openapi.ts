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
  hook?.(document);
  return document;
}
