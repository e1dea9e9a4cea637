// For tests alone: ends the process with SIGKILL at a named step of an acceptance, so that every gap between two steps is tried.

export const STEPS = ['inserted', 'produced', 'durable'] as const;
export type Step = (typeof STEPS)[number];

/**
 * `spec` is `<step>` or `<step>:<n>`: the process kills itself the n-th time (default: the first) it reaches that step.
 * Without a spec nothing ever happens.
 */
export function createCrashAt(spec: string | undefined, kill: () => void = killSelf): (step: Step) => void {
  if (!spec) return () => undefined;
  const [step, count = '1'] = spec.split(':');
  let left = Number(count);
  return (reached) => {
    if (reached === step && --left === 0) kill();
  };
}

function killSelf(): void {
  process.kill(process.pid, 'SIGKILL');
  // The signal is delivered asynchronously: nothing may run on meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
}
