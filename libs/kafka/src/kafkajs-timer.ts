// kafkajs 2.2.4 arms its throttle timer with a negative delay (throttledUntil starts at -1); Node >= 24 warns of it.
// Same behaviour, no warning: the delay is never below the 1 ms that Node makes of it anyway.
import RequestQueue from 'kafkajs/src/network/requestQueue/index.js';

interface Queue {
  readonly throttledUntil: number;
  readonly pending: readonly unknown[];
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

/** kafkajs' CHECK_PENDING_REQUESTS_INTERVAL. */
const CHECK_PENDING_EVERY_MS = 10;

const { prototype } = RequestQueue as { prototype: Queue };

prototype.scheduleCheckPendingRequests = function (this: Queue): void {
  if (this.throttleCheckTimeoutId) return;
  const throttledForMs = this.throttledUntil - Date.now();
  const delayMs = throttledForMs <= 0 && this.pending.length > 0 ? CHECK_PENDING_EVERY_MS : Math.max(1, throttledForMs);
  this.throttleCheckTimeoutId = setTimeout(() => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  }, delayMs);
};
