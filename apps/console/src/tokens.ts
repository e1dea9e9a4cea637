// What the module injects, by symbol.
export const CONTROL_VIEW = Symbol('CONTROL_VIEW');
export const FACT_DESK = Symbol('FACT_DESK');
export const ACCESS_KEEPER = Symbol('ACCESS_KEEPER');
export const EVALUATE_TOOLS = Symbol('EVALUATE_TOOLS');
export const OUTBOX = Symbol('OUTBOX');
export const NOTICES = Symbol('NOTICES');
export const CERTIFICATES = Symbol('CERTIFICATES');
export const POLICY_FILES = Symbol('POLICY_FILES');
export const FLOW_DESK = Symbol('FLOW_DESK');
