// What went wrong in the database, told by its SQLSTATE alone: messages and details of a driver can hold values.
import { GatewayError } from '#wire';

/** Classes and states after which the same call may succeed later: connection, resources, shutdown, system, conflict, lock. */
const PASSING = /^(?:08|53|57|58|40)|^(?:25P03|55P03)$/;
const SQLSTATE = /^[0-9A-Z]{5}$/;
const SYSTEM_CODE = /^E[A-Z]{3,20}$/;
/** Mistakes of a program, not of a database. */
const MISTAKES: ReadonlySet<string> = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError']);

/**
 * A failed call to PostgreSQL. Code `GW_UNAVAILABLE` when it may pass (no connection, time-out, conflict), else
 * `GW_INTERNAL`. Holds no SQL, no parameter, no message of the driver and no cause.
 */
export class DatabaseFault extends GatewayError {
  /** `sqlState`: five characters such as `23505`; `null` where the server did not answer. */
  constructor(
    readonly sqlState: string | null,
    what: string,
  ) {
    super(sqlState === null || PASSING.test(sqlState) ? 'GW_UNAVAILABLE' : 'GW_INTERNAL', what);
    this.name = 'DatabaseFault';
  }
}

/** The fault that any error of a driver or of TypeORM stands for; a GatewayError is given back as it is. Never throws. */
export function databaseFaultOf(error: unknown): GatewayError {
  if (error instanceof GatewayError) return error;
  const code = codeOf(error);
  if (code !== null && SQLSTATE.test(code) && !SYSTEM_CODE.test(code)) {
    return new DatabaseFault(code, `the database answered \`${code}\``);
  }
  if (code === null && isObject(error) && MISTAKES.has(error.name)) {
    return new GatewayError('GW_INTERNAL', `a \`${error.name}\` beside the database`);
  }
  return new DatabaseFault(null, `the database did not answer${code !== null ? `: \`${code}\`` : ''}`);
}

/** True when a call failed on a unique constraint (SQLSTATE 23505). Never throws. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof DatabaseFault && error.sqlState === '23505';
}

/** Runs the work; whatever it throws comes out as a GatewayError without a value. */
export async function withoutValues<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw databaseFaultOf(error);
  }
}

function isObject(error: unknown): error is { name: string; code?: unknown; driverError?: unknown } {
  return typeof error === 'object' && error !== null;
}

function codeOf(error: unknown): string | null {
  if (!isObject(error)) return null;
  const { code, driverError } = error;
  if (typeof code === 'string' && (SQLSTATE.test(code) || SYSTEM_CODE.test(code))) return code;
  return driverError === undefined ? null : codeOf(driverError);
}
