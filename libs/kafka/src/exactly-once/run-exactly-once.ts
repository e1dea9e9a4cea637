// The loop of the record path: consume, compute, produce and commit in one Kafka transaction, the law asked before and after.
import { openConsumer } from '../clients.js';
import { SILENT, type KafkaConnection, type KafkaLog } from '../connection.js';
import type { ControlReader } from '../control-reader.js';
import { createFaultNews } from '../fault-news.js';
import { codeOf } from '../kafka-fault.js';
import { atMost, pause } from '../pause.js';
import { createBatches, type Compute, type ComputedBatch } from './batches.js';
import type { DisplacedPlace } from './committed-positions.js';
import type { Outputs } from './end-orphans.js';
import type { LoopPhase, LoopState, LoopStep } from './loop-state.js';
import { joinAndStay, type View } from './membership.js';
import { LEAST_RECORDS, nextBatchSize } from './next-batch-size.js';
import { openSource } from './open-source.js';
import type { BatchLimits, RecordSource } from './record-source.js';
import { createTransactions } from './transactions.js';

export interface ExactlyOnceOptions {
  readonly connection: KafkaConnection;
  /** Transactional id and static member name; no two processes may bear the same. */
  readonly slot: string;
  readonly group: string;
  /** The topic consumed. Its producers must not use transactions. */
  readonly input: string;
  /** Every topic that what is computed may go to. */
  readonly outputs: Outputs;
  readonly control: Pick<ControlReader, 'catchUp' | 'nextOffset'>;
  readonly compute: Compute;
  onState?(state: LoopState): void;
  /**
   * What is computed from here on follows the offsets committed now. What a batch before this was told was committed, a broker
   * that died may have lost, and its records then come again.
   */
  onResume?(): void;
  /** Before records are read on at other places than those committed, each time that happens. Must not throw. */
  onDisplaced?(places: readonly DisplacedPlace[]): void;
  /** For tests: told of every step reached, and awaited. */
  onStep?(step: LoopStep): void | Promise<void>;
  readonly log?: KafkaLog;
  readonly limits?: Partial<BatchLimits>;
}

export interface ExactlyOnceLoop {
  /** Ends after the batch at hand, leaves the group and no open transaction. Never rejects. */
  stop(): Promise<void>;
  /** True while records are, or could be, decided: running, or standing by without a partition. */
  ready(): boolean;
  state(): LoopState;
  /** Records fetched or known to be behind, not yet committed. */
  lag(): number;
}

const LIMITS: BatchLimits = { records: 2_000, bytes: 8_000_000 };
const HOLD_MS = 200;
const NO_VIEW_MS = 5;
const CONTROL_WHEN_IDLE_MS = 500;
const LONGEST_BACKOFF_MS = 1_000;
const STOP_WITHIN_MS = 5_000;

