// What the module injects, by symbol.
export const DATA_SOURCE = Symbol('DATA_SOURCE');
export const AUDIENCES = Symbol('AUDIENCES');
