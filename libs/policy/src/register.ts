// The facts of `control`, folded into what can be asked of them.
import type { Catalogue, ControlFact, Stream } from '#wire';
import type { CompiledPolicy } from './compiled-policy.js';
import type { Law, Situation } from './situation.js';

/** How a record is known on `control`: its dealer, and keyed HMACs of its subject and vehicle. */
export interface RecordRef {
  readonly dealerCode: string;
  readonly subject: string | null;
  readonly vehicle: string | null;
  /** Milliseconds since the epoch; `NaN` where it cannot be read. */
  readonly occurredAt: number;
}

export class Register {
  /** Facts that could not be read whole. */
  faults = 0;
  constructor(_options: { catalogue: Catalogue }) {}
  apply(_fact: ControlFact): void {
    throw new Error('the register is not here yet');
  }
  streams(): readonly Stream[] {
    return [];
  }
  policies(): readonly CompiledPolicy[] {
    return [];
  }
  lawAt(_at: number, _occurredAt: number): Law | null {
    return null;
  }
  situation(_stream: Stream, _ref: RecordRef, _at: number): Situation {
    throw new Error('the register is not here yet');
  }
  hasAccepted(_dealerCode: string, _at: number): boolean {
    return false;
  }
  recipientStands(_id: string, _at: number): boolean {
    return false;
  }
}