/** Starts the loop. It goes on through every fault of Kafka until `stop`; no fault of it ends the process. */
export function runExactlyOnce(options: ExactlyOnceOptions): ExactlyOnceLoop {
  const { connection, slot, group, input, outputs, control, log = SILENT } = options;
  const limits = { ...LIMITS, ...options.limits };
  const ended = new AbortController();
  const stopping = (): boolean => ended.signal.aborted;
  const fetcher = openConsumer(connection, `${slot}-fetcher`, { groupId: group });
  const transactions = createTransactions(connection, slot, outputs);
  const membership = joinAndStay({
    connection,
    topic: input,
    group,
    slot,
    onFault: (error) => fault('membership', error),
  });
  let state: LoopState = { phase: 'joining', partitions: [] };
  let source: { readonly view: View; readonly records: RecordSource } | null = null;
  const faultNews = { membership: createFaultNews(), batch: createFaultNews() };
  let faults = 0;
  let controlAt = 0;
  /** Most records of the next batch: half of one that came to nothing, else as many as take a batch's time. */
  let most = Math.min(limits.records, LEAST_RECORDS);
  const batches = createBatches(options.compute, control);
  /** The batch at hand, and how many records it has or was to have. */
  let batch: ComputedBatch | null = null;
  let atHand = 0;

  const enter = (phase: LoopPhase, code?: string): void => {
    const partitions = membership.view()?.partitions ?? [];
    if (phase === state.phase && code === state.code && partitions.join() === state.partitions.join()) return;
    state = { phase, partitions, ...(code === undefined ? {} : { code }) };
    options.onState?.(state);
  };

  const fault = (event: keyof typeof faultNews, error: unknown): void => {
    const code = faultNews[event].codeIfNews(error);
    if (code !== null) log.warn({ event: `loop-${event}-fault`, slot, code });
  };

  const step = async (name: LoopStep): Promise<void> => {
    if (options.onStep) await options.onStep(name);
  };

  const catchUp = async (): Promise<boolean> => {
    const news = await control.catchUp();
    controlAt = Date.now();
    return news;
  };

  /** What took longer than a session or a transaction may last would take as long again: the next try is smaller. */
  const shrink = (): void => {
    if (atHand > 0) most = Math.max(1, atHand >> 1);
    atHand = 0;
    batch?.abandoned?.();
    batch = null;
  };

  /** Decides and commits the next batch. `false`: the view no longer holds, what was fetched is void. */
  const commitBatch = async (view: View, fetched: RecordSource): Promise<boolean> => {
    for (;;) {
      shrink();
      if (membership.view() !== view || !transactions.isWhole()) return false;
      const began = performance.now();
      // The broker ends the transaction before while we ask and compute. Nothing is begun for what may be held again.
      const beginning = state.phase === 'holding' ? undefined : transactions.begin(view);
      beginning?.catch(() => undefined);
      batch = batches.takeAhead(fetched);
      // The batch before it has asked `control` for what was computed ahead.
      if (batch === null) await catchUp();
      await step('controlled');
      if (batch === null) {
        atHand = fetched.peek({ ...limits, records: most }).length;
        batch = batches.compute(fetched, { ...limits, records: most });
      }
      await step('computed');
      if (batch === null) {
        if (beginning) await transactions.abort(await beginning);
        enter('holding');
        await pause(HOLD_MS, ended.signal);
        if (stopping()) return true;
        continue;
      }
      const { records, output, controlOffset } = batch;
      atHand = records.length;
      const last = new Map(records.map((record) => [record.partition, record]));
      // One after another: a broker that verifies two requests of one transaction at a time refuses the first (ADR 0020).
      const offered = (beginning ?? transactions.begin(view)).then(async (one) => {
        await step('begun');
        await transactions.addOffsets(one, view, { name: input, id: fetched.topicId }, last);
        await step('offsets');
        return one;
      });
      // It is awaited below, but sending may fail before.
      offered.catch(() => undefined);
      const computeAhead = (): void => batches.computeAhead(fetched, { ...limits, records: most }, records.length);
      await transactions.send(offered, output, computeAhead);
      await step('sent');
      const transaction = await offered;
      const isOurs = membership.view() === view;
      if (isOurs) await catchUp();
      if (!isOurs || control.nextOffset() !== controlOffset) {
        await transactions.abort(transaction);
        continue;
      }
      await step('checked');
      await transactions.commit(transaction);
      fetched.drop(records.length);
      batch.committed?.();
      batch = null;
      atHand = 0;
      most = nextBatchSize({
        most,
        committed: records.length,
        tookMs: performance.now() - began,
        limit: limits.records,
      });
      await step('committed');
      return true;
    }
  };

  const turn = async (): Promise<void> => {
    const view = membership.view();
    if (!view || view.partitions.length === 0) {
      source = null;
      if (view) enter('standby');
      else if (state.phase !== 'recovering') enter('joining');
      if (Date.now() - controlAt > CONTROL_WHEN_IDLE_MS) await catchUp();
      await pause(NO_VIEW_MS, ended.signal);
      return;
    }
    if (source?.view !== view || !transactions.isWhole()) {
      const records = await openSource(
        { transactions, fetcher, input, onDisplaced: (places) => options.onDisplaced?.(places) },
        view,
        () => membership.view() === view && !stopping(),
      );
      source = records && { view, records };
      if (!source) return;
      options.onResume?.();
    }
    const { records } = source;
    await records.fill({ ...limits, records: most });
    if (membership.view() !== view) return;
    if (records.peek({ records: 1, bytes: 0 }).length === 0) {
      if (Date.now() - controlAt > CONTROL_WHEN_IDLE_MS) await catchUp();
    } else {
      await step('fetched');
      if (!(await commitBatch(view, records))) source = null;
    }
    faults = 0;
    for (const each of Object.values(faultNews)) each.clear();
    if (state.phase !== 'holding' || records.peek({ records: 1, bytes: 0 }).length === 0) enter('running');
  };

  const running = (async () => {
    while (!stopping()) {
      try {
        await turn();
      } catch (error) {
        // Whatever it was: a new epoch, and the committed offsets say what happened to the last commit.
        transactions.discard();
        source = null;
        shrink();
        fault('batch', error);
        enter('recovering', codeOf(error));
        await pause(Math.min(LONGEST_BACKOFF_MS, 20 * (2 ** Math.min(faults, 10) - 1)), ended.signal);
        faults += 1;
      }
    }
  })();

  return {
    async stop() {
      ended.abort();
      await atMost(STOP_WITHIN_MS, running);
      await transactions.close();
      await membership.stop();
      await atMost(1_000, fetcher.close(true));
      enter('stopped');
    },
    ready: () => state.phase === 'running' || state.phase === 'standby',
    state: () => state,
    lag: () => source?.records.lag() ?? 0,
  };
}
