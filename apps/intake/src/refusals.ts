// What a dealer is told of a record that did not get in: enough to go on with, and no value.
import { RETRY_AFTER_S } from '#process';
import { type Fault, GatewayError, problem, type Problem } from '#wire';
import type { Outcome } from './accept-records.js';

const CONFLICT: readonly Fault[] = [
  {
    pointer: '/revision',
    path: 'revision',
    detail: 'must be a higher one: this was accepted before with other content',
  },
];

/** Of a record that is neither accepted nor a duplicate. */
export function refusalOf(outcome: Exclude<Outcome, 'accepted' | 'duplicate'>): GatewayError {
  return outcome === 'GW_REVISION_CONFLICT'
    ? new GatewayError(outcome, undefined, CONFLICT)
    : new GatewayError(outcome, 'it may not have been kept: sent again, it is stored once');
}

/** The problem of a batch's line, which has no `Retry-After` of its own: its detail says how long to wait. */
export function lineProblem({ code, detail, errors }: GatewayError): Problem {
  const { status } = problem(code);
  if (status !== 503) return problem(code, detail, errors);
  const wait = `send the line again after ${RETRY_AFTER_S} s`;
  return problem(code, detail === undefined ? wait : `${detail}; ${wait}`, errors);
}
