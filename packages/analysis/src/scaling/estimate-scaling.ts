import { assert, createRandom, mean, quantile, sortSamples } from "@paceline/core";
import type { Bounds, Random } from "@paceline/core";

import { fitUniversalLaw } from "./fit-universal-law.ts";
import type { RatePoint } from "./fit-universal-law.ts";
import { peakCount, rateAt } from "./universal-law.ts";
import type { UniversalLaw } from "./universal-law.ts";

/** What was measured with one number of workers. */
export interface ScalingCell {
  readonly count: number;
  /** Per second, one of each fork; positive. */
  readonly forkRates: readonly number[];
}

/** A number with its interval. */
export interface Estimated extends Bounds {
  readonly estimate: number;
}

/** Where the rate is highest. A null says that no number of workers is: the rate only flattens. */
export interface EstimatedPeak {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * Why a fit should not be leaned on.
 *
 * - `lack-of-fit`: some cell is further from the law than its forks can explain and by over a tenth.
 * - `beyond-data`: the peak lies outside the counts that were measured.
 * - `no-peak`: the interval of the peak has no upper end.
 */
export type ScalingDoubt = "lack-of-fit" | "beyond-data" | "no-peak";

export type ScalingEstimate =
  | {
      readonly state: "fitted";
      readonly law: UniversalLaw;
      readonly ratePerWorker: Estimated;
      readonly contention: Estimated;
      readonly coherency: Estimated;
      readonly peak: EstimatedPeak;
      readonly confidenceRatio: number;
      /** Largest |measured / fitted - 1| of the cells' means. */
      readonly residualRatioMax: number;
      readonly doubts: readonly ScalingDoubt[];
    }
  | { readonly state: "unclear"; readonly reason: "too-few-counts" | "too-few-forks" };

/** One more than there are coefficients, so that the fit can be wrong. */
const COUNT_MIN = 4;
const RESIDUAL_RATIO_MAX = 0.1;

/**
 * The Universal Scalability Law of measured rates, with intervals by resampling forks.
 *
 * Errors of rates grow with the rates, so points weigh by the inverse square of their rate. Forks are
 * resampled within their cell; as a resampled mean of n forks varies by a factor √((n - 1) / n) too little,
 * its distance from the cell's mean is stretched by the inverse.
 *
 * @param seed - the same seed gives the same intervals.
 *
 * @see Davison & Hinkley (1997), "Bootstrap Methods and their Application", section 7.3, on resampling
 *   cases of non-linear regression; section 3.2 on the variance of small strata.
 */
export function estimateScaling(
  cells: readonly ScalingCell[],
  { seed, resampleCount = 1000, confidenceRatio = 0.95 }: ScalingOptions,
): ScalingEstimate {
  assert(resampleCount > 0, "no resamples");
  assert(confidenceRatio > 0 && confidenceRatio < 1, "confidence ratio is outside (0, 1)");
  if (new Set(cells.map(({ count }) => count)).size < COUNT_MIN)
    return { state: "unclear", reason: "too-few-counts" };
  if (cells.some(({ forkRates }) => forkRates.length < 2))
    return { state: "unclear", reason: "too-few-forks" };

  const law = fitUniversalLaw(cells.map(({ count, forkRates }) => toPoint(count, mean(forkRates))));
  const random = createRandom(seed);
  const laws = Array.from({ length: resampleCount }, () =>
    fitUniversalLaw(
      cells.map(({ count, forkRates }) => toPoint(count, resampledMean(forkRates, random))),
      law,
    ),
  );
  const estimated = (read: (law: UniversalLaw) => number): Estimated => ({
    estimate: read(law),
    ...middle(laws.map(read), confidenceRatio),
  });
  const peak = estimatePeak(law, laws, confidenceRatio);
  const residuals = cells.map(({ count, forkRates }) => mean(forkRates) / rateAt(law, count) - 1);
  return {
    state: "fitted",
    law,
    ratePerWorker: estimated(({ ratePerWorker }) => ratePerWorker),
    contention: estimated(({ contention }) => contention),
    coherency: estimated(({ coherency }) => coherency),
    peak,
    confidenceRatio,
    residualRatioMax: Math.max(...residuals.map(Math.abs)),
    doubts: doubtsOf(cells, law, peak),
  };
}

export interface ScalingOptions {
  readonly seed: number;
  /** @defaultValue 1000 */
  readonly resampleCount?: number;
  /** @defaultValue 0.95 */
  readonly confidenceRatio?: number;
}

const toPoint = (count: number, rate: number): RatePoint => ({ count, rate, weight: rate ** -2 });

function resampledMean(rates: readonly number[], random: Random): number {
  const forkCount = rates.length;
  const center = mean(rates);
  let sum = 0;
  for (let draw = 0; draw < forkCount; draw += 1) sum += rates[random.nextIndex(forkCount)]!;
  const stretch = Math.sqrt(forkCount / (forkCount - 1));
  // Never below a tenth of the mean: a rate is positive, however far two forks lie apart.
  return Math.max(center + stretch * (sum / forkCount - center), center / 10);
}

function middle(values: readonly number[], confidenceRatio: number): Bounds {
  const sorted = sortSamples(values);
  const tail = (1 - confidenceRatio) / 2;
  return { low: quantile(sorted, tail), high: quantile(sorted, 1 - tail) };
}

/** Resamples without a peak are those with the furthest one. */
function estimatePeak(
  law: UniversalLaw,
  laws: readonly UniversalLaw[],
  confidenceRatio: number,
): EstimatedPeak {
  const sorted = laws
    .map((resampled) => peakCount(resampled) ?? Infinity)
    .toSorted((a, b) => a - b);
  const tail = (1 - confidenceRatio) / 2;
  const at = (ratio: number): number | null => {
    const value = sorted[Math.round(ratio * (sorted.length - 1))]!;
    return Number.isFinite(value) ? value : null;
  };
  return { estimate: peakCount(law), low: at(tail), high: at(1 - tail) };
}

function doubtsOf(
  cells: readonly ScalingCell[],
  law: UniversalLaw,
  { estimate, high }: EstimatedPeak,
): readonly ScalingDoubt[] {
  const countMax = Math.max(...cells.map(({ count }) => count));
  const misfits = cells.some(({ count, forkRates }) => {
    const fitted = rateAt(law, count);
    const isOutside = fitted < Math.min(...forkRates) || fitted > Math.max(...forkRates);
    return isOutside && Math.abs(mean(forkRates) / fitted - 1) > RESIDUAL_RATIO_MAX;
  });
  return [
    ...(misfits ? ["lack-of-fit" as const] : []),
    ...(estimate !== null && estimate > countMax ? ["beyond-data" as const] : []),
    ...(high === null ? ["no-peak" as const] : []),
  ];
}
