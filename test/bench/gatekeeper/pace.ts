// What a run came to, from what was seen of its committed offsets.

/** Records committed at an instant (`performance.now()`). */
export interface Progress {
  readonly at: number;
  readonly records: number;
  /** Processor time used so far, in milliseconds: by those watched, and by the broker. */
  readonly busyMs: number;
  readonly brokerBusyMs: number;
}

export interface Pace {
  /** Records per second. */
  readonly rate: number;
  /** Processor microseconds of a record: the contender's, and the broker's. */
  readonly micros: number;
  readonly brokerMicros: number;
  /** Milliseconds from one commit that was seen to the next. */
  readonly betweenCommitsMs: number;
}

/** From the first commit at or after record number `from` to the first at or after `to`: a transaction more or less is the error. */
export function paceOf(progress: readonly Progress[], from: number, to: number): Pace {
  const first = progress.findIndex(({ records }) => records >= from);
  const last = progress.findIndex(({ records }) => records >= to);
  const [begin, end] = [progress[first], progress[last]];
  if (!begin || !end || end.records <= begin.records) throw new Error('too little was measured to tell a rate');
  const records = end.records - begin.records;
  return {
    rate: (records * 1000) / (end.at - begin.at),
    micros: ((end.busyMs - begin.busyMs) * 1000) / records,
    brokerMicros: ((end.brokerBusyMs - begin.brokerBusyMs) * 1000) / records,
    betweenCommitsMs: (end.at - begin.at) / (last - first),
  };
}
