// What the loop says of itself.

export const PHASES = ['joining', 'standby', 'running', 'holding', 'recovering', 'stopped'] as const;

/**
 * `joining`: no place in the group yet · `standby`: a place, but no partition · `running` · `holding`: nothing may be
 * decided, so nothing is consumed · `recovering`: after a fault, with its code · `stopped`.
 */
export type LoopPhase = (typeof PHASES)[number];

export interface LoopState {
  readonly phase: LoopPhase;
  /** Only while recovering. */
  readonly code?: string;
  readonly partitions: readonly number[];
}

/** The steps of one batch, in order; a test may end the process at each. */
export const LOOP_STEPS = [
  'fetched',
  'controlled',
  'computed',
  'begun',
  'offsets',
  'sent',
  'checked',
  'committed',
] as const;

export type LoopStep = (typeof LOOP_STEPS)[number];
