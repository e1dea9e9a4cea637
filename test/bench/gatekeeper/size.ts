// How much is run, whole and quick.

/** Counts of records, unless they say otherwise. */
export interface Size {
  /** What must be written the same before anything is timed. */
  readonly proof: number;
  /** Not measured. Kafka Streams runs at a fifth of its pace at first, and needs 20,000 until Java has compiled it. */
  readonly warm: Readonly<Record<'streams' | 'gatekeeper' | 'ceiling', number>>;
  /** The beginning of each run, not measured either. */
  readonly leadIn: number;
  readonly measured: number;
  /** The ceiling is several times as fast. */
  readonly measuredOfCeiling: number;
  /** One gatekeeper beside two: what the new second one gets first, what is measured, and what is left for both at its end. */
  readonly two: { readonly warm: number; readonly measured: number; readonly leadOut: number };
  /** Rounds with the same processes; the next are measured with new ones. */
  readonly roundsPerSitting: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly subjects: number;
  readonly memoryRuns: number;
}

export const WHOLE: Size = {
  proof: 2_000,
  warm: { streams: 40_000, gatekeeper: 20_000, ceiling: 15_000 },
  ...{ leadIn: 3_000, measured: 20_000, measuredOfCeiling: 40_000 },
  two: { warm: 40_000, measured: 20_000, leadOut: 10_000 },
  ...{ roundsPerSitting: 1, perSecond: 100, seconds: 10, subjects: 200_000, memoryRuns: 3 },
};

export const QUICK: Size = {
  proof: 1_000,
  warm: { streams: 20_000, gatekeeper: 20_000, ceiling: 10_000 },
  ...{ leadIn: 1_000, measured: 6_000, measuredOfCeiling: 9_000 },
  two: { warm: 30_000, measured: 12_000, leadOut: 6_000 },
  ...{ roundsPerSitting: 3, perSecond: 100, seconds: 3, subjects: 200_000, memoryRuns: 1 },
};
