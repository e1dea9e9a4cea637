// Whom customers turn to, and when: Article 7.
import { isDay } from '#wire';
import { FAULTS, type NoteFault } from './faults.js';
import { at, readClause, readEntries, readMapping, readText } from './read-document.js';

const PLACE = 'contacts';
const TELEPHONE = /^0\d+(?:-\d+){1,3}$/;
const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

function isTelephone(value: unknown): boolean {
  return typeof value === 'string' && TELEPHONE.test(value) && /^\d{10,11}$/.test(value.replaceAll('-', ''));
}

function isTime(value: unknown): value is string {
  return typeof value === 'string' && TIME.test(value);
}

function checkCentres(value: unknown, note: NoteFault): void {
  const place = at(PLACE, 'centres');
  const centres = readMapping(value, place, note);
  if (centres?.size === 0) note(place, FAULTS.empty());
  for (const [centre, contact] of centres ?? []) {
    const here = at(place, centre);
    const entries = readEntries(contact, here, note, ['name', 'telephone']);
    if (entries.has('name')) readText(entries.get('name'), at(here, 'name'), note);
    const telephone = entries.get('telephone');
    if (telephone === null || telephone === '') note(at(here, 'telephone'), FAULTS.empty());
    else if (telephone !== undefined && !isTelephone(telephone)) note(at(here, 'telephone'), FAULTS.notATelephone());
  }
}

function checkHours(value: unknown, note: NoteFault): void {
  const place = at(PLACE, 'hours');
  const entries = readEntries(value, place, note, ['since', 'weekdays', 'weekends-and-holidays']);
  if (entries.has('since') && !isDay(entries.get('since'))) note(at(place, 'since'), FAULTS.notADay());
  for (const days of ['weekdays', 'weekends-and-holidays']) {
    if (!entries.has(days)) continue;
    const here = at(place, days);
    const times = readEntries(entries.get(days), here, note, ['opens', 'closes']);
    for (const [key, time] of times) if (!isTime(time)) note(at(here, key), FAULTS.notATime());
    const [opens, closes] = [times.get('opens'), times.get('closes')];
    if (isTime(opens) && isTime(closes) && closes <= opens) note(at(here, 'closes'), FAULTS.closesTooEarly());
  }
}

/** Notes a contact that is missing, empty or no contact; hours are of Asia/Tokyo, every day of the year. Never throws. @clause 7 */
export function checkContacts(value: unknown, note: NoteFault): void {
  if (value === undefined) return;
  const entries = readEntries(value, PLACE, note, ['clause', 'address', 'centres', 'hours']);
  readClause(entries.get('clause'), at(PLACE, 'clause'), note);
  if (entries.has('address')) readText(entries.get('address'), at(PLACE, 'address'), note);
  if (entries.has('centres')) checkCentres(entries.get('centres'), note);
  if (entries.has('hours')) checkHours(entries.get('hours'), note);
}
