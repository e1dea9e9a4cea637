// A stream: one audience, one purpose, the items it asked for. Its id and its topic.
import type { Item } from './items.js';

export interface Stream {
  /** `<audience>.<purpose>`, from {@link streamIdOf}. */
  readonly id: string;
  /** Recipient id: a single party, or `dealer-network`. */
  readonly audience: string;
  readonly purpose: string;
  /** What the stream asked for; an item not named here is withheld as `not_requested`. */
  readonly items: readonly Item[];
}

/** `bmw-japan-finance` and `joint.valuation` give `bmw-japan-finance.joint.valuation`. */
export function streamIdOf(audience: string, purpose: string): string {
  return `${audience}.${purpose}`;
}

/** The topic a stream's releases and recalls go to: `provision.` and the id, `:` written `-`. */
export function topicOf(streamId: string): string {
  return `provision.${streamId.replaceAll(':', '-')}`;
}
