// Who may read which topic: every member of a stream's audience that stands, and nobody else.
import { recipientKindOf, type Stream, topicOf } from '#wire';

/** Recipient id to the topics it may read; `null`: it does not stand and may read nothing. */
export type DesiredAccess = ReadonlyMap<string, ReadonlySet<string> | null>;

/** True when `recipient` is in the audience: the party itself, or a dealer of the network. Never throws. */
export function isMember(recipient: string, audience: string): boolean {
  if (recipient === audience) return true;
  return audience === 'dealer-network' && recipientKindOf(recipient) === 'dealer';
}

/** The access of every party; the network as such is no party. `stands` answers for one id. */
export function desiredAccess(
  recipients: Iterable<string>,
  streams: readonly Stream[],
  stands: (recipient: string) => boolean,
): DesiredAccess {
  const desired = new Map<string, ReadonlySet<string> | null>();
  for (const recipient of recipients) {
    const kind = recipientKindOf(recipient);
    if (kind === 'unknown' || kind === 'dealer-network') continue;
    const own = streams.filter(({ audience }) => isMember(recipient, audience)).map(({ id }) => topicOf(id));
    desired.set(recipient, stands(recipient) ? new Set(own) : null);
  }
  return desired;
}
