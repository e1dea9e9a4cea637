// The kinds a leaf can be of: its path in the catalogue, what it is judged as, and whether its text must be searched.
import { childPath, elementPath, isPlainKey, type Catalogue, type CatalogueEntry } from '#wire';
import { ITEM_INDEX, PROHIBITED, PROVENANCE, UNMAPPED } from './judged-as.js';

/** Leaves of one kind share their verdict, but for what a search of their text finds. */
export interface LeafKind {
  /** Its place in {@link KnownPaths.kinds}: small, dense, and in the order of the paths. */
  readonly serial: number;
  /** As in the catalogue; `?` where the path is not in it. */
  readonly path: string;
  readonly judgedAs: number;
  /** True where the text must be searched. */
  readonly isText: boolean;
}

/** A place in the tree of known paths. */
export interface Branch {
  /** Its key as JSON writes it before a value, `"vin":`; `''` for the record itself and for elements of an array. */
  readonly label: string;
  readonly entry: CatalogueEntry | null;
  readonly keys: Map<string, Branch>;
  element: Branch | null;
  /** The entry of `jobId` for elements that are a job or refer to one. */
  readonly jobId: CatalogueEntry | null;
  /** The kinds of a leaf here, by {@link kindOf}. */
  readonly kinds: readonly LeafKind[];
}

/** The path written where the catalogue knows none. */
export const UNKNOWN_PATH = '?';

const AS_LISTED = 0;
const AS_UNMAPPED = 2;
const AS_PROVENANCE = 4;

/** Picks among the kinds of a place. An unmapped or foreign text is searched whenever it may leave at all. */
export function kindOf(
  kinds: readonly LeafKind[],
  as: 'listed' | 'unmapped' | 'provenance',
  isText: boolean,
): LeafKind {
  const base = as === 'listed' ? AS_LISTED : as === 'unmapped' ? AS_UNMAPPED : AS_PROVENANCE;
  const kind = kinds[base + (isText ? 1 : 0)];
  if (kind === undefined) throw new Error('a place without kinds');
  return kind;
}

/** The tree of the catalogue, and the kinds of everything outside it. */
export interface KnownPaths {
  readonly root: Branch;
  readonly unknown: readonly LeafKind[];
  /** Every kind, by its path in code units: so what is gathered by number comes in the order of the wire. */
  readonly kinds: readonly LeafKind[];
}

/** Builds the tree of known paths. Keys that a path would quote are in no catalogue. Never throws. */
export function plantPaths(catalogue: Catalogue): KnownPaths {
  const kinds: (LeafKind & { serial: number })[] = [];
  const kindsAt = (path: string, listed: number): readonly LeafKind[] => {
    const here = [listed, UNMAPPED, PROVENANCE].flatMap((judgedAs) =>
      [false, true].map((isText) => ({ serial: 0, path, judgedAs, isText })),
    );
    kinds.push(...here);
    return here;
  };

  function branchAt(path: string, key: string | null): Branch {
    const entry = catalogue.get(path) ?? null;
    const listed = entry === null ? UNMAPPED : (ITEM_INDEX.get(entry.item) ?? PROHIBITED);
    const under = path === '' ? '' : `${path}.`;
    const below = [...catalogue.keys()].filter((each) => each.startsWith(under) && each !== path);
    const names = new Set(below.map((each) => /^[^.[]+/.exec(each.slice(under.length))?.[0] ?? ''));
    const keys = new Map(
      [...names].filter(isPlainKey).map((name) => [name, branchAt(childPath(path, name), name)] as const),
    );
    const hasElements = path !== '' && [...catalogue.keys()].some((each) => each.startsWith(elementPath(path)));
    const jobId = catalogue.get(childPath(path, 'jobId')) ?? null;
    return {
      label: key === null ? '' : `${JSON.stringify(key)}:`,
      entry,
      keys,
      element: hasElements ? branchAt(elementPath(path), null) : null,
      jobId: jobId?.item === 'envelope' ? jobId : null,
      kinds: kindsAt(entry === null ? UNKNOWN_PATH : path, listed),
    };
  }
  const unknown = kindsAt(UNKNOWN_PATH, UNMAPPED);
  const root = branchAt('', null);
  kinds.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  kinds.forEach((kind, serial) => {
    kind.serial = serial;
  });
  return { root, unknown, kinds };
}
