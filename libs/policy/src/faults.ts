// What can be wrong with a policy document: every fault, as the rest of a line that begins with its place.

/** Takes note of one fault: where in the document, and what is wrong. */
export type NoteFault = (place: string, fault: string) => void;

/** The closed list of faults. */
export const FAULTS = {
  // anywhere
  missing: () => 'is missing',
  empty: () => 'is empty',
  notAMapping: () => 'must be a mapping',
  notAList: () => 'must be a list',
  notAText: () => 'must be a text',
  notOneWord: () => 'must be one word',
  unknownWord: () => 'is not a word of policy documents here',
  unknownName: (name: string) => `\`${name}\` is not known`,
  namedTwice: (name: string) => `\`${name}\` stands here twice`,
  notAClause: () => 'must be a clause, such as `4(2)` or `2(10)+3(2)`',
  unknownClause: (clause: string) => `\`${clause}\` is no clause of the policy`,
  notADay: () => 'must be a day `YYYY-MM-DD`',
  // the version
  notAnId: () => 'must be the id of the version',
  notADayNorDraft: () => 'must be a day `YYYY-MM-DD`, or null for a draft',
  idIsNotTheDay: () => 'must be the effective day, as in `effectiveOn`',
  announcedButDraft: () => 'must be null, as `effectiveOn` is: a draft is not announced',
  notAnnounced: () => 'must be a day: what is in effect was announced',
  effectiveBeforeAnnounced: () => 'is before `announcedOn`: nothing is in effect before it was announced',
  notAReason: () => 'must be `law` or `customer-request`',
  notTheFirstVersion: (first: string) => `may be \`first-version\` in \`${first}\` alone`,
  otherDefault: () => 'must be `withhold`',
  // items
  itemAsGroup: () => 'is an item; a group needs a name of its own',
  inTwoGroups: () => 'stands in two groups',
  namesNoItem: () => 'names no item',
  // cells and what goes with them
  filledTwice: (items: string, role: string, purpose: string) =>
    `fills \`${items}\` × \`${role}\` × \`${purpose}\` a second time`,
  notGrantedTo: (role: string) => `may not be granted to \`${role}\``,
  notGrantedFor: (item: string, role: string) => `may not be granted for \`${item}\` to \`${role}\``,
  notMadeKnown: (items: string, role: string, purpose: string) =>
    `is not made known by \`joint-use-notice\` for \`${items}\` × \`${role}\` × \`${purpose}\``,
  unreachableGuard: () => 'is unreachable: no cell leads to it',
  goesWithNothing: () => 'goes with no cell that may leave',
  choosesNoCell: () => 'chooses no cell',
  settlesNothing: () => 'must name the `cells` or `guards` it settles',
  contestedOtherwise: () => 'must be `true` or be left out',
  // contacts
  notATelephone: () => 'must be a telephone number, such as `0120-000-000`',
  notATime: () => 'must be a time of day `HH:MM`',
  closesTooEarly: () => 'must be later than `opens`',
} as const satisfies Readonly<Record<string, (...names: string[]) => string>>;
