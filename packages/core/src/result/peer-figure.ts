import type { Unit } from "./metric.ts";
import type { TargetStatistic } from "./target.ts";

/**
 * What another program was measured to need for the same work, in another run and perhaps on another
 * machine. It stands beside our own figure and is never judged: nothing here says how noisy it is.
 */
export interface PeerFigure {
  /** Name and version: "pymdp 0.0.7.1". */
  readonly peer: string;
  /** The metric of the benchmark that it is compared with. */
  readonly metric: string;
  /** What of the metric `value` is; compared with the same statistic of ours. */
  readonly statistic: TargetStatistic;
  /** The metric's canonical unit. */
  readonly unit: Unit;
  /** Greater than 0, in `unit`. */
  readonly value: number;
  /** Machine and runtime: "one core of a 2.8 GHz Xeon, Python 3.11". */
  readonly measuredOn: string;
  /** How it came about, in a sentence, or where it is published. */
  readonly source: string;
}
