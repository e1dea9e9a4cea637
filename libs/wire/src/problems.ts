// Problems as RFC 9457 speaks of them: a stable code, a status, JSON Pointers; never a field's value.

/** What stands of a code: HTTP status, what it says, and what its caller can do. Only the first two go out. */
interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** One sentence for `docs/problems.md`; true wherever the code is thrown. */
  readonly remedy: string;
}

/** Every problem code. `type` is `urn:joint-use-gateway:problem:<code>`. */
export const PROBLEMS = {
  GW_INVALID_RECORD: {
    status: 400,
    title: 'the record does not have the shape of a service record',
    remedy:
      'correct what `errors` points to and send the record again, under the same revision: nothing of it was kept',
  },
  GW_INVALID_JSON: {
    status: 400,
    title: 'the body is not valid JSON',
    remedy: 'send one JSON value in UTF-8; of a batch, one on each line',
  },
  GW_DUPLICATE_KEY: {
    status: 400,
    title: 'an object names a key twice',
    remedy: 'name each key once in its object; of a record, `errors` points to the first that is not',
  },
  GW_TOO_DEEP: {
    status: 400,
    title: 'the record is nested more than 32 levels deep',
    remedy: 'nest a record at most 32 levels deep, any other body at most 64',
  },
  GW_TOO_LONG: {
    status: 413,
    title: 'the record or line is longer than the limit',
    remedy: 'send at most 262,144 bytes a record or line, and 900,000 a statement to the console',
  },
  GW_PROHIBITED_CONTENT: {
    status: 422,
    title: 'the record holds content that is never accepted',
    remedy: 'take out what `errors` points to, where it was entered, and send the record again: nothing of it was kept',
  },
  GW_WRONG_DEALER: {
    status: 403,
    title: 'the record names another dealer than the token',
    remedy: 'correct `dealerCode`, or send the record with the token of the dealer it names',
  },
  GW_POLICY_NOT_ACCEPTED: {
    status: 403,
    title: 'the dealer has not accepted the policy in force',
    remedy:
      'the dealer accepts the version in force, the data protection officer registers that at the console, then send again',
  },
  GW_REVISION_CONFLICT: {
    status: 409,
    title: 'this revision was accepted before with other content',
    remedy: 'send the changed record with a higher `revision`',
  },
  GW_UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'the content type is not supported',
    remedy: 'send `application/json`, many records as `application/x-ndjson`, in UTF-8 and without `content-encoding`',
  },
  GW_INVALID_REQUEST: {
    status: 400,
    title: 'the request is not valid',
    remedy: 'correct what `detail` or `errors` names, by the `/openapi.json` of the app, and ask again',
  },
  GW_POLICY_VIOLATED: {
    status: 422,
    title: 'under this version something could leave that must not',
    remedy:
      'narrow the cells that let out what `errors` names, try it with `npm run policy -- certify`, and publish it then',
  },
  GW_UNKNOWN_POLICY: {
    status: 404,
    title: 'no policy version has this id',
    remedy: 'name a version that `GET /api/v1/policies` lists; a dealer can accept a published one only',
  },
  GW_NO_POLICY_IN_FORCE: {
    status: 409,
    title: 'no policy version is in force at this instant',
    remedy: 'ask for a later `at` or name a published version; where none is in force now, one must be published first',
  },
  GW_UNAUTHENTICATED: {
    status: 401,
    title: 'a valid bearer token is needed',
    remedy: 'get a new token from the issuer this gateway trusts, or sign in again; `detail` says what was wrong',
  },
  GW_FORBIDDEN: {
    status: 403,
    title: 'the token does not allow this',
    remedy: 'call as one who may: with the role `detail` names, or as a dealer whose contract stands',
  },
  GW_NOT_FOUND: {
    status: 404,
    title: 'nothing is here for this caller',
    remedy:
      'check the path and who calls: streams are there for their audience, decisions for theirs and the desk, once read',
  },
  GW_INVALID_CURSOR: {
    status: 400,
    title: 'the cursor is none that was given here',
    remedy: 'send `next` of an earlier answer as it was, or no cursor to begin with the oldest record still kept',
  },
  GW_FOREIGN_CURSOR: {
    status: 400,
    title: 'the cursor was given to another member or for another stream',
    remedy: 'use a cursor for the stream and as the member it was given to, or begin without one',
  },
  GW_CURSOR_GONE: {
    status: 410,
    title: 'what comes after the cursor is no longer kept',
    remedy:
      'begin again without a cursor: that is the oldest record still kept, and a recall may be among what was missed',
  },
  GW_CONFLICT: {
    status: 409,
    title: 'the request conflicts with what stands',
    remedy: 'repeat the first statement as it was, or make the new one under an id and an `Idempotency-Key` of its own',
  },
  GW_RATE_LIMITED: {
    status: 429,
    title: 'too many requests',
    remedy: 'have fewer requests under way at a time, and ask again after `Retry-After`',
  },
  GW_UNAVAILABLE: {
    status: 503,
    title: 'the service cannot answer now; try again later',
    remedy:
      'send the same again after `Retry-After`, a statement with the same id or `Idempotency-Key`; tell the operator if it lasts',
  },
  GW_INTERNAL: {
    status: 500,
    title: 'the service failed',
    remedy: 'send the same again once; if it fails again, tell the operator the time and the route',
  },
} as const satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof PROBLEMS;

/** One fault of a request: where (JSON Pointer, RFC 6901), the leaf's path, and what is wrong; never the value. */
export interface Fault {
  readonly pointer: string;
  /** Path of the leaf as decisions write it; of unknown keys `?`. */
  readonly path: string;
  readonly detail: string;
}

/** `application/problem+json` (RFC 9457). */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail?: string;
  readonly errors?: readonly Fault[];
}

/** The problem document of a code. `detail` must hold no field's value. */
export function problem(code: ProblemCode, detail?: string, errors?: readonly Fault[]): Problem {
  const { status, title } = PROBLEMS[code];
  return {
    type: `urn:joint-use-gateway:problem:${code}`,
    title,
    status,
    code,
    ...(detail === undefined ? {} : { detail }),
    ...(errors === undefined ? {} : { errors }),
  };
}

/** An error with a stable code; its message holds no field's value. The one filter of each app maps it to a problem document. */
export class GatewayError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly detail?: string,
    readonly errors?: readonly Fault[],
  ) {
    super(detail === undefined ? code : `${code}: ${detail}`);
    this.name = 'GatewayError';
  }
}
