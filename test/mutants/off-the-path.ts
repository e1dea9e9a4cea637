// What of libs/policy is not on the decision path: the reading of a policy document. What one is compiled to is enumerated whole by
// its certificate (ADR 0022), before it decides anything.
export const OFF_THE_PATH = [
  'choose-cells',
  'compile-',
  'compiled-policy',
  'faults',
  'guards-asked',
  'index',
  'policy-document',
  'policy-words',
  'read-document',
];
