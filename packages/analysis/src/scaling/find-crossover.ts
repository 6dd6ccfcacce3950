import { assert, createRandom, mean, standardDeviation, studentTQuantile } from "@paceline/core";
import type { Random } from "@paceline/core";

/** How one side compares with the other at one place of a scale, such as 10 agents or 100 µs of work. */
export interface RatioCell {
  /** Positive. */
  readonly at: number;
  /** Rate of the candidate by rate of the baseline, one of each pair of forks. Positive. */
  readonly forkRatios: readonly number[];
}

/**
 * From where a candidate pays.
 *
 * - `at`: from `estimate` on, with an interval. A null `low` says that it may pay from the smallest
 *   place measured, a null `high` that it may not pay at all.
 * - `always`, `never`: at every place measured, as far as the forks can tell.
 * - `unclear`: the forks cannot tell.
 */
export type Crossover =
  | {
      readonly state: "at";
      readonly estimate: number;
      readonly low: number | null;
      readonly high: number | null;
    }
  | { readonly state: "always" | "never" | "unclear" };

export interface CrossoverOptions {
  readonly seed: number;
  /** @defaultValue 1000 */
  readonly drawCount?: number;
  /** @defaultValue 0.95 */
  readonly confidenceRatio?: number;
}

/**
 * Finds from where on the ratio is above 1 for good: the last place where it rises through 1, between two
 * cells by a straight line of logarithms.
 *
 * The interval comes from drawing each cell's mean of logarithms from Student's t of its forks: few forks say
 * little, and resampling two or three of them would pretend otherwise.
 */
export function findCrossover(
  cells: readonly RatioCell[],
  { seed, drawCount = 1000, confidenceRatio = 0.95 }: CrossoverOptions,
): Crossover {
  assert(cells.length > 0, "no cells");
  const sorted = cells.toSorted((a, b) => a.at - b.at);
  if (sorted.some(({ forkRatios }) => forkRatios.length < 2)) return { state: "unclear" };
  const estimate = crossingOf(sorted.map(toLogRatio));
  const random = createRandom(seed);
  const crossings = Array.from({ length: drawCount }, () =>
    crossingOf(sorted.map((cell) => drawnLogRatio(cell, random))),
  ).toSorted((a, b) => a - b);
  const tail = (1 - confidenceRatio) / 2;
  const low = crossings[Math.round(tail * (drawCount - 1))]!;
  const high = crossings[Math.round((1 - tail) * (drawCount - 1))]!;
  if (high === 0) return { state: "always" };
  if (low === Infinity) return { state: "never" };
  if (estimate === 0 || estimate === Infinity) return { state: "unclear" };
  return {
    state: "at",
    estimate,
    low: low === 0 ? null : low,
    high: high === Infinity ? null : high,
  };
}

interface LogPoint {
  readonly at: number;
  readonly logRatio: number;
}

const toLogRatio = ({ at, forkRatios }: RatioCell): LogPoint => ({
  at,
  logRatio: mean(forkRatios.map(Math.log)),
});

/** Where the mean may be, as far as the forks tell. */
function drawnLogRatio({ at, forkRatios }: RatioCell, random: Random): LogPoint {
  const logs = forkRatios.map(Math.log);
  const error = standardDeviation(logs) / Math.sqrt(logs.length);
  const distance = error * studentTQuantile(0.5 + random.nextRatio() / 2, logs.length - 1);
  return { at, logRatio: mean(logs) + (random.nextIndex(2) === 0 ? -distance : distance) };
}

/** 0 when every point is above 1, infinite when the last one is not. */
function crossingOf(points: readonly LogPoint[]): number {
  const lastBelow = points.findLastIndex(({ logRatio }) => logRatio <= 0);
  if (lastBelow === -1) return 0;
  if (lastBelow === points.length - 1) return Infinity;
  const [below, above] = [points[lastBelow]!, points[lastBelow + 1]!];
  const share = -below.logRatio / (above.logRatio - below.logRatio);
  return Math.exp(Math.log(below.at) + share * (Math.log(above.at) - Math.log(below.at)));
}
