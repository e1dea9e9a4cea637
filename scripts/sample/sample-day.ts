// A day of the workshops, sent through the front door: what `npm start` shows of the gateway at work.
import type { JsonObject } from '#wire';
import { DEALERS, generateSample } from './generate.ts';
import { fetchSummary, waitForDecisions } from './ledger-summary.ts';
import type { SampleDay } from './print-summary.ts';
import { fetchToken, sendBatch, type Client, type LineAnswer } from './send.ts';

export { generateSample } from './generate.ts';
export { printSummary } from './print-summary.ts';

export interface SampleDayOptions {
  readonly urls: { readonly intake: string; readonly ledger: string };
  readonly credentials: { readonly issuer: string; readonly clients: Readonly<Record<string, Client>> };
  readonly records: number;
  readonly onProgress: (message: string) => void;
  readonly seed?: number;
  /** Asia/Tokyo day of the work; default yesterday. */
  readonly day?: string;
}

/** The sandbox's streams, see scripts/sandbox/facts.yaml. */
const STREAMS = [
  'bmw-japan-finance.joint.valuation',
  'bmw-japan-finance.joint.product-information',
  'dealer-network.joint.workshop-service',
  'bmw-japan.company.vehicle-notices',
  'insurer:tokyo-demo.company.vehicle-notices',
] as const;

/**
 * Sends the day's records as the three dealers, waits until the ledger has the decisions on what was newly accepted, and
 * gives its counts. Throws when issuer, intake or ledger refuse.
 */
export async function runSampleDay(options: SampleDayOptions): Promise<SampleDay> {
  const { urls, credentials, onProgress } = options;
  const day = options.day ?? yesterdayInTokyo();
  const records = generateSample({
    records: options.records,
    day,
    ...(options.seed === undefined ? {} : { seed: options.seed }),
  });
  const startedAt = Date.now();
  onProgress(`sending the sample day: ${records.length} records of ${DEALERS.length} dealers`);
  const answers = (await Promise.all(DEALERS.map((dealer) => sendAsDealer(dealer, records, options)))).flat();
  const counted = (status: LineAnswer['status']) => answers.filter((answer) => answer.status === status).length;
  const accepted = counted('accepted');
  const token = await fetchToken(credentials.issuer, clientOf(credentials, 'auditor'));
  const isWhole =
    accepted === 0 ||
    (await waitForDecisions({
      ...{ ledger: urls.ledger, token, since: startedAt, count: accepted, streams: STREAMS },
      onProgress,
    }));
  return {
    ...{ day, sent: records.length, accepted, duplicates: counted('duplicate'), rejected: counted('rejected') },
    faults: faultsOf(answers),
    isWhole,
    streams: await fetchSummary(urls.ledger, token),
  };
}

async function sendAsDealer(
  dealer: string,
  records: readonly JsonObject[],
  options: SampleDayOptions,
): Promise<LineAnswer[]> {
  const { urls, credentials, onProgress } = options;
  const own = records.filter(({ dealerCode }) => dealerCode === dealer);
  if (own.length === 0) return [];
  const token = await fetchToken(credentials.issuer, clientOf(credentials, `dealer-${dealer}`));
  const answers: LineAnswer[] = [];
  for await (const answer of sendBatch(urls.intake, token, own)) answers.push(answer);
  onProgress(`dealer ${dealer}: ${answers.length} of ${own.length} records answered`);
  return answers;
}

function clientOf({ clients }: SampleDayOptions['credentials'], name: string): Client {
  const client = clients[name];
  if (!client) throw new Error(`the credentials have no client \`${name}\``);
  return client;
}

function faultsOf(answers: readonly LineAnswer[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { problem } of answers) {
    if (!problem) continue;
    const [first] = problem.errors ?? [];
    const fault = first === undefined ? problem.code : `${problem.code} at ${first.path}: ${first.detail}`;
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a);
}

const HOUR_MS = 3_600_000;

/** The Asia/Tokyo calendar day before this one. */
function yesterdayInTokyo(): string {
  return new Date(Date.now() + (9 - 24) * HOUR_MS).toISOString().slice(0, 10);
}
