// The Java program beside this file, running: asked line by line.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inheritedEnvironment } from '../../../scripts/house/environment.ts';
import { findJava } from '../../../scripts/house/java.ts';
import type { ChainConfig } from './chain.ts';

export interface SmtProcess {
  /** What the chain makes of each record, in order. */
  pass(): Promise<readonly string[]>;
  /** Records per second of its CPU time, for at least `leastMs`. */
  rate(leastMs: number): Promise<number>;
  stop(): Promise<void>;
}

/** Starts it with these records, one JSON text each. A question rejects once it has ended. */
export function startSmtProcess(classPath: string, chain: ChainConfig, records: readonly string[]): SmtProcess {
  const dir = mkdtempSync(join(tmpdir(), 'gateway-bench-'));
  const [chainFile, recordsFile] = [join(dir, 'chain.properties'), join(dir, 'records.jsonl')];
  writeFileSync(
    chainFile,
    Object.entries(chain)
      .map(([key, value]) => `${key}=${value}\n`)
      .join(''),
  );
  writeFileSync(recordsFile, records.map((record) => `${record}\n`).join(''));
  const child = spawn(
    findJava().file,
    ['-Xms512m', '-Xmx1g', '-cp', classPath, 'gateway.bench.connect.Main', chainFile, recordsFile],
    { env: { ...inheritedEnvironment(), LC_ALL: 'C.UTF-8' }, stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let lastWord = '';
  createInterface({ input: child.stderr }).on('line', (line) => (lastWord ||= line));
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void ended.then(() => rmSync(dir, { recursive: true, force: true }));

  const ask = async (question: string, answers: number): Promise<string[]> => {
    child.stdin.write(`${question}\n`);
    const heard: string[] = [];
    while (heard.length < answers) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`the transforms ended: ${lastWord || 'they said nothing'}`);
      heard.push(value);
    }
    return heard;
  };
  return {
    pass: () => ask('pass', records.length),
    rate: async (leastMs) => Number((await ask(`rate ${leastMs}`, 1))[0]),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
