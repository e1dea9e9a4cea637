// Sends the sample day from inside the compose network: `docker compose run --rm sample`.
import { readFileSync } from 'node:fs';
import type { SandboxCredentials } from '../house/secrets.ts';
import { printSummary, runSampleDay } from '../sample/sample-day.ts';

const { CREDENTIALS_FILE = '', INTAKE_URL = '', LEDGER_URL = '', SANDBOX_RECORDS = '500' } = process.env;
const credentials = JSON.parse(readFileSync(CREDENTIALS_FILE, 'utf8')) as SandboxCredentials;
const urls = { intake: INTAKE_URL, ledger: LEDGER_URL };
printSummary(await runSampleDay({ urls, credentials, records: Number(SANDBOX_RECORDS), onProgress: console.log }));
