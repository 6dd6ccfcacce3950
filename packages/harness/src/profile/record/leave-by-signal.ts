const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Calls `onLeave` before a signal ends this process. A program that handles the signal itself goes on to
 * decide what it means.
 *
 * @returns what takes the listeners away again.
 */
export function leaveBySignal(onLeave: () => void): () => void {
  const leave = (signal: NodeJS.Signals): void => {
    if (process.listenerCount(signal) > 1) return;
    onLeave();
    // Without a listener the signal does what it does to any process.
    stop();
    process.kill(process.pid, signal);
  };
  const stop = (): void => {
    for (const signal of SIGNALS) process.off(signal, leave);
  };
  for (const signal of SIGNALS) process.on(signal, leave);
  return stop;
}
