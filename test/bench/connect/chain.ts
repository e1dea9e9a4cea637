// A chain of single-message transforms as one would configure it for a stream, written from policy and catalogue.
import type { CompiledPolicy, Role } from '#policy';
import type { Catalogue, CatalogueEntry } from '#wire';

/** Connect's own configuration of a chain: `transforms`, `transforms.<name>.type`, … */
export type ChainConfig = Readonly<Record<string, string>>;

export interface Audience {
  readonly role: Role;
  readonly purpose: string;
}

/** What a release carries of the envelope; `recordId` is another one there, which no transform can make. */
const CARRIED = ['revision', 'status', 'dealerCode', 'occurredAt'];
const MASKED = 'recordId';
const TEXT = 'text';

/** The field a leaf is part of once `Flatten` is done: lists stay as they are, so all beneath one is one field. */
export function fieldOf(path: string): string {
  return path.split('[]')[0]!;
}

/** True where the policy lets the leaf out for some customer. */
function mayLeave(entry: CatalogueEntry, policy: CompiledPolicy, { role, purpose }: Audience): boolean {
  if (entry.item === 'envelope') return CARRIED.includes(entry.path);
  return !['withhold', 'statistics'].includes(policy.cellOf(entry.item, role, purpose).asks);
}

/** True where the policy lets the leaf out whole for every customer. */
function alwaysLeaves(entry: CatalogueEntry, policy: CompiledPolicy, { role, purpose }: Audience): boolean {
  if (entry.item === 'envelope') return CARRIED.includes(entry.path);
  if (entry.accepts(TEXT) && entry.isFreeText(TEXT)) return false;
  return policy.cellOf(entry.item, role, purpose).asks === 'nothing';
}

/**
 * Which fields a chain can let through, since it knows neither customer nor what is inside a list or a text. `lenient`: a
 * field that holds a leaf which leaves for some customer. `strict`: one that holds nothing but leaves which leave for all.
 */
export function fieldsOf(
  catalogue: Catalogue,
  policy: CompiledPolicy,
  audience: Audience,
  kind: 'lenient' | 'strict',
): readonly string[] {
  const byField = new Map<string, CatalogueEntry[]>();
  for (const entry of catalogue.values()) {
    const field = fieldOf(entry.path);
    byField.set(field, [...(byField.get(field) ?? []), entry]);
  }
  const passes = (entries: readonly CatalogueEntry[]) =>
    kind === 'lenient'
      ? entries.some((entry) => mayLeave(entry, policy, audience))
      : entries.every((entry) => alwaysLeaves(entry, policy, audience));
  return [...byField].filter(([, entries]) => passes(entries)).map(([field]) => field);
}

/**
 * Flatten, then keep these fields alone, the record's id masked. `Filter` has no place in it: its predicates see the
 * topic, the names of headers and whether there is a value, never what stands in one.
 */
export function chainOf(fields: readonly string[]): ChainConfig {
  const type = (name: string) => `org.apache.kafka.connect.transforms.${name}$Value`;
  return {
    transforms: 'flatten,keep,mask',
    'transforms.flatten.type': type('Flatten'),
    'transforms.flatten.delimiter': '.',
    'transforms.keep.type': type('ReplaceField'),
    'transforms.keep.include': [MASKED, ...fields].join(','),
    'transforms.mask.type': type('MaskField'),
    'transforms.mask.fields': MASKED,
  };
}
