// Runs on the machine's own Node and needs no dependency: installs when package-lock.json changed, then hands over to Node 24.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const OLDEST_INSTALLER = [20, 0, 0];
const OLDEST_RUNTIME = [24, 11, 1];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = join(root, 'node_modules', '.bin');
const stampFile = join(root, 'node_modules', '.lock-stamp');
const startedAt = performance.now();

const say = (message) => console.log(`[${((performance.now() - startedAt) / 1000).toFixed(1)} s] ${message}`);
const giveUp = (message, status = 1) => {
  console.error(`error: ${message}`);
  process.exit(status);
};
const isAtLeast = (version, least) => {
  const parts = version.replace(/^v/, '').split('.').map(Number);
  const differing = least.findIndex((part, at) => parts[at] !== part);
  return differing === -1 || parts[differing] > least[differing];
};

if (!isAtLeast(process.version, OLDEST_INSTALLER)) giveUp(`Node 20 or later is needed, this is ${process.version}`);
install();
const node = findNode();
const [script, ...args] = process.argv.slice(2);
if (script) handOver(node, script, args);

function install() {
  const stamp = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return;
  say('installing dependencies (npm ci), about half a minute');
  // Under npm its own program is run again; else the one on the path.
  const npm = process.env.npm_execpath;
  const [file, first] = npm && /\.[cm]?js$/.test(npm) ? [process.execPath, [npm]] : ['npm', []];
  const options = ['ci', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'];
  const { status, error } = spawnSync(file, [...first, ...options], { cwd: root, stdio: 'inherit' });
  if (error) giveUp(`\`npm\` does not run (${error.code}): install npm and start again`);
  if (status !== 0)
    giveUp('`npm ci` failed, see above: check that the package registry can be reached and start again', status ?? 1);
  writeFileSync(stampFile, stamp);
  say('dependencies are installed');
}

function findNode() {
  for (const file of [join(bin, 'node'), process.execPath]) {
    const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8' });
    if (status === 0 && isAtLeast(stdout.trim(), OLDEST_RUNTIME)) return file;
  }
  giveUp(`no Node ${OLDEST_RUNTIME.join('.')} or later comes with this platform: install one and start again`);
}

function handOver(file, script, args) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH ?? ''}` };
  // The channel closes when this process is gone, however it went: what was handed over to stops then.
  const child = spawn(file, ['--disable-warning=TimeoutNegativeWarning', script, ...args], {
    cwd: root,
    env,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)));
  // Killing npm would leave this process an orphan nobody can reach by Ctrl-C.
  if (process.env.npm_lifecycle_event) {
    const above = whoIsAbove();
    setInterval(() => {
      if (whoIsAbove() !== above) child.kill('SIGTERM');
    }, 500).unref();
  }
}

/** The process npm runs as: our parent, or the one above the shell npm puts between. */
function whoIsAbove() {
  try {
    const isShell = /sh\0-c\0/.test(readFileSync(`/proc/${process.ppid}/cmdline`, 'utf8'));
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const parentOfParent = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1];
    return isShell ? `${process.ppid} ${parentOfParent}` : `${process.ppid}`;
  } catch {
    return `${process.ppid}`;
  }
}
