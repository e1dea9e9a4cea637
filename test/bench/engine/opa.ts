// Open Policy Agent in WebAssembly: the Rego beside this file, compiled by `opa`, which Go builds when it is first needed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import {
  CUSTOMER_ITEMS,
  ITEMS,
  PERMIT_REASONS,
  PURPOSES,
  WITHHOLD_REASONS,
  parseInstant,
  type Item,
  type JsonObject,
  type WithholdReason,
} from '#wire';
import { ROLES, type CompiledPolicy, type Role, type SubjectState } from '#policy';
import type { Answer, Peer, PeerRecord } from './peer-record.ts';
import { AT, type Piece } from './work.ts';

const OPA_VERSION = '1.22.2';
const CACHE = join(import.meta.dirname, '../../../.cache/bench');
const OPA = join(CACHE, `opa-${OPA_VERSION}`, 'opa');
const REGO = join(import.meta.dirname, 'decide.rego');
const PERMITS: ReadonlySet<string> = new Set(PERMIT_REASONS);

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv, what: string): void {
  const { status, error, stderr } = spawnSync(file, args, { env, encoding: 'utf8' });
  if (error) throw new Error(`\`${file}\` does not run (${error.message.split(' ').at(-1)}): ${what}`);
  if (status !== 0) throw new Error(`\`${file} ${args[0] ?? ''}\` failed: ${stderr.trim().split('\n').at(-1) ?? ''}`);
}

/** The compiled policy, from the cache where Rego and `opa` are the same. Throws where Go is missing or cannot fetch. */
export function compileRego(onProgress: (message: string) => void): Buffer {
  const hash = createHash('sha256').update(readFileSync(REGO)).update(OPA_VERSION).digest('hex').slice(0, 16);
  const dir = join(CACHE, `rego-${hash}`);
  const wasm = join(dir, 'policy.wasm');
  if (existsSync(wasm)) return readFileSync(wasm);
  if (!existsSync(OPA)) {
    onProgress(`building opa ${OPA_VERSION} with Go, some minutes, this time only`);
    const env = { ...process.env, GOBIN: join(CACHE, `opa-${OPA_VERSION}`), GOFLAGS: '-trimpath' };
    const module = `github.com/open-policy-agent/opa@v${OPA_VERSION}`;
    run('go', ['install', module], env, 'install Go 1.26 or later, which builds the `opa` that compiles the Rego');
  }
  mkdirSync(dir, { recursive: true });
  const bundle = join(dir, 'bundle.tar.gz');
  run(OPA, ['build', '-t', 'wasm', '-e', 'gateway/decisions', '-o', bundle, REGO], process.env, '');
  run('tar', ['-xzf', bundle, '-C', dir, '--transform', 's|^/||', '/policy.wasm'], process.env, 'install tar');
  return readFileSync(wasm);
}

const toObject = <Value>(keys: readonly string[], valueOf: (key: string) => Value): Record<string, Value> =>
  Object.fromEntries(keys.map((key) => [key, valueOf(key)]));

/** The matrix and the words, as data of the policy. */
function dataOf(policy: CompiledPolicy): object {
  const columnOf = (role: Role) =>
    toObject([...PURPOSES, 'any-other'], (purpose) =>
      toObject(ITEMS, (item) => ({ ...policy.cellOf(item as Item, role, purpose) })),
    );
  const withheld = WITHHOLD_REASONS.filter((reason) => reason !== 'not_in_scope');
  return {
    columns: toObject(ROLES, (role) => columnOf(role as Role)),
    purposes: PURPOSES,
    clauses: toObject(withheld, (reason) => policy.clauseOf(reason as WithholdReason, null)),
    outOfScope: toObject(ROLES, (role) => policy.clauseOf('not_in_scope', role as Role)),
    firstEffectiveOn: policy.effectiveOn,
    customerItems: CUSTOMER_ITEMS,
    named: { 'bmw-japan': 'company', 'bmw-japan-finance': 'finance', 'dealer-network': 'other-dealer' },
    entrusted: { 'bmw-ag': 'headquarters', subcontractor: 'subcontractor' },
    kindWords: { 'bmw-japan-finance': 'finance', 'dealer-network': 'dealer' },
    consentSteps: [...WITHHOLD_REASONS.filter((reason) => reason.startsWith('consent_')), ''],
  };
}

/** `null` and `undefined` left out. */
function present(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== null && each !== undefined));
}

/** Facts as the Rego reads them: instants as milliseconds, open ends absent. */
function factsOf(state: SubjectState): object {
  const instant = (text: string | null | undefined) => (text ? parseInstant(text) : undefined);
  return {
    ...state,
    consents: state.consents.map((each) =>
      present({ ...each, obtainedAt: instant(each.obtainedAt), withdrawnAt: instant(each.withdrawnAt) }),
    ),
    stops: state.stops.map((each) => ({ ...each, at: instant(each.at) })),
    entrustments: state.entrustments.map(present),
    orders: state.orders.map(present),
  };
}

/** A peer that decides all streams and items of a record in one evaluation. Its facts are converted once, before it is timed. */
export async function openOpa(
  policy: CompiledPolicy,
  work: readonly Piece[],
  onProgress: (message: string) => void,
): Promise<Peer> {
  const loaded = await loadPolicy(compileRego(onProgress));
  loaded.setData(dataOf(policy));
  const given = new Map(
    work.map(({ situations }) => {
      const [first] = situations;
      const streams = situations.map(({ recipient: { id, contract }, purpose, items }) => ({
        recipient: id,
        contract: present(contract ?? {}),
        purpose,
        items,
      }));
      return [situations, { streams, state: first === undefined ? {} : factsOf(first.state) }];
    }),
  );
  return {
    name: 'opa-wasm',
    judge({ items, record, occurredOn, today }: PeerRecord, { situations }: Piece): Answer {
      const customer = record.customer as JsonObject | undefined;
      const hasSubject = typeof customer?.id === 'string' && customer.id !== '';
      const input = {
        ...given.get(situations),
        items,
        occurredOn,
        today,
        at: AT,
        dealerCode: record.dealerCode,
        hasSubject,
      };
      const [{ result }] = loaded.evaluate(input) as [{ result: [string, string][][] }];
      return result.map((answers) => {
        const permitted = items.filter((_, index) => PERMITS.has(answers[index]?.[0] ?? ''));
        return {
          permitted: new Set(permitted),
          because: new Map(items.map((item, index) => [item, answers[index] ?? (['', ''] as const)])),
        };
      });
    },
  };
}
