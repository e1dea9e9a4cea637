// What a recipient stands on: its role towards the record, or why it has none.
import { coversDay, recipientKindOf, type RecipientKind, type WithholdReason } from '#wire';
import { isEntrusted } from './assess-parties.js';
import type { Role } from './compiled-policy.js';
import type { Situation } from './situation.js';

export interface Standing {
  readonly id: string;
  readonly kind: RecipientKind;
  /** `null` where it does not stand; `failure` says why. */
  readonly role: Role | null;
  readonly failure: WithholdReason | null;
}

const kinds = new Map<string, RecipientKind>();
const MOST_KINDS = 10_000;

function kindOf(id: string): RecipientKind {
  let kind = kinds.get(id);
  if (kind === undefined) {
    kind = recipientKindOf(id);
    if (kinds.size >= MOST_KINDS) kinds.clear();
    kinds.set(id, kind);
  }
  return kind;
}

/**
 * The standing of a recipient on the Tokyo day of `at`. A contract is read for one dealer and an insurer, an
 * entrustment for a subcontractor and the headquarters; the rest stands on the policy's own words. Never throws.
 * @clause 3, 4(1)
 */
export function standingOf(situation: Situation, dealerCode: string | null, day: string): Standing {
  const { id, contract } = situation.recipient;
  if (typeof id !== 'string') return { id: '', kind: 'unknown', role: null, failure: 'recipient_unknown' };
  const kind = kindOf(id);
  const stands = (role: Role): Standing => ({ id, kind, role, failure: null });
  const falls = (failure: WithholdReason): Standing => ({ id, kind, role: null, failure });
  switch (kind) {
    case 'company':
      return stands('company');
    case 'finance':
      return stands('finance');
    case 'dealer':
      if (!coversDay(contract, day)) return falls('recipient_inactive');
      return stands(dealerCode !== null && id === `dealer:${dealerCode}` ? 'publishing-dealer' : 'other-dealer');
    case 'dealer-network':
      return stands('other-dealer');
    case 'insurer':
      return coversDay(contract, day) ? stands('insurer') : falls('recipient_inactive');
    case 'subcontractor':
      return isEntrusted(situation.state.entrustments, id, day) ? stands('subcontractor') : falls('not_entrusted');
    case 'headquarters':
      return isEntrusted(situation.state.entrustments, id, day) ? stands('headquarters') : falls('not_entrusted');
    case 'authority':
      return stands('authority');
    case 'unknown':
      return falls('recipient_unknown');
  }
}
