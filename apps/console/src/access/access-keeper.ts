// Keeps the members' Kafka users and rights at what the facts say: admitted while they stand, shut out when not.
import { randomBytes } from 'node:crypto';
import type { ClusterAdmin } from '#kafka';
import type { Members } from '#postgres';
import { clientIdOf, type Stream, topicOf } from '#wire';
import { type DesiredAccess, desiredAccess } from './desired-access.js';

export interface AccessTools {
  readonly admin: Pick<
    ClusterAdmin,
    'ensureStreamTopic' | 'upsertUser' | 'grantStream' | 'revokeStream' | 'revokeStrays' | 'revokeUser'
  >;
  readonly members: Members;
  readonly register: { streams(): readonly Stream[]; recipientStands(id: string, at: number): boolean };
  readonly recipients: ReadonlySet<string>;
  /** Every stream a fact ever opened: a closed one's topic may still be granted from before this process. */
  readonly streamsEver: ReadonlySet<string>;
  /** Kafka passwords of the sandbox's members by user name; `null` outside a sandbox. */
  readonly sandboxPasswords: ReadonlyMap<string, string> | null;
  readonly now: () => number;
  /** Rights that nobody should have had were taken from so many users. */
  readonly onStrays: (users: number) => void;
}

/** A Kafka user just made: its password is told once and kept nowhere. */
export interface KafkaCredential {
  readonly username: string;
  readonly password: string;
}

export interface AccessKeeper {
  /**
   * Brings topics, users and rights to what stands; one call after another. `also`: a stream about to be opened. Throws the first fault;
   * with `also`, of other streams' topics none.
   */
  reconcile(also?: Stream): Promise<void>;
  /** The password given to a recipient's user since it was last asked; `null`: none. */
  takeCredential(recipient: string): KafkaCredential | null;
  /** Gives a member that stands a new password; `null` for one that does not stand. */
  renewCredential(recipient: string): Promise<KafkaCredential | null>;
}

const PASSWORD_BYTES = 24;

export function createAccessKeeper(tools: AccessTools): AccessKeeper {
  const { admin, members, register } = tools;
  /** Topics each member may have; at a process's start that is unknown: all open ones are given, all others taken. */
  const granted = new Map<string, Set<string>>();
  const topics = new Set<string>();
  const admittedHere = new Set<string>();
  const issued = new Map<string, KafkaCredential>();
  let isSwept = false;
  let turn: Promise<unknown> = Promise.resolve();

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };

  const admit = async (recipient: string): Promise<void> => {
    const username = clientIdOf(recipient);
    const fixed = tools.sandboxPasswords?.get(username);
    const password = fixed ?? randomBytes(PASSWORD_BYTES).toString('base64url');
    await admin.upsertUser(username, password);
    await members.note(username, recipient, true);
    if (fixed === undefined) issued.set(recipient, { username, password });
    admittedHere.add(recipient);
  };

  const shutOut = async (recipient: string): Promise<void> => {
    const username = clientIdOf(recipient);
    await admin.revokeUser(username);
    await members.note(username, recipient, false);
    granted.delete(recipient);
    admittedHere.delete(recipient);
    issued.delete(recipient);
  };

  const takeTopics = async (recipient: string, wanted: ReadonlySet<string>): Promise<void> => {
    const has =
      granted.get(recipient) ?? new Set([...tools.streamsEver].map(topicOf).filter((one) => !wanted.has(one)));
    granted.set(recipient, has);
    for (const topic of [...has].filter((one) => !wanted.has(one))) {
      await admin.revokeStream(clientIdOf(recipient), topic);
      has.delete(topic);
    }
  };

  const grantTopics = async (recipient: string, wanted: ReadonlySet<string>): Promise<void> => {
    const username = clientIdOf(recipient);
    const has = granted.get(recipient)!;
    for (const topic of [...wanted].filter((one) => !has.has(one))) {
      await admin.grantStream(username, topic);
      has.add(topic);
    }
  };

  /** What stands at the broker from before this process, and no fact grants: another's doing, or a crash between two steps. */
  const sweep = async (desired: DesiredAccess): Promise<void> => {
    const byUser = new Map([...desired].map(([recipient, wanted]) => [clientIdOf(recipient), wanted]));
    const users = await admin.revokeStrays((user, topic) => byUser.get(user)?.has(topic) ?? false);
    isSwept = true;
    if (users.length > 0) tools.onStrays(users.length);
  };

  /** Gives what failed, by stream: one that cannot be made must not keep others from what is theirs. */
  const makeTopics = async (streams: readonly Stream[]): Promise<ReadonlyMap<string, unknown>> => {
    const faults = new Map<string, unknown>();
    for (const { id } of streams.filter((stream) => !topics.has(stream.id))) {
      try {
        await admin.ensureStreamTopic({ id });
        topics.add(id);
      } catch (fault) {
        faults.set(id, fault);
      }
    }
    return faults;
  };

  const reconcile = async (streams: readonly Stream[], also?: Stream): Promise<void> => {
    const at = tools.now();
    const desired: DesiredAccess = desiredAccess(tools.recipients, streams, (id) => register.recipientStands(id, at));
    const known = await members.all();
    // Taking away first: it is what somebody waits for.
    for (const [recipient, wanted] of desired) {
      if (wanted === null && known.get(recipient)?.admitted === true) await shutOut(recipient);
      if (wanted !== null) await takeTopics(recipient, wanted);
    }
    if (!isSwept) await sweep(desired);
    const faults = await makeTopics(streams);
    for (const [recipient, wanted] of desired) {
      if (wanted === null) continue;
      const isAdmitted = known.get(recipient)?.admitted === true;
      // A sandbox's passwords are known, so a fresh broker gets them again at every start.
      if (!isAdmitted || (tools.sandboxPasswords !== null && !admittedHere.has(recipient))) await admit(recipient);
      await grantTopics(recipient, wanted);
    }
    const failed = also === undefined ? [...faults.keys()] : [also.id].filter((id) => faults.has(id));
    if (failed.length > 0) throw faults.get(failed[0]!);
  };

  return {
    reconcile: (also) =>
      inTurn(() => {
        const open = register.streams();
        const isOpen = also !== undefined && open.some(({ id }) => id === also.id);
        return reconcile(also === undefined || isOpen ? open : [...open, also], also);
      }),
    takeCredential(recipient) {
      const credential = issued.get(recipient) ?? null;
      issued.delete(recipient);
      return credential;
    },
    renewCredential: (recipient) =>
      inTurn(async () => {
        if (!tools.recipients.has(recipient) || !register.recipientStands(recipient, tools.now())) return null;
        const credential = {
          username: clientIdOf(recipient),
          password: randomBytes(PASSWORD_BYTES).toString('base64url'),
        };
        // The one before, if nobody was told it yet, is good for nothing from here on.
        issued.delete(recipient);
        await admin.upsertUser(credential.username, credential.password);
        await members.note(credential.username, recipient, true);
        return credential;
      }),
  };
}
