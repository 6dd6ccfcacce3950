/** What is known about the forks of a run so far. Times in ns. */
export interface ForkTimes {
  readonly forkCountTotal: number;
  readonly finishedCount: number;
  /** Of all finished forks together. */
  readonly finishedNs: number;
  /** The harness's guess for the whole run, from the settings. */
  readonly expectedNs: number;
  /** After which no fork is started; may be infinite. */
  readonly timeNsMax: number;
}

/**
 * Time left, in ns. Forks are interleaved over all benchmarks, so after one round of them the mean of those
 * that are finished is that of those to come. Before any is finished the harness's guess has to do.
 */
export function timeLeftNs(times: ForkTimes): number {
  const { forkCountTotal, finishedCount, finishedNs, expectedNs, timeNsMax } = times;
  const leftCount = Math.max(0, forkCountTotal - finishedCount);
  const forkNs =
    finishedCount === 0 ? expectedNs / Math.max(1, forkCountTotal) : finishedNs / finishedCount;
  return Math.min(leftCount * forkNs, Math.max(0, timeNsMax - finishedNs));
}

const NS_PER_SECOND = 1e9;
const SECONDS_PER_MINUTE = 60;
/** Steps in which the time is told: it is an estimate, and a digit that jumps is hard to read. */
const COARSE_STEP_SECONDS = 5;

/** "12 s left", "1 min 35 s left"; in steps of 5 s when it is long. */
export function timeLeftText(leftNs: number): string {
  const seconds = Math.ceil(leftNs / NS_PER_SECOND);
  if (seconds < 2 * COARSE_STEP_SECONDS) return `${seconds} s left`;
  const coarse = Math.ceil(seconds / COARSE_STEP_SECONDS) * COARSE_STEP_SECONDS;
  if (coarse < SECONDS_PER_MINUTE) return `${coarse} s left`;
  const rest = coarse % SECONDS_PER_MINUTE;
  return `${Math.floor(coarse / SECONDS_PER_MINUTE)} min${rest === 0 ? "" : ` ${rest} s`} left`;
}
