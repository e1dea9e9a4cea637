// What the gatekeeper says of its own state, as a notice on the way to the desk.
import type { Notice } from '#wire';

/** Says something of this instance's state. Best effort: never throws, never in the way of the loop. */
export type Notify = (notice: Omit<Notice, 'app' | 'at' | 'slot'>) => void;
