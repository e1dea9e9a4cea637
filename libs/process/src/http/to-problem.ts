// Anything thrown under HTTP as the problem document its caller sees: our codes, no text of others, no value.
import { GatewayError, problem, type Problem, type ProblemCode } from '#wire';

/** Seconds after which a caller may try again, as `Retry-After` says. */
export const RETRY_AFTER_S = 5;

/** Only routers throw it that way: what is there and not for this caller is refused by a `GatewayError`, without a word. */
const NO_ROUTE = 'no route has this method and path: `/openapi.json` lists them';

const BY_FASTIFY_CODE: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'GW_TOO_LONG',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'GW_UNSUPPORTED_MEDIA_TYPE',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'GW_INVALID_REQUEST',
  FST_ERR_CTP_INVALID_JSON_BODY: 'GW_INVALID_JSON',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'GW_INVALID_JSON',
  FST_ERR_NOT_FOUND: 'GW_NOT_FOUND',
};
const BY_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'GW_INVALID_REQUEST',
  401: 'GW_UNAUTHENTICATED',
  403: 'GW_FORBIDDEN',
  404: 'GW_NOT_FOUND',
  405: 'GW_NOT_FOUND',
  409: 'GW_CONFLICT',
  413: 'GW_TOO_LONG',
  415: 'GW_UNSUPPORTED_MEDIA_TYPE',
  429: 'GW_RATE_LIMITED',
  503: 'GW_UNAVAILABLE',
};

/**
 * The problem document of anything thrown: a `GatewayError` as it is; errors of Nest and Fastify by their status, without
 * their text; everything else `GW_INTERNAL`. Never throws.
 */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof GatewayError) return problem(thrown.code, thrown.detail, thrown.errors);
  const code = codeOf(thrown);
  return problem(code, code === 'GW_NOT_FOUND' ? NO_ROUTE : undefined);
}

function codeOf(thrown: unknown): ProblemCode {
  if (typeof thrown !== 'object' || thrown === null) return 'GW_INTERNAL';
  const { code, statusCode, status } = thrown as { code?: unknown; statusCode?: unknown; status?: unknown };
  if (typeof code === 'string' && Object.hasOwn(BY_FASTIFY_CODE, code)) return BY_FASTIFY_CODE[code] ?? 'GW_INTERNAL';
  const http = [statusCode, status].find((candidate) => typeof candidate === 'number');
  if (http === 400 && thrown instanceof SyntaxError) return 'GW_INVALID_JSON';
  if (http === undefined) return 'GW_INTERNAL';
  return BY_STATUS[http] ?? (http >= 400 && http < 500 ? 'GW_INVALID_REQUEST' : 'GW_INTERNAL');
}

/** The headers a problem is answered with. Never throws. */
export function problemHeaders({ status }: Problem): Readonly<Record<string, string>> {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
    ...(status === 503 || status === 429 ? { 'retry-after': String(RETRY_AFTER_S) } : {}),
  };
}
