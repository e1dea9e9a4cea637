// What one delivery process takes on at once, and how much it gives at once.

export const PAGE = {
  /** Records of a page when the caller names no `limit`, and the most it may name. */
  records: 100,
  mostRecords: 1_000,
  /** Bytes of values and headers in a page; one longer record comes alone. */
  bytes: 1_048_576,
} as const;

/** The longest a request may wait for something to read. */
export const MOST_WAIT_S = 30;

/** Requests of one member at a time; one more is 429. */
export const MOST_OF_MEMBER = 8;
/** Requests at a time, waiting ones included; one more is 503. */
export const MOST_AT_ONCE = 1_000;
/** Pages read or being sent at a time: this times a page bounds the memory. The next one waits its turn. */
export const MOST_PAGES = 16;
/** Of those, how many one member may hold; and how many only a member gets who holds none, so that few who are slow do not hold all. */
export const MOST_PAGES_OF_MEMBER = 4;
export const FIRST_PAGES = 8;
/** How long it waits before it is 503, and how long a caller may take to receive a page before it is cut off. */
export const TURN_WITHIN_MS = 5_000;
export const TAKEN_WITHIN_MS = 30_000;
