import type { SeriesPoint } from "@paceline/analysis";

/** A scale of whole steps for the values of a series. */
export interface ValueSteps {
  readonly isLogarithmic: boolean;
  /** Ends of the scale: logarithms when it is logarithmic. */
  readonly low: number;
  readonly high: number;
  readonly of: (value: number) => number;
}

/** Covers all values and intervals. Logarithmic where all are positive, so that small values keep their digits. */
export function createSteps(points: readonly SeriesPoint[], stepCount: number): ValueSteps {
  let least = Infinity;
  let greatest = -Infinity;
  for (const { value, interval } of points) {
    least = Math.min(least, value, interval?.low ?? value);
    greatest = Math.max(greatest, value, interval?.high ?? value);
  }
  const isLogarithmic = least > 0 && Number.isFinite(least);
  const scaled = (value: number): number => (isLogarithmic ? Math.log(value) : value);
  const low = Number.isFinite(least) ? scaled(least) : 0;
  const high = Number.isFinite(greatest) ? scaled(greatest) : 0;
  const span = high - low || 1;
  return {
    isLogarithmic,
    low,
    high,
    of: (value) => Math.round(((scaled(value) - low) / span) * stepCount),
  };
}
