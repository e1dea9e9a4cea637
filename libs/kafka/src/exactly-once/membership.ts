// Membership in the consumer group: which partitions are ours, and under which generation. Only heartbeats run here.
import { Consumer } from '@platformatic/kafka';
import { openConsumer } from '../clients.js';
import type { KafkaConnection } from '../connection.js';
import { KafkaFault } from '../kafka-fault.js';
import { atMost, pause } from '../pause.js';
import { isAssigned } from './is-assigned.js';

/** One generation of the group as this member knows it. A new object for every join: compare by identity. */
export interface View {
  readonly groupId: string;
  readonly generationId: number;
  readonly memberId: string;
  /** The group's coordinator as known now; it may move within a generation. */
  readonly coordinatorId: number;
  readonly partitions: readonly number[];
  readonly member: Consumer;
}

export interface Membership {
  /** The generation that holds, as far as is known; `null` while there is none. */
  view(): View | null;
  /** Leaves the group, so that others take over at once. */
  stop(): Promise<void>;
}

const REJOIN_AFTER_MS = 250;
/** How often the group is held against the partitions the topic has. */
const LOOK_EVERY_MS = 5_000;
const CLOSE_WITHIN_MS = 3_000;

/** Names a static member `slot`: after a SIGKILL it takes its old place at once. */
export interface MembershipOptions {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly group: string;
  readonly slot: string;
  readonly onFault: (error: unknown) => void;
}

/** Joins the group and stays in it, through every fault, until `stop`. */
export function joinAndStay(options: MembershipOptions): Membership {
  const ended = new AbortController();
  let view: View | null = null;

  const joinOnce = async (): Promise<void> => {
    const member = openMember(options);
    const over = new AbortController();
    let current = true;
    let lose: (error: unknown) => void = () => undefined;
    const lost = new Promise<void>((resolve) => {
      lose = (error) => {
        if (!current) return;
        current = false;
        view = null;
        options.onFault(error);
        resolve();
      };
      // After a rejoin that failed the client sends no heartbeat any more: the member is replaced.
      member.on('error' as never, lose as never);
      member.on('consumer:heartbeat:stalled', (stall: { lastError?: unknown }) => lose(stall.lastError));
      ended.signal.addEventListener('abort', () => resolve(), { once: true, signal: over.signal });
    });
    // The client rejoins at once and asks nobody: what an older generation fetched or computed is void from here.
    member.on('consumer:group:rebalance', () => {
      if (current) view = null;
    });
    member.on('consumer:group:join', () => {
      if (current) view = openView(member, options);
    });
    // Leaving and joining has the group assign anew.
    const look = async (): Promise<void> => {
      for (;;) {
        await pause(LOOK_EVERY_MS, over.signal);
        const seen = view;
        if (over.signal.aborted) return;
        if (seen === null) continue;
        try {
          const fits = await isAssigned(seen, options.topic);
          if (!fits && view === seen)
            lose(new KafkaFault('GW_PARTITIONS_CHANGED', `\`${options.topic}\` has others now`));
        } catch (error) {
          if (current) options.onFault(error);
        }
      }
    };
    void look();
    try {
      member.topics.track(options.topic);
      await Promise.race([member.joinGroup({}).then(() => lost), lost]);
    } catch (error) {
      options.onFault(error);
    } finally {
      current = false;
      view = null;
      // Else every join that ended would leave its client behind, for as long as the process lives.
      over.abort();
      await atMost(CLOSE_WITHIN_MS, member.close(true));
    }
  };

  const staying = (async () => {
    while (!ended.signal.aborted) {
      await joinOnce();
      await pause(REJOIN_AFTER_MS, ended.signal);
    }
  })();

  return {
    view: () => view,
    async stop() {
      ended.abort();
      await staying;
    },
  };
}

function openMember({ connection, group, slot }: MembershipOptions): Consumer {
  return openConsumer(connection, `${slot}-member`, {
    groupId: group,
    groupInstanceId: slot,
    sessionTimeout: 6_000,
    rebalanceTimeout: 6_000,
    heartbeatInterval: 500,
    autocommit: false,
    retries: 10,
    retryDelay: 100,
  });
}

function openView(member: Consumer, options: MembershipOptions): View | null {
  const { generationId, memberId } = member;
  if (generationId === undefined || memberId == null) return null;
  const assigned = member.assignments?.find(({ topic }) => topic === options.topic);
  const joinedAt = member.coordinatorId;
  return {
    groupId: options.group,
    generationId,
    memberId,
    get coordinatorId() {
      return member.coordinatorId ?? joinedAt ?? -1;
    },
    partitions: [...(assigned?.partitions ?? [])].sort((a, b) => a - b),
    member,
  };
}
