/** Delay of the event loop over a window, in nanoseconds. */
export interface EventLoopDelay {
  readonly nsP50: number;
  readonly nsP99: number;
  readonly nsMax: number;
}

/** Milliseconds between two looks: finer ones would wake the loop that is being measured more often. */
const RESOLUTION_MS = 10;

/**
 * Starts to watch how late timers fire. Only for asynchronous benchmarks: a synchronous one holds the loop
 * for whole rounds, and its delay would say nothing but that.
 *
 * @returns a function that ends the watch; null from it when the window was too short for one look.
 */
export function watchEventLoopDelay(): () => EventLoopDelay | null {
  // Asked for only here, so that synchronous benchmarks do not load it.
  const { monitorEventLoopDelay } = process.getBuiltinModule("node:perf_hooks");
  const histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  histogram.enable();
  return () => {
    histogram.disable();
    if (histogram.count === 0) return null;
    return {
      nsP50: histogram.percentile(50),
      nsP99: histogram.percentile(99),
      nsMax: histogram.max,
    };
  };
}
