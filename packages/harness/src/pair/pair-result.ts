import type { BenchmarkDescriptor, MetricDescriptor } from "../descriptor.ts";
import type { Services } from "../services.ts";
import type { SettingsOptions } from "../settings/settings-options.ts";

/** One of two versions of a benchmark. The same one twice is an A/A pair. */
export interface PairSide {
  /** Absolute path of the checkout that the side is loaded from. */
  readonly root: string;
  readonly benchmark: BenchmarkDescriptor;
  /**
   * Makes the side slower by this share, really, by burning the core after each round: a gate proves with
   * it that it would see such a change. 0 by default.
   */
  readonly slowdownRatio?: number;
  /** Variables that the side's process gets beside ours. */
  readonly environment?: Readonly<Record<string, string>>;
}

export interface PairOptions {
  readonly base: PairSide;
  readonly head: PairSide;
  readonly pairIndex: number;
  /** Of the run; both sides get the same one derived from it, every pair another. */
  readonly seed: number;
  /** Core to pin both sides to; null does not pin. The last core of the machine when not said. */
  readonly cpuIndex?: number | null;
  /** Length of one turn of one side. */
  readonly sliceNs?: number;
  /** Turns per side. */
  readonly sliceCount?: number;
  readonly settings?: SettingsOptions;
  readonly services?: Services;
  readonly signal?: AbortSignal;
}

/** What two processes that took turns on one core say about each other. */
export interface PairResult {
  readonly pairIndex: number;
  readonly seed: number;
  /** False where there is no `taskset`: the pair is then much less able to tell a difference. */
  readonly isPinned: boolean;
  /**
   * Time per iteration of each slice, aligned: `baseNs[i]` and `headNs[i]` ran next to each other. It is the
   * median of the slice's rounds: on a core that others want too, means differ by more than 5 % in a
   * quarter of A/A pairs, medians in a hundredth.
   */
  readonly baseNs: readonly number[];
  readonly headNs: readonly number[];
  /** Which side ran first in each slice: A B B A. */
  readonly firstSides: readonly ("base" | "head")[];
  /** Median of `headNs[i] / baseNs[i]`: above 1 means that the head is slower. */
  readonly ratioMedian: number;
  /**
   * The same from the means of slices. It feels garbage collections, which the median of rounds sees only when
   * they are common, and every interruption too: read it on a quiet machine.
   */
  readonly ratioMedianOfMeans: number;
  readonly iterationsPerRound: number;
  /** What else both sides told of themselves: allocation, then the benchmark's own metrics. */
  readonly metrics: readonly PairMetric[];
}

/** One value from each of the two processes, in the metric's unit. */
export interface PairMetric extends MetricDescriptor {
  readonly base: number;
  readonly head: number;
}
