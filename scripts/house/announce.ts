// What a person sees while the house starts and when it stands.
import type { SandboxCredentials } from './secrets.ts';

/** Lines with the seconds since the start. */
export function makeProgress(): (message: string) => void {
  const startedAt = performance.now();
  return (message) => console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${message}`);
}

export interface Standing {
  readonly urls: Readonly<Record<string, string>>;
  readonly brokers: readonly string[];
  readonly dataDir: string;
  readonly credentials: SandboxCredentials;
  readonly credentialsFile: string;
  readonly hasSandboxIssuer: boolean;
}

export function announce({ urls, brokers, dataDir, credentials, credentialsFile, hasSandboxIssuer }: Standing): void {
  const rows = [
    ['desk', `${urls['console']}/`],
    ...(hasSandboxIssuer ? [['sign in as', '`dpo` or `auditor`; passwords under `people` in the credentials']] : []),
    ['console', `${urls['console']}/openapi.json`],
    ['intake', `${urls['intake']}/v1/service-records`],
    ['delivery', `${urls['delivery']}/v1/streams/{stream}/records`],
    ['ledger', `${urls['ledger']}/v1/decisions/{id}`],
    ['tokens', hasSandboxIssuer ? `${urls['issuer']}/token` : credentials.issuer],
    ['Kafka', brokers.join(',')],
    ['data', dataDir],
    ...(hasSandboxIssuer ? [['credentials', credentialsFile]] : []),
  ];
  console.log('\nThe gateway is up.');
  for (const [what = '', where = ''] of rows) console.log(`  ${what.padEnd(18)} ${where}`);
  console.log('\nCtrl-C stops it; the data stays.');
}
