// When a version was announced, and why it was made.
import { isDay } from '#wire';
import { FAULTS, type NoteFault } from './faults.js';
import { readEntries, readText } from './read-document.js';

/** Why the policy may be updated, in its own words. @clause Updates */
export const REVISION_REASONS: readonly string[] = ['law', 'customer-request'];

/** The published text the gateway begins with. It states no reason, so it alone need not give one of the two. */
export const FIRST_VERSION = '2017-05-30';

function checkAnnounced(announcedOn: unknown, effectiveOn: unknown, note: NoteFault): void {
  if (effectiveOn === null && announcedOn !== null) note('announcedOn', FAULTS.announcedButDraft());
  if (!isDay(effectiveOn)) return;
  if (announcedOn === null) note('announcedOn', FAULTS.notAnnounced());
  else if (!isDay(announcedOn)) note('announcedOn', FAULTS.notADay());
  else if (effectiveOn < announcedOn) note('effectiveOn', FAULTS.effectiveBeforeAnnounced());
}

function checkRevision(value: unknown, effectiveOn: unknown, note: NoteFault): void {
  const entries = readEntries(value, 'revision', note, ['reason', 'text']);
  if (entries.has('text')) readText(entries.get('text'), 'revision.text', note);
  const reason = entries.get('reason');
  if (reason === undefined || (reason === null && effectiveOn === null)) return;
  if (reason === null || reason === '') note('revision.reason', FAULTS.empty());
  else if (reason === 'first-version') {
    const isOther = effectiveOn === null || isDay(effectiveOn);
    if (isOther && effectiveOn !== FIRST_VERSION) note('revision.reason', FAULTS.notTheFirstVersion(FIRST_VERSION));
  } else if (!REVISION_REASONS.includes(reason as string)) note('revision.reason', FAULTS.notAReason());
}

/** Notes what is wrong with `announcedOn` and `revision`; a draft has no day and may have no reason yet. Never throws. @clause Updates */
export function checkVersion(sections: ReadonlyMap<string, unknown>, note: NoteFault): void {
  const effectiveOn = sections.get('effectiveOn');
  if (sections.has('announcedOn')) checkAnnounced(sections.get('announcedOn'), effectiveOn, note);
  if (sections.has('revision')) checkRevision(sections.get('revision'), effectiveOn, note);
}
