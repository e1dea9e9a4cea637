// What the intake reads from its environment.
import { type Static, Type } from 'typebox';
import { DATABASE_ENV, HTTP_ENV, KAFKA_ENV, OIDC_ENV, PSEUDONYM_ENV, STEP_ENV } from '#process';

export const INTAKE_ENV = Type.Object({
  ...HTTP_ENV,
  ...KAFKA_ENV,
  ...DATABASE_ENV,
  ...OIDC_ENV,
  ...PSEUDONYM_ENV,
  /** One name per process that runs at the same time; a restarted process keeps its name. */
  INTAKE_SLOT: Type.String({
    default: 'intake-0',
    pattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    description: 'a name of lower-case letters, digits and hyphens',
  }),
  /** For tests alone: where the process kills itself. */
  INTAKE_CRASH_AT: Type.Optional(STEP_ENV),
});

export type IntakeConfig = Readonly<Static<typeof INTAKE_ENV>>;
