// What must be on `control` before the console is ready: published policies, and in a sandbox its facts.
import { policyIdOf } from '#evidence';
import type { Logger } from '#process';
import type { Certificates } from './certificates/certificates.js';
import type { ControlView } from './control/control-view.js';
import type { FactDesk, Stating } from './facts/fact-desk.js';
import type { Publisher } from './facts/publisher.js';
import type { Outbox } from '#postgres';
import { TOPICS } from '#wire';
import type { PolicyFile } from './policies/policy-files.js';

export interface StartUpTools {
  readonly view: ControlView;
  readonly outbox: Outbox;
  readonly desk: FactDesk;
  readonly publisher: Publisher;
  readonly policyFiles: readonly PolicyFile[];
  readonly certificates: Pick<Certificates, 'ready'>;
  readonly sandboxFacts: readonly Stating[];
  readonly reconcile: () => Promise<void>;
  readonly logger: Logger;
}

/** Client by which the console itself states facts. */
const CONSOLE = 'console';
const RELEARN_AT_ONCE = 1_000;

/**
 * Resolves when everything is on `control` and every stream's topic, users and rights exist. Throws what a step throws; a topic, user or
 * right that cannot be made is logged and left to the watch, so that stops can be placed meanwhile.
 */
export async function startUp(tools: StartUpTools): Promise<void> {
  const { view, outbox, desk, publisher, logger } = tools;
  // What another console publishes meanwhile would look as if `control` had lost it.
  await outbox.publishing(() => learn(tools));
  view.forget();
  const documents = tools.policyFiles
    .filter(({ policy }) => policy.effectiveOn !== null)
    .map(({ document }) => document);
  const { statings, violated } = await tools.certificates.ready(documents);
  // What is published cannot be taken back, and every gatekeeper would hold for it: it is refused, as one that is posted is.
  for (const document of violated) logger.error({ event: 'policy-violated', policy: policyIdOf(document) });
  const policies = documents
    .filter((document) => !violated.includes(document))
    .map((document): Stating => ({ type: 'policy-published', body: { document }, client: CONSOLE }));
  // Certificates first: a version that is published uncertified is held by every gatekeeper.
  const stated = await desk.enqueue([...statings, ...policies, ...tools.sandboxFacts]);
  // A fact is never edited: a file that says something else than what was published is somebody's mistake.
  const differing = stated.filter(({ isSame }) => !isSame).length;
  if (differing > 0) logger.warn({ event: 'files-differ-from-facts', count: differing });
  await publisher.publish();
  try {
    await publisher.drain();
    await tools.reconcile();
  } catch (err) {
    logger.warn({ event: 'administration-failed', err });
  }
  logger.info({ event: 'started', count: stated.filter(({ isNew }) => isNew).length });
}

/** The outbox takes over what `control` holds, and what it holds no longer is to be published again. */
async function learn({ view, outbox, logger }: StartUpTools): Promise<void> {
  await view.catchUp();
  const learned = view.learned();
  for (let from = 0; from < learned.length; from += RELEARN_AT_ONCE) {
    await outbox.relearn(learned.slice(from, from + RELEARN_AT_ONCE));
  }
  const lost = await outbox.unlearn(learned.map(({ fact }) => fact.id));
  if (lost > 0) logger.error({ event: 'facts-lost', topic: TOPICS.control.name, count: lost });
}
