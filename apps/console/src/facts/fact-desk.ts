// Where facts are stated: form, outbox, publication; the same statement again gets the same answer.
import { randomUUID } from 'node:crypto';
import { canonicalJson } from '#evidence';
import type { Enqueued, Outbox, OutboxRow, StatedFact } from '#postgres';
import type { Logger, Pseudonyms } from '#process';
import { type ControlFact, type FactType, GatewayError, type JsonObject } from '#wire';
import { inTime } from '../in-time.js';
import type { FactForm, Statement } from './fact-form.js';
import { FACT_FORMS } from './fact-forms.js';
import { ID_PATTERN } from './fields.js';
import type { Publisher, PublisherStep } from './publisher.js';

export interface Stating {
  readonly type: FactType;
  readonly body: object;
  readonly client: string;
  /** Who stated it, where that was a person: their pseudonym then stands for the client, on `control` too. */
  readonly person?: string | undefined;
  readonly pathId?: string;
  readonly idempotencyKey?: string | undefined;
  /** In place of a UUID, for facts that must have the same id at every start. */
  readonly seed?: string;
}

/** The answer to a statement: what was recorded, and where on `control` it stands. */
export interface Stated {
  readonly fact: string;
  readonly type: FactType;
  readonly at: string;
  /** Offset of the fact on `control`. */
  readonly controlOffset: string;
  readonly data: JsonObject;
}

/** What became of one of many statements. */
export interface EnqueuedFact {
  readonly factType: FactType;
  readonly isNew: boolean;
  /** False: its id was used for something else. */
  readonly isSame: boolean;
}

export interface FactDeskTools {
  readonly outbox: Outbox;
  readonly publisher: Publisher;
  readonly pseudonyms: Pseudonyms;
  readonly logger: Pick<Logger, 'warn'>;
  readonly reached: (step: PublisherStep) => void;
  /** Milliseconds whoever states a fact is kept waiting for all it brings about; {@link STATE_WITHIN_MS} unless told. */
  readonly withinMs?: number;
}

/** As long as a fence may take, where broker or database is slow or silent. What was kept until then is published without its caller. */
export const STATE_WITHIN_MS = 10_000;

/** Bytes of a fact; the broker takes 1 MiB with its own overhead. */
const MAX_FACT_BYTES = 900_000;

const KEPT = 'the statement is kept; it is published and takes effect as soon as the broker answers';
const PERHAPS_KEPT = 'whether the statement was kept is not known yet';

/** As the outbox and `control` know who states: a client by its id, a person by a pseudonym alone. */
export function namedClient({ client, person }: Pick<Stating, 'client' | 'person'>, pseudonyms: Pseudonyms): string {
  return person === undefined ? client : `person:${pseudonyms.person(person)}`;
}

export function createFactDesk({ outbox, publisher, pseudonyms, logger, reached, ...more }: FactDeskTools) {
  const { withinMs = STATE_WITHIN_MS } = more;
  const prepare = async (stating: Stating): Promise<StatedFact> => {
    const form: FactForm<FactType, object> = FACT_FORMS[stating.type];
    const client = namedClient(stating, pseudonyms);
    const idempotencyKey = keyOf(stating.idempotencyKey);
    const pathId = stating.pathId ?? null;
    const referred = form.refersTo === undefined ? null : await outbox.find(`${form.refersTo}:${pathId ?? ''}`);
    if (form.refersTo !== undefined && referred === null) throw new GatewayError('GW_NOT_FOUND');
    const statement: Statement = {
      pathId,
      idempotencyKey,
      freshId: stating.seed ?? randomUUID(),
      client,
      referred: referred?.data ?? null,
      pseudonyms,
    };
    const need = form.needs?.(stating.body, statement);
    if (need && !(await outbox.holds(need.type, need.fields))) throw new GatewayError(need.orElse);
    const data = form.toData(stating.body, statement);
    const id = `${stating.type}:${form.idOf(data, statement)}`;
    const fact = { id, type: stating.type, at: new Date().toISOString(), data } as ControlFact;
    if (Buffer.byteLength(JSON.stringify(fact)) > MAX_FACT_BYTES) throw new GatewayError('GW_TOO_LONG');
    return { fact, client, idempotencyKey };
  };

  const stateNow = async (stating: Stating, isLate: () => boolean, onKept: () => void): Promise<Stated> => {
    const stated = await prepare(stating);
    const [enqueued] = await outbox.enqueue([stated], isLate);
    if (enqueued === undefined) throw new GatewayError('GW_UNAVAILABLE', 'the statement came too late to be kept');
    if (!isSame(enqueued, stated)) {
      throw new GatewayError('GW_CONFLICT', 'the id or the Idempotency-Key was used for another statement');
    }
    onKept();
    reached('enqueued');
    // Most facts ask no more than to be published: what others wait for at the broker is not theirs to wait for.
    let cause: unknown;
    for (const step of [() => publisher.publish(), () => publisher.drain()]) {
      await step().catch((fault: unknown) => (cause = fault));
      const row = await outbox.find(stated.fact.id);
      if (row !== null && row.controlOffset !== null && row.settledAt !== null) return answerOf(row, row.controlOffset);
    }
    throw Object.assign(new GatewayError('GW_UNAVAILABLE', KEPT), { cause });
  };

  return {
    /**
     * States one fact; resolves when it is on `control` and all it brings about is done. Throws GW_CONFLICT when the id
     * or the key was used for something else, GW_NOT_FOUND or GW_UNKNOWN_POLICY when what it refers to was never stated,
     * GW_UNAVAILABLE when that took too long or failed: its detail says whether the statement is kept.
     */
    async state(stating: Stating): Promise<Stated> {
      const until = performance.now() + withinMs;
      let isKept = false;
      const work = stateNow(
        stating,
        () => performance.now() > until,
        () => (isKept = true),
      );
      const stated = await inTime(work, withinMs);
      if (stated !== null) return stated;
      work.catch((err: unknown) => logger.warn({ event: 'late-statement-failed', err }));
      throw new GatewayError('GW_UNAVAILABLE', isKept ? KEPT : PERHAPS_KEPT);
    },

    /**
     * States many facts in order without publishing them, each by itself: where one throws, those before it are stated and
     * stay, and whoever states all of them again states the rest. Ids already used stay as they are.
     */
    async enqueue(statings: readonly Stating[]): Promise<readonly EnqueuedFact[]> {
      const answers = [];
      for (const stating of statings) {
        // One by one: a later statement may refer to an earlier one.
        const stated = await prepare(stating);
        const [enqueued] = await outbox.enqueue([stated]);
        if (enqueued === undefined) throw new GatewayError('GW_INTERNAL');
        answers.push({ factType: stating.type, isNew: enqueued.isNew, isSame: isSame(enqueued, stated) });
      }
      return answers;
    },
  };
}

export type FactDesk = ReturnType<typeof createFactDesk>;

function keyOf(key: string | undefined): string | null {
  if (key === undefined) return null;
  if (!ID_PATTERN.test(key)) {
    throw new GatewayError(
      'GW_INVALID_REQUEST',
      '`Idempotency-Key` must be 1 to 100 letters, digits, `.`, `_`, `:` or `-`',
    );
  }
  return key;
}

function isSame({ row, isNew }: Enqueued, { fact }: StatedFact): boolean {
  if (isNew) return true;
  return row.factId === fact.id && row.type === fact.type && canonicalJson(row.data) === canonicalJson(fact.data);
}

function answerOf({ factId, type, recordedAt, data }: OutboxRow, controlOffset: string): Stated {
  return { fact: factId, type, at: recordedAt, controlOffset, data };
}
