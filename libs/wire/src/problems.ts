// Problems as RFC 9457 speaks of them: a stable code, a status, JSON Pointers; never a field's value.

/** Every problem code with its HTTP status and title. `type` is `urn:joint-use-gateway:problem:<code>`. */
export const PROBLEMS = {
  GW_INVALID_RECORD: { status: 400, title: 'the record does not have the shape of a service record' },
  GW_INVALID_JSON: { status: 400, title: 'the body is not valid JSON' },
  GW_DUPLICATE_KEY: { status: 400, title: 'an object names a key twice' },
  GW_TOO_DEEP: { status: 400, title: 'the record is nested more than 32 levels deep' },
  GW_TOO_LONG: { status: 413, title: 'the record or line is longer than the limit' },
  GW_PROHIBITED_CONTENT: { status: 422, title: 'the record holds content that is never accepted' },
  GW_WRONG_DEALER: { status: 403, title: 'the record names another dealer than the token' },
  GW_POLICY_NOT_ACCEPTED: { status: 403, title: 'the dealer has not accepted the policy in force' },
  GW_REVISION_CONFLICT: { status: 409, title: 'this revision was accepted before with other content' },
  GW_UNSUPPORTED_MEDIA_TYPE: { status: 415, title: 'the content type is not supported' },
  GW_INVALID_REQUEST: { status: 400, title: 'the request is not valid' },
  GW_POLICY_VIOLATED: { status: 422, title: 'under this version something could leave that must not' },
  GW_UNKNOWN_POLICY: { status: 404, title: 'no policy version has this id' },
  GW_NO_POLICY_IN_FORCE: { status: 409, title: 'no policy version is in force at this instant' },
  GW_UNAUTHENTICATED: { status: 401, title: 'a valid bearer token is needed' },
  GW_FORBIDDEN: { status: 403, title: 'the token does not allow this' },
  GW_NOT_FOUND: { status: 404, title: 'nothing is here for this caller' },
  GW_INVALID_CURSOR: { status: 400, title: 'the cursor is none that was given here' },
  GW_FOREIGN_CURSOR: { status: 400, title: 'the cursor was given to another member or for another stream' },
  GW_CURSOR_GONE: { status: 410, title: 'what comes after the cursor is no longer kept' },
  GW_CONFLICT: { status: 409, title: 'the request conflicts with what stands' },
  GW_RATE_LIMITED: { status: 429, title: 'too many requests' },
  GW_UNAVAILABLE: { status: 503, title: 'the service cannot answer now; try again later' },
  GW_INTERNAL: { status: 500, title: 'the service failed' },
} as const satisfies Record<string, { status: number; title: string }>;

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
