// For tests alone: kills or freezes the process at a named step of the loop, so that every gap between two steps is tried.

/**
 * `spec` is `<step>` or `<step>:<n>`: the n-th time (default: the first) the process reaches that step, it signals itself.
 * Without a spec nothing ever happens.
 */
export function createSignalAt(
  spec: string | undefined,
  signal: 'SIGKILL' | 'SIGSTOP',
  send: (signal: NodeJS.Signals) => void = signalSelf,
): (step: string) => void {
  if (!spec) return () => undefined;
  const [step, count = '1'] = spec.split(':');
  let left = Number(count);
  return (reached) => {
    if (reached === step && --left === 0) send(signal);
  };
}

function signalSelf(signal: NodeJS.Signals): void {
  process.kill(process.pid, signal);
  // The signal is delivered asynchronously: nothing may run on meanwhile.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
}
