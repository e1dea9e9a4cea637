// Every metric the house makes, in one place: kind, unit, labels, what it says. Labels hold words of closed lists.
export interface Metric {
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** UCUM, as OpenTelemetry's conventions write units. */
  readonly unit: string;
  readonly description: string;
  /** The apps that make it. */
  readonly apps: readonly string[];
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in its unit. */
  readonly buckets?: readonly number[];
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10] as const;
const SHORT_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;
const EVERY_APP = ['console', 'intake', 'gatekeeper', 'delivery', 'ledger'] as const;

/** Name to metric. `http.*` and `messaging.*` are OpenTelemetry's semantic conventions; the others begin with their app. */
export const METRICS = {
  'http.server.request.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'requests answered, health and metrics apart',
    apps: EVERY_APP,
    labels: ['http.request.method', 'http.route', 'http.response.status_code', 'url.scheme', 'error.type'],
    buckets: SECONDS,
  },
  'messaging.client.consumed.messages': {
    kind: 'counter',
    unit: '{message}',
    description: 'messages whose effects have committed',
    apps: ['gatekeeper', 'ledger'],
    labels: ['messaging.system', 'messaging.operation.name', 'messaging.destination.name'],
  },
  'messaging.process.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'one batch, from its messages in hand to its effects committed',
    apps: ['gatekeeper', 'ledger'],
    labels: ['messaging.system', 'messaging.operation.name', 'messaging.destination.name'],
    buckets: SHORT_SECONDS,
  },
  'intake.records': {
    kind: 'counter',
    unit: '{record}',
    description: 'records sent: accepted, duplicate, or the code of the problem',
    apps: ['intake'],
    labels: ['outcome'],
  },
  'gatekeeper.records': {
    kind: 'counter',
    unit: '{record}',
    description: 'records decided and committed',
    apps: ['gatekeeper'],
    labels: [],
  },
  'gatekeeper.records.lag': {
    kind: 'gauge',
    unit: '{message}',
    description: 'records waiting to be decided, in the partitions at hand',
    apps: ['gatekeeper'],
    labels: [],
  },
  'gatekeeper.decisions': {
    kind: 'counter',
    unit: '{decision}',
    description: 'decisions by stream and effect: released, recalled, withheld',
    apps: ['gatekeeper'],
    labels: ['stream', 'effect'],
  },
  'gatekeeper.leaves': {
    kind: 'counter',
    unit: '{leaf}',
    description: 'leaves judged, by outcome (permit, redact, withhold) and reason',
    apps: ['gatekeeper'],
    labels: ['outcome', 'reason'],
  },
  'gatekeeper.dead_letters': {
    kind: 'counter',
    unit: '{message}',
    description: 'messages that could not be judged, by reason',
    apps: ['gatekeeper'],
    labels: ['reason'],
  },
  'gatekeeper.batch.size': {
    kind: 'histogram',
    unit: '{record}',
    description: 'records in one transaction',
    apps: ['gatekeeper'],
    labels: [],
    buckets: [1, 10, 50, 100, 250, 500, 1000, 2000, 4000],
  },
  'gatekeeper.decide.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'deciding, projecting and writing out one batch',
    apps: ['gatekeeper'],
    labels: [],
    buckets: SHORT_SECONDS,
  },
  'gatekeeper.transaction.aborts': {
    kind: 'counter',
    unit: '{transaction}',
    description: 'batches decided anew because their transaction did not commit: the law changed, a fence, a fault',
    apps: ['gatekeeper'],
    labels: [],
  },
  'gatekeeper.faults': {
    kind: 'counter',
    unit: '{fault}',
    description: 'faults of Kafka the loop began to recover from, by code; `INVALID_PRODUCER_EPOCH` is a fence',
    apps: ['gatekeeper'],
    labels: ['code'],
  },
  'gatekeeper.holds': {
    kind: 'counter',
    unit: '{hold}',
    description: 'times the loop began to hold because nothing may be decided',
    apps: ['gatekeeper'],
    labels: [],
  },
  'gatekeeper.loop.state': {
    kind: 'gauge',
    unit: '1',
    description: '1 for the state the loop is in, 0 for the others',
    apps: ['gatekeeper'],
    labels: ['state'],
  },
  'gatekeeper.control.lag': {
    kind: 'gauge',
    unit: '{message}',
    description: 'facts of `control` the last batch waited for',
    apps: ['gatekeeper'],
    labels: [],
  },
  'ledger.decisions': {
    kind: 'counter',
    unit: '{decision}',
    description: 'decisions stored',
    apps: ['ledger'],
    labels: [],
  },
  'ledger.duplicates': {
    kind: 'counter',
    unit: '{decision}',
    description: 'decisions read again, which left no trace',
    apps: ['ledger'],
    labels: [],
  },
  'ledger.unreadable': {
    kind: 'counter',
    unit: '{message}',
    description: 'messages kept as dead letters because they could not be read',
    apps: ['ledger'],
    labels: [],
  },
  'ledger.lost': {
    kind: 'counter',
    unit: '{message}',
    description: 'offsets the broker had removed before they were read',
    apps: ['ledger'],
    labels: [],
  },
  'ledger.lag': {
    kind: 'gauge',
    unit: 's',
    description: 'age of the oldest message in hand, not yet stored',
    apps: ['ledger'],
    labels: [],
  },
  'delivery.pages': {
    kind: 'counter',
    unit: '{page}',
    description: 'pages given to polls, empty ones included',
    apps: ['delivery'],
    labels: ['stream'],
  },
  'delivery.records': {
    kind: 'counter',
    unit: '{record}',
    description: 'records given, by effect; again at each poll from an older cursor',
    apps: ['delivery'],
    labels: ['stream', 'effect'],
  },
  'delivery.unreadable': {
    kind: 'counter',
    unit: '{message}',
    description: 'messages of streams that are neither release nor recall, given to nobody',
    apps: ['delivery'],
    labels: [],
  },
  'delivery.requests': {
    kind: 'gauge',
    unit: '{request}',
    description: 'polls under way, waiting ones included',
    apps: ['delivery'],
    labels: [],
  },
  'console.facts': {
    kind: 'counter',
    unit: '{fact}',
    description: 'facts put on `control`, by type',
    apps: ['console'],
    labels: ['factType'],
  },
  'console.outbox.age': {
    kind: 'gauge',
    unit: 's',
    description: 'age of the oldest fact stated and not yet settled: published, fenced, rights in place',
    apps: ['console'],
    labels: [],
  },
  'console.fence.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'fencing every gatekeeper after a narrowing fact',
    apps: ['console'],
    labels: [],
    buckets: SHORT_SECONDS,
  },
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof METRICS;
