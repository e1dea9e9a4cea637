// The purposes of use the policy names. Any other string is a purpose too, one that nothing but a specific consent covers.

/** Article 4(2): purposes of the joint users. */
export const JOINT_PURPOSES = [
  'joint.workshop-service',
  'joint.valuation',
  'joint.product-information',
  'joint.joint-user-information',
] as const;

/** Article 2: purposes of the Company. (4) is the joint purposes above. */
export const COMPANY_PURPOSES = [
  'company.product-information',
  'company.questionnaire',
  'company.vehicle-notices',
  'company.requests',
  'company.roadside',
  'company.credit',
  'company.research',
  'company.third-party-provision',
  'company.legal-disclosure',
] as const;

export const PURPOSES = [...JOINT_PURPOSES, ...COMPANY_PURPOSES] as const;

export type JointPurpose = (typeof JOINT_PURPOSES)[number];
export type CompanyPurpose = (typeof COMPANY_PURPOSES)[number];
export type Purpose = (typeof PURPOSES)[number];

/** True for a purpose the policy names. Never throws. */
export function isPurpose(value: unknown): value is Purpose {
  return (PURPOSES as readonly unknown[]).includes(value);
}
