// For tests alone: a process kills or freezes itself at a named step, so that every gap between two steps is tried.
import { readFileSync } from 'node:fs';
import { Type } from 'typebox';

/** `<step>`, `<step>:<n>`, or `@<file>` that holds one of these now and then. */
export const STEP_ENV = Type.String({
  pattern: '^(@.+|[a-z]+(:[1-9][0-9]{0,5})?)$',
  description: 'for tests: a step, with `:` and a count if not the first time, or `@` and a file that names one',
});

/**
 * The n-th time (default: the first) the process reaches the step, it signals itself. `@<file>` is read at each step: a test
 * arms a process that runs; what is written there anew is counted anew. Without a spec nothing ever happens.
 */
export function createSignalAt(
  spec: string | undefined,
  signal: 'SIGKILL' | 'SIGSTOP',
  send: (signal: NodeJS.Signals) => void = signalSelf,
): (step: string) => void {
  if (!spec) return () => undefined;
  const file = spec.startsWith('@') ? spec.slice(1) : null;
  let armed = '';
  let step = '';
  let left = 0;
  const arm = (text: string): void => {
    if (text === armed) return;
    armed = text;
    const [name = '', count = '1'] = text.split(':');
    step = name;
    left = Number(count);
  };
  if (file === null) arm(spec);
  return (reached) => {
    if (file !== null) arm(textOf(file));
    if (reached === step && --left === 0) send(signal);
  };
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return '';
  }
}

function signalSelf(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
  // The signal is delivered asynchronously: nothing may run on meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, signal === 'SIGKILL' ? 10_000 : 100);
}
