// The outbox of control facts: in one order, each fact once, published by one process at a time.
import type { ControlFact, FactType, JsonObject } from '#wire';
import { type DataSource, type EntityManager, IsNull, MoreThan } from 'typeorm';
import { withoutValues } from '../database-fault.js';
import { OutboxRow } from './outbox-row.entity.js';

/** Advisory locks, database-wide: one for the order of positions, one for the publisher. */
const ENQUEUE_LOCK = 7_104_201_711;
const PUBLISH_LOCK = 7_104_201_712;

export interface StatedFact {
  readonly fact: ControlFact;
  readonly client: string;
  readonly idempotencyKey: string | null;
}

export interface Enqueued {
  /** The row that stands under the fact's id or the client's key: the given one, or an older one. */
  readonly row: OutboxRow;
  readonly isNew: boolean;
}

/** The outbox in `dataSource` (entities: `CONSOLE_ENTITIES`). Every method throws a DatabaseFault. */
export function createOutbox(dataSource: DataSource) {
  const rows = () => dataSource.getRepository(OutboxRow);
  return {
    /**
     * Adds the facts in the order given, in one transaction; answers in that order. A fact whose id (or whose
     * client's key) is there already is not added: its older row is the answer, whatever it says.
     * Positions are given out one transaction at a time, so a later position never becomes visible first.
     * `isLate` is asked in its turn: then nothing is added and the answer is empty, so that what its sender has given up
     * does not come behind what was stated since.
     */
    enqueue: (facts: readonly StatedFact[], isLate = () => false): Promise<readonly Enqueued[]> =>
      withoutValues(() =>
        dataSource.transaction(async (manager) => {
          await manager.query('SELECT pg_advisory_xact_lock($1)', [ENQUEUE_LOCK]);
          if (isLate()) return [];
          const answers: Enqueued[] = [];
          for (const stated of facts) answers.push(await enqueueOne(manager, stated));
          return answers;
        }),
      ),

    /** The oldest facts not yet settled behind a position, in order; at most `limit`. */
    unsettled: (limit: number, after = '0'): Promise<readonly OutboxRow[]> =>
      rows().find({
        where: { settledAt: IsNull(), position: MoreThan(after) },
        order: { position: 'ASC' },
        take: limit,
      }),

    /** Notes where on `control` a fact stands; the first offset stays. */
    markPublished: async (factId: string, offset: bigint): Promise<void> => {
      await rows().update({ factId, controlOffset: IsNull() }, { controlOffset: offset.toString() });
    },

    /** Notes that all an answer promises was done, of those that are on `control`: one may have been found lost meanwhile. */
    markSettled: async (factIds: readonly string[]): Promise<void> => {
      await dataSource.query(
        'UPDATE console.outbox SET settled_at = now() WHERE fact_id = ANY($1) AND control_offset IS NOT NULL',
        [factIds],
      );
    },

    /** The fact of this id; `null` when nobody stated it. */
    find: (factId: string): Promise<OutboxRow | null> => rows().findOneBy({ factId }),

    /** True when a fact of this type was stated whose payload holds these fields. */
    holds: (type: FactType, fields: JsonObject): Promise<boolean> =>
      rows()
        .createQueryBuilder('fact')
        .where('fact.type = :type', { type })
        .andWhere('fact.data @> :fields::jsonb', { fields: JSON.stringify(fields) })
        .getExists(),

    /** All facts of these types that are on `control`, in its order. */
    published: (types: readonly FactType[]): Promise<readonly OutboxRow[]> =>
      rows()
        .createQueryBuilder('fact')
        .where('fact.type IN (:...types)', { types })
        .andWhere('fact.controlOffset IS NOT NULL')
        .orderBy('fact.controlOffset', 'ASC')
        .getMany(),

    /** Takes over what `control` holds, each id once: facts unknown here are added as settled, known ones learn their offset. */
    relearn: async (facts: readonly { fact: ControlFact; offset: bigint }[]): Promise<void> => {
      await dataSource.query(RELEARN, [
        JSON.stringify(facts.map(({ fact, offset }) => ({ ...fact, offset: offset.toString() }))),
      ]);
    },

    /**
     * Facts that were published once and are not among those `control` holds (their ids) are to be published again; gives how
     * many. A topic that lost its end, or was replaced, must not leave a stop behind that everybody was told is in effect.
     */
    unlearn: async (held: readonly string[]): Promise<number> => {
      const [, count] = await dataSource.query<[unknown, number]>(UNLEARN, [held]);
      return count;
    },

    /** Runs `work` while no other process does; waits for its turn. */
    publishing: async <T>(work: () => Promise<T>): Promise<T> => {
      const holder = dataSource.createQueryRunner();
      try {
        await holder.query('SELECT pg_advisory_lock($1)', [PUBLISH_LOCK]);
        try {
          return await work();
        } finally {
          await holder.query('SELECT pg_advisory_unlock($1)', [PUBLISH_LOCK]);
        }
      } finally {
        await holder.release();
      }
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;

const RELEARN = `
  INSERT INTO console.outbox (fact_id, type, recorded_at, data, client, control_offset, settled_at)
  SELECT f->>'id', f->>'type', f->>'at', f->'data', 'control', (f->>'offset')::bigint, now()
    FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS given (f, ordinal) ORDER BY ordinal
  ON CONFLICT (fact_id) DO UPDATE SET control_offset = EXCLUDED.control_offset
    WHERE console.outbox.control_offset IS NULL`;

const UNLEARN = `
  UPDATE console.outbox SET control_offset = NULL, settled_at = NULL
   WHERE control_offset IS NOT NULL AND NOT EXISTS (SELECT FROM unnest($1::text[]) AS held (id) WHERE held.id = fact_id)`;

const INSERT = `
  INSERT INTO console.outbox (fact_id, type, recorded_at, data, client, idempotency_key) VALUES ($1, $2, $3, $4, $5, $6)`;

async function enqueueOne(manager: EntityManager, { fact, client, idempotencyKey }: StatedFact): Promise<Enqueued> {
  const repository = manager.getRepository(OutboxRow);
  const known =
    (await repository.findOneBy({ factId: fact.id })) ??
    (idempotencyKey === null ? null : await repository.findOneBy({ client, idempotencyKey }));
  if (known !== null) return { row: known, isNew: false };
  await manager.query(INSERT, [fact.id, fact.type, fact.at, JSON.stringify(fact.data), client, idempotencyKey]);
  const row = await repository.findOneBy({ factId: fact.id });
  if (row === null) throw new Error('a row just inserted is gone');
  return { row, isNew: true };
}
