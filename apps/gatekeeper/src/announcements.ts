// Which verdict patterns this process has written out, so that a decision need only name its pattern by id.

/** A pattern is written out again this long after its last announcement, so that a ledger that starts late learns it. */
const REPEAT_AFTER_MS = 60 * 60 * 1000;

/** Patterns remembered; the oldest is forgotten (and would be written out again). */
const REMEMBERED = 100_000;

/** The announcements of one transaction: they count once it has committed. */
export interface PendingAnnouncements {
  /** True where no committed announcement is fresh and this transaction holds none yet. */
  isDue(patternId: string): boolean;
  /** This transaction holds one now. */
  announced(patternId: string): void;
  committed(): void;
}

export interface Announcements {
  /** `at`: epoch milliseconds of the batch. */
  begin(at: number): PendingAnnouncements;
  /** Every pattern is due again. */
  forget(): void;
}

export function createAnnouncements(): Announcements {
  const announcedAt = new Map<string, number>();
  return {
    begin(at) {
      const pending = new Set<string>();
      return {
        isDue(patternId) {
          if (pending.has(patternId)) return false;
          const last = announcedAt.get(patternId);
          return last === undefined || at - last >= REPEAT_AFTER_MS;
        },
        announced: (patternId) => void pending.add(patternId),
        committed() {
          for (const patternId of pending) {
            announcedAt.delete(patternId);
            announcedAt.set(patternId, at);
          }
          for (const oldest of announcedAt.keys()) {
            if (announcedAt.size <= REMEMBERED) break;
            announcedAt.delete(oldest);
          }
        },
      };
    },
    forget: () => announcedAt.clear(),
  };
}
