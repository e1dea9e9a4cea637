// What can be searched for: a decision by its id, a record by what its dealer calls it. Pure.

/** A record; the body of `POST /api/v1/decisions/search`. */
export interface Question {
  readonly dealerCode: string;
  readonly recordId: string;
}

const DECISION_ID = /^[A-Za-z0-9_-]{43}\.[0-9]{1,15}\..+$/;

/** True for the form of a decision's id, which names nobody and may stand in an address. */
export function isDecisionId(text: string): boolean {
  return DECISION_ID.test(text);
}
