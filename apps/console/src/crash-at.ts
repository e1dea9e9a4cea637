// For tests alone: ends the process with SIGKILL at a named step, so that every gap between two steps is tried.

/** `spec` is `<step>` or `<step>:<n>`: dies the n-th time (default: the first) the step is reached. Without a spec nothing happens. */
export function createCrashAt(spec: string | undefined): (step: string) => void {
  if (spec === undefined) return () => undefined;
  const [step, count = '1'] = spec.split(':');
  let left = Number(count);
  return (reached) => {
    if (reached !== step || --left > 0) return;
    process.kill(process.pid, 'SIGKILL');
    // The signal arrives asynchronously: nothing may run on meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10_000);
  };
}
