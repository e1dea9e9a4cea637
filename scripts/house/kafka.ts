// The embedded broker: formats its folder once, starts it, knows when it is up.
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Child, type LogSink, type Run } from './child.ts';
import { inheritedEnvironment } from './environment.ts';
import { HouseError } from './house-error.ts';
import { findJava } from './java.ts';
import { kafkaJars } from './kafka-jars.ts';
import { ADMIN_USER, BROKER_USER, LOG4J, serverProperties } from './kafka-settings.ts';
import type { Secrets } from './secrets.ts';

const UP = /Kafka Server started/;
const START_PATIENCE_MS = 90_000;
const DATA = 'data';
const DRAFT = 'data.formatting';
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xms256m', '-Xmx512m'];

export interface KafkaOptions {
  readonly dataDir: string;
  readonly port: number;
  readonly controllerPort: number;
  readonly secrets: Secrets;
  /** Tests: settings over the house's own. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly sink: LogSink;
  readonly onProgress: (message: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** Prepares the folder, then gives what starts the broker: each call is one run, resolved when clients may connect. */
export async function prepareKafka(options: KafkaOptions): Promise<Run> {
  const { secrets, sink, onProgress } = options;
  const dir = join(options.dataDir, 'kafka');
  mkdirSync(dir, { recursive: true });
  // Kafka runs in `dir` and is given names alone: it would read a comma, a backslash or 日本 in a path as something else.
  const write = (name: string, text: string) => {
    writeFileSync(join(dir, name), text, { mode: 0o600 });
    return name;
  };
  const settings = (data: string) =>
    serverProperties(options.port, options.controllerPort, data, secrets, options.settings);
  const java = findJava();
  const jars = await kafkaJars(onProgress, options.signal);
  const log4j = write('log4j2.properties', LOG4J);
  const flags = [...QUICK_START, `-Dlog4j2.configurationFile=${log4j}`, '-Djava.net.preferIPv4Stack=true'];
  const archive = join(jars.dir, `classes-${java.version}.jsa`);
  const launch = (name: string, moreFlags: readonly string[], args: readonly string[], to: LogSink) =>
    startChild(
      {
        name,
        file: java.file,
        args: [...flags, '-cp', jars.classPath, ...moreFlags, ...args],
        // Without a UTF-8 locale Java finds no folder whose name is not ASCII.
        env: { ...inheritedEnvironment(), LC_ALL: 'C.UTF-8' },
        cwd: dir,
        patienceMs: 20_000,
      },
      to,
    );

  if (!existsSync(join(dir, DATA))) {
    onProgress('formatting the folder of Kafka');
    const draft = join(dir, DRAFT);
    rmSync(draft, { recursive: true, force: true });
    const properties = write('format.properties', settings(DRAFT));
    const user = (name: string, password: string) => [
      '--add-scram',
      `SCRAM-SHA-256=[name=${name},password=${password}]`,
    ];
    const format = ['kafka.tools.StorageTool', 'format', `--cluster-id=${secrets.kafka.clusterId}`, '-c', properties];
    const users = [
      ...user(BROKER_USER, secrets.kafka.brokerPassword),
      ...user(ADMIN_USER, secrets.kafka.adminPassword),
    ];
    // Passwords go by a file: a command line can be read by everybody. What the tool prints shows them too.
    const args = write('format.args', [...format, ...users].map((arg) => `"${arg}"\n`).join(''));
    const child = launch('kafka-format', [`@${args}`], [], () => undefined);
    const { code } = await child.ended;
    for (const name of [args, properties]) rmSync(join(dir, name), { force: true });
    if (code !== 0) throw new HouseError(`Kafka could not format \`${draft}\`: ${lastWord(child)}`);
    renameSync(draft, join(dir, DATA));
  }
  const properties = write('server.properties', settings(DATA));

  return async (onChild) => {
    // The archive halves the start. The first run without one makes it when it ends well.
    const recording = existsSync(archive) ? undefined : `${archive}.${process.pid}`;
    const share = recording ? `-XX:ArchiveClassesAtExit=${recording}` : `-XX:SharedArchiveFile=${archive}`;
    let up = () => undefined as void;
    const isUp = new Promise<'up'>((resolve) => (up = () => resolve('up')));
    const child = launch(
      'kafka',
      [share, '-Xlog:cds=off', '-Xlog:cds+dynamic=off'],
      ['kafka.Kafka', properties],
      (entry) => {
        if (UP.test(entry.line)) up();
        sink(entry);
      },
    );
    onChild(child);
    if (recording) {
      void child.ended.then(({ signal }) => {
        if (signal === null && existsSync(recording)) renameSync(recording, archive);
        else rmSync(recording, { force: true });
      });
    }
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), START_PATIENCE_MS)));
    const outcome = await Promise.race([isUp, child.ended, tooLate]);
    clearTimeout(timer);
    if (outcome === 'up') return;
    if (outcome === 'late') await child.stop();
    throw new HouseError(`Kafka did not come up: ${lastWord(child)} (see logs/kafka.log in the data folder)`);
  };
}

function lastWord(child: Child): string {
  const lines = child.tail();
  return lines.find((line) => / (ERROR|FATAL) |Exception|Error:/.test(line)) ?? lines.at(-1) ?? 'it said nothing';
}
