// Every topic with its key, its one writer, its readers and its retention. What imports cannot show stands here.

export type App = 'intake' | 'gatekeeper' | 'delivery' | 'ledger' | 'console';

export interface Topic {
  /** Topic name; `provision.` stands for one topic per stream. */
  readonly name: string;
  readonly key: string;
  readonly writer: App | 'all';
  readonly readers: readonly (App | 'audience')[];
  /** True where its writer looks for its own messages, in no consumer group, to settle what a crash left in doubt. */
  readonly writerSettles?: boolean;
  /** Default partition count, a power of two. */
  readonly partitions: number;
  /** Retention in milliseconds; -1 is for ever. Never compacted. */
  readonly retentionMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** A broker removes whole segments, and one only when its newest record is past retention: it is closed after a day at most. */
export const SEGMENT_MS = DAY_MS;

/** How often a broker looks for what to remove is its own setting, every five minutes by default. */
const LOOKED_FOR_WITHIN_MS = 60 * 60 * 1000;

/** Epoch milliseconds by which a broker has removed what was written at `writtenAt` to a topic with this retention. */
export function goneBy(writtenAt: number, { retentionMs }: Pick<Topic, 'retentionMs'>): number {
  return retentionMs < 0 ? Infinity : writtenAt + retentionMs + SEGMENT_MS + LOOKED_FOR_WITHIN_MS;
}

export const TOPICS = {
  serviceRecords: {
    name: 'service-records',
    key: 'keyed HMAC of (dealer, recordId)',
    writer: 'intake',
    readers: ['gatekeeper'],
    writerSettles: true,
    partitions: 4,
    retentionMs: 7 * DAY_MS,
  },
  provision: {
    name: 'provision.',
    key: 'outward recordId',
    writer: 'gatekeeper',
    readers: ['audience', 'delivery'],
    partitions: 4,
    retentionMs: 14 * DAY_MS,
  },
  decisions: {
    name: 'decisions',
    key: 'decision id',
    writer: 'gatekeeper',
    readers: ['ledger'],
    partitions: 4,
    retentionMs: 30 * DAY_MS,
  },
  control: {
    name: 'control',
    key: 'event id',
    writer: 'console',
    readers: ['intake', 'gatekeeper', 'delivery', 'ledger', 'console'],
    partitions: 1,
    retentionMs: -1,
  },
  deadLetters: {
    name: 'dead-letters',
    key: 'source topic-partition-offset',
    writer: 'gatekeeper',
    readers: ['ledger'],
    partitions: 1,
    retentionMs: 30 * DAY_MS,
  },
  notices: {
    name: 'notices',
    key: 'app',
    writer: 'all',
    readers: ['console'],
    partitions: 1,
    retentionMs: 7 * DAY_MS,
  },
} as const satisfies Record<string, Topic>;

/** Topics of the gatekeeper's transactions; a name that ends with a dot stands for every topic that begins with it. */
export const GATE_OUTPUTS: readonly string[] = Object.values(TOPICS)
  .filter(({ writer }) => writer === 'gatekeeper')
  .map(({ name }) => name);

/** Kafka users of the apps: `app-intake` and so on. Members' users are their client ids. */
export function appUserOf(app: App): string {
  return `app-${app}`;
}

/** Consumer groups of an app start with its user name and a dot, as a member's do with its client id. */
export function groupOf(user: string, name: string): string {
  return `${user}.${name}`;
}

/** Transactional ids of the gatekeeper slots share this prefix; the console fences all of them. */
export const GATEKEEPER_SLOT_PREFIX = 'gatekeeper-';
