// What can be searched for, and the body it is asked with. Pure.

export type Question =
  | { readonly kind: 'vehicle'; readonly vehicle: string }
  | { readonly kind: 'customer'; readonly dealerCode: string; readonly customerId: string }
  | { readonly kind: 'record'; readonly dealerCode: string; readonly recordId: string };

const DECISION_ID = /^[A-Za-z0-9_-]{43}\.[0-9]{1,15}\..+$/;

/** True for the form of a decision's id, which names nobody and may stand in an address. */
export function isDecisionId(text: string): boolean {
  return DECISION_ID.test(text);
}

/** The body of `POST /api/v1/decisions/search`. */
export function bodyOf(question: Question, cursor: string | null): object {
  const page = cursor === null ? {} : { cursor };
  switch (question.kind) {
    case 'vehicle':
      return { vehicle: question.vehicle, ...page };
    case 'customer':
      return { customer: { dealerCode: question.dealerCode, customerId: question.customerId }, ...page };
    case 'record':
      return { record: { dealerCode: question.dealerCode, recordId: question.recordId }, ...page };
  }
}
