// What apps say of their own state on `notices`: words of closed forms and numbers, never a value of a record.
import type { App } from './topics.js';

/** Value of a message on `notices` (JSON); the key is `app`. The newest of each kind from each app is what stands. */
export interface Notice {
  readonly app: App;
  /** What it is about, a word such as `loop` or `faulty-facts`. */
  readonly kind: string;
  /** `state` replaces the state before; `alert` asks somebody to look. */
  readonly level: 'state' | 'alert';
  /** A word such as `running` or `holding`. */
  readonly state: string;
  /** RFC 3339 instant. */
  readonly at: string;
  /** Which instance speaks, where an app runs more than once. */
  readonly slot?: string;
  /** A `GW_…` code or the protocol's own name of an error. */
  readonly code?: string;
  readonly count?: number;
  /** Code of the dealer it is about. */
  readonly dealer?: string;
  /** Leaf paths it is about, each once, sorted; unknown keys `?`. */
  readonly paths?: readonly string[];
}
