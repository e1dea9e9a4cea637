// The gatekeeper's loop with deciding taken out: it reads the same, asks `control` as often, and sends what was judged before.
import { readFileSync } from 'node:fs';
import { createControlReader, runExactlyOnce, type OutMessage } from '#kafka';
import { closeOnSignals, createLogger } from '#process';
import { GATE_OUTPUTS } from '#wire';

const env = process.env as Record<string, string>;
const slot = env['GATEKEEPER_SLOT']!;
const connection = {
  brokers: env['KAFKA_BROKERS']!.split(','),
  username: env['KAFKA_USERNAME']!,
  password: env['KAFKA_PASSWORD']!,
  clientId: slot,
};

/** Each with what one record caused. */
const canned = (JSON.parse(readFileSync(env['CANNED_FILE']!, 'utf8')) as OutMessage[][]).map((messages) =>
  messages.map((message) => ({ ...message, value: Buffer.from(message.value as string) })),
);
// Headers that many messages share must be one object, as the gatekeeper's are.
const shared = new Map<string, OutMessage['sharedHeaders']>();
for (const messages of canned) {
  for (const message of messages as { sharedHeaders?: OutMessage['sharedHeaders'] }[]) {
    const key = JSON.stringify(message.sharedHeaders);
    if (!shared.has(key)) shared.set(key, message.sharedHeaders);
    message.sharedHeaders = shared.get(key);
  }
}

let turn = 0;
const control = createControlReader(connection, () => undefined);
const loop = runExactlyOnce({
  ...{ connection, slot, control, group: env['GROUP']!, input: env['INPUT']!, outputs: GATE_OUTPUTS },
  compute: (records, { emit }) => {
    for (const _record of records) canned[turn++ % canned.length]!.forEach(emit);
    return {};
  },
});
closeOnSignals(async () => {
  await loop.stop();
  await control.close();
}, createLogger('ceiling'));
