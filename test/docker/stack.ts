// The compose stack under a project name and ports of its own, handled as an operator handles it: by `docker`.
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { SandboxCredentials, Secrets } from '../../scripts/house/secrets.ts';
import { ROOT } from '../../scripts/house/paths.ts';
import { freePortBase, portsOf } from '../../scripts/house/ports.ts';

const run = promisify(execFile);
const MOST_BYTES = 256 * 1024 * 1024;

export const APPS = ['console', 'intake', 'gatekeeper', 'delivery', 'ledger', 'issuer'] as const;
export const SERVERS = ['kafka', 'postgres'] as const;
export type Service = (typeof APPS)[number] | (typeof SERVERS)[number];
export const SERVICES: readonly Service[] = [...APPS, ...SERVERS];

/** What `docker inspect` says of a container, the part read here. */
export interface Inspected {
  readonly Id: string;
  readonly RestartCount: number;
  readonly State: {
    readonly Pid: number;
    readonly Status: string;
    readonly ExitCode: number;
    readonly Health?: { readonly Status: string };
  };
  readonly Config: { readonly User: string; readonly Env: readonly string[] };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    readonly Privileged: boolean;
    readonly CapDrop: readonly string[] | null;
    readonly CapAdd: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
    readonly PortBindings: Readonly<Record<string, readonly { readonly HostIp: string }[]>> | null;
  };
}

export interface Stack {
  readonly urls: Readonly<Record<'console' | 'intake' | 'delivery' | 'ledger' | 'issuer', string>>;
  /** Runs `docker compose` on the stack; gives what it said on stdout. Rejects, with its words, when it fails. */
  compose(...args: readonly string[]): Promise<string>;
  /** Runs a command inside a service's container. */
  exec(service: Service, ...command: readonly string[]): Promise<string>;
  inspect(service: Service): Promise<Inspected>;
  /** SIGKILL from outside, as the kernel would: the engine sees a process that died. */
  murder(service: Service): Promise<void>;
  untilHealthy(service: Service, patienceMs?: number): Promise<void>;
  /** What the first start made, as only the one container that makes it can see. */
  secrets(): Promise<{
    readonly secrets: Secrets;
    readonly credentials: SandboxCredentials;
    readonly authority: string;
  }>;
}

export async function openStack(): Promise<Stack> {
  const ports = portsOf(await freePortBase());
  const project = `gateway-test-${process.pid}`;
  const env = {
    ...process.env,
    COMPOSE_PROJECT_NAME: project,
    CONSOLE_PORT: String(ports.console),
    INTAKE_PORT: String(ports.intake),
    DELIVERY_PORT: String(ports.delivery),
    LEDGER_PORT: String(ports.ledger),
    ISSUER_PORT: String(ports.issuer),
    KAFKA_PORT: String(ports.kafka),
    COMPOSE_PROGRESS: 'quiet',
  };
  const docker = async (...args: readonly string[]) => {
    const { stdout } = await run('docker', [...args], { cwd: ROOT, env, maxBuffer: MOST_BYTES });
    return stdout;
  };
  const compose = (...args: readonly string[]) => docker('compose', '--project-directory', ROOT, ...args);
  const inspect = async (service: Service) => {
    const id = (await compose('ps', '--all', '--quiet', service)).trim();
    return (JSON.parse(await docker('inspect', id)) as [Inspected])[0];
  };
  const exec = (service: Service, ...command: readonly string[]) => compose('exec', '-T', service, ...command);
  const url = (port: number) => `https://127.0.0.1:${port}`;
  return {
    ...{ compose, exec, inspect },
    urls: {
      console: url(ports.console),
      intake: url(ports.intake),
      delivery: url(ports.delivery),
      ledger: url(ports.ledger),
      issuer: url(ports.issuer),
    },
    murder: async (service) => {
      const { Id, State } = await inspect(service);
      // `docker kill` counts as the operator's wish, after which nothing restarts by itself.
      if (isOfContainer(State.Pid, Id)) process.kill(State.Pid, 'SIGKILL');
      else await docker('kill', Id).then(() => docker('start', Id));
    },
    untilHealthy: async (service, patienceMs = 60_000) => {
      const deadline = Date.now() + patienceMs;
      for (;;) {
        const { State } = await inspect(service);
        if (State.Status === 'running' && State.Health?.Status === 'healthy') return;
        if (Date.now() > deadline)
          throw new Error(`${service} is ${State.Status}, ${State.Health?.Status}, after ${patienceMs} ms`);
        await sleep(250);
      }
    },
    secrets: async () => {
      const read = (file: string) =>
        compose('run', '--rm', '-T', '--no-deps', '--entrypoint', 'cat', 'secrets', `/secrets/kept/${file}`);
      const [secrets, credentials, authority] = await Promise.all(
        ['secrets.json', 'sandbox-credentials.json', 'ca.pem'].map(read),
      );
      return {
        secrets: JSON.parse(secrets!) as Secrets,
        credentials: JSON.parse(credentials!) as SandboxCredentials,
        authority: authority!,
      };
    },
  };
}

/** Whether the engine's process id means the same to us: not where it runs on another machine. */
function isOfContainer(pid: number, id: string): boolean {
  try {
    return (
      readFileSync(`/proc/${pid}/cgroup`, 'utf8').includes(id) ||
      readFileSync(`/proc/${pid}/mountinfo`, 'utf8').includes(id)
    );
  } catch {
    return false;
  }
}
