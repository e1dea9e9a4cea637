// Asks the ledger's tables, the register and Kafka what the desk wants to know.
import type { CompiledPolicy, Register } from '#policy';
import {
  countDecisions,
  countLeaves,
  type DataSource,
  type DecisionPage,
  dayBefore,
  findOfRecord,
  findRecord,
  ledgerProgress,
  listDecisions,
  type Outbox,
} from '#postgres';
import type { Pseudonyms } from '#process';
import {
  type DecisionList,
  type FactPayloads,
  type Flows,
  GatewayError,
  type Item,
  type JudgedRecord,
  parseInstant,
  tokyoDay,
  TOPICS,
} from '#wire';
import { countedOf } from './count-progress.js';
import { readCursor, writeCursor } from './cursor.js';
import { judgedRecordOf, MOST_OF_A_RECORD } from './judged-record.js';
import { rangeOf } from './range.js';
import type { DecisionsQuery, RangeQuery, SearchDto } from './requests.dto.js';
import { tellFlows } from './tell-flows.js';
import type { KnownStream, Yardstick } from './yardstick.js';

export interface FlowTools {
  readonly dataSource: DataSource;
  readonly outbox: Pick<Outbox, 'published'>;
  readonly register: Pick<Register, 'streams' | 'policies' | 'lawAt' | 'isKilled'>;
  readonly pseudonyms: Pick<Pseudonyms, 'recordKey'>;
  /** Ends of `decisions` by partition; `null` where Kafka does not say. Never rejects. */
  readonly ends: (now: number) => Promise<ReadonlyMap<number, bigint> | null>;
}

export type FlowDesk = ReturnType<typeof createFlowDesk>;

const PAGE = 50;

/** What the desk may ask. Every method throws a DatabaseFault, or GW_INVALID_REQUEST. */
export function createFlowDesk(tools: FlowTools) {
  const { dataSource, register, pseudonyms } = tools;
  return {
    async flows(query: RangeQuery, now: number): Promise<Flows> {
      const range = rangeOf(query, now);
      const { from, to } = range;
      // Progress first: what the ledger adds meanwhile may be counted without being said, never said without being counted.
      const [progress, ends] = await Promise.all([ledgerProgress(dataSource, TOPICS.decisions.name), tools.ends(now)]);
      const [leaves, decisions, earlierDay, yardstick] = await Promise.all([
        countLeaves(dataSource, from, to),
        countDecisions(dataSource, from, to),
        dayBefore(dataSource, from),
        yardstickOf(tools),
      ]);
      const inForce = register.lawAt(now, now)?.judged;
      return tellFlows({
        ...{ range, now, leaves, decisions, yardstick, earlierDay },
        open: register.streams(),
        policy: inForce === undefined ? null : { id: inForce.id, effectiveOn: inForce.effectiveOn },
        isKilled: register.isKilled,
        counted: countedOf(progress, ends),
      });
    },

    async decisions(query: DecisionsQuery, now: number): Promise<DecisionList> {
      const { stream = null, policy = null, item = null, share = null, reason = null, cursor } = query;
      const filter = { ...rangeOf(query, now), stream, policy, item, share, reason };
      return tellPage(await listDecisions(dataSource, filter, readCursor(cursor), PAGE));
    },

    async search({ dealerCode, recordId, cursor }: SearchDto): Promise<DecisionList> {
      const record = pseudonyms.recordKey(dealerCode, recordId);
      return tellPage(await findOfRecord(dataSource, record, readCursor(cursor), PAGE));
    },

    /** Throws GW_NOT_FOUND where no decision has this id. */
    async record(id: string): Promise<JudgedRecord> {
      const found = await findRecord(dataSource, id, MOST_OF_A_RECORD + 1);
      if (found === null) throw new GatewayError('GW_NOT_FOUND');
      return judgedRecordOf(id, found);
    },
  };
}

function tellPage({ found, next }: DecisionPage): DecisionList {
  return {
    decisions: found.map(({ id, stream, effect, policy, at, released, redacted, withheld }) => ({
      ...{ id, stream, effect, policy, at, released, redacted, withheld },
    })),
    next: next === null ? null : writeCursor(next),
  };
}

/** What was published, by the facts themselves. */
async function yardstickOf({ outbox, register }: FlowTools): Promise<Yardstick> {
  const compiled = new Map<string, CompiledPolicy>(register.policies().map((policy) => [policy.id, policy]));
  const streams = new Map<string, KnownStream>();
  const versions: Yardstick['versions'][number][] = [];
  for (const { type, data, recordedAt } of await outbox.published(['policy-published', 'stream-opened'])) {
    if (type === 'stream-opened') {
      const { stream, audience, purpose, items } = data as unknown as FactPayloads['stream-opened'];
      const before: ReadonlySet<Item> = streams.get(stream)?.items ?? new Set();
      streams.set(stream, { audience, purpose, items: new Set([...before, ...items]) });
    } else {
      const { policy: id, hash, effectiveOn } = data as unknown as FactPayloads['policy-published'];
      const publishedOn = tokyoDay(parseInstant(recordedAt));
      versions.push({ id, hash, effectiveOn, publishedOn, policy: compiled.get(id) ?? null });
    }
  }
  return { streams, versions };
}
