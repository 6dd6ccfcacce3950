import { createRandom, mean, medianInPlace, studentTQuantile, theilSen } from "@paceline/core";

/** Readings at least: fewer make no two blocks. */
export const READING_COUNT_MIN = 4;

export interface SlopeInterval {
  /** Theil-Sen slope per reading. */
  readonly slope: number;
  readonly low: number;
  readonly high: number;
}

export interface SlopeIntervalOptions {
  readonly seed: number;
  /** @defaultValue 500 */
  readonly resampleCount?: number;
  /** @defaultValue 0.95 */
  readonly confidenceRatio?: number;
}

/**
 * Slope of a series of readings with an interval that holds although each reading resembles the one before it.
 *
 * The line is Theil and Sen's. What is left beside it is cut into blocks of neighbours, as long as the square root of the
 * series, which may reach over its end to its begin. Blocks drawn with replacement make many such series, and their
 * slopes have the spread that the slope has. Residuals are too small by what the line took from them, so they are
 * widened; and since a series of 30 readings is only some five blocks, the spread counts as one estimated from so many
 * values: Student's t with one degree of freedom less than there are blocks.
 *
 * @param values - at least {@link READING_COUNT_MIN} readings, equally spaced.
 *
 * @see Künsch (1989), "The Jackknife and the Bootstrap for General Stationary Observations", section 2; Politis &
 *   Romano (1992), "A Circular Block-Resampling Procedure for Stationary Data". The test shows the coverage.
 */
export function slopeInterval(
  values: readonly number[],
  { seed, resampleCount = 500, confidenceRatio = 0.95 }: SlopeIntervalOptions,
): SlopeInterval {
  const count = values.length;
  const { slope } = theilSen([...values.keys()], values);
  const residuals = centredResiduals(values, slope);
  if (residuals.every((residual) => residual === 0)) return { slope, low: slope, high: slope };
  const random = createRandom(seed);
  const blockLength = Math.ceil(Math.sqrt(count));
  // Five readings are two blocks of which one is short.
  const blockCount = Math.max(2, Math.floor(count / blockLength));
  const drawn = new Float64Array(count);
  const slopes = new Float64Array((count * (count - 1)) / 2);
  let squareSum = 0;
  for (let resample = 0; resample < resampleCount; resample += 1) {
    for (let filled = 0; filled < count; filled += blockLength) {
      const start = random.nextIndex(count);
      const length = Math.min(blockLength, count - filled);
      for (let offset = 0; offset < length; offset += 1) {
        drawn[filled + offset] = residuals[(start + offset) % count]!;
      }
    }
    // The slope of the line with these residuals on it is its own slope and this one.
    squareSum += slopeOf(drawn, slopes) ** 2;
  }
  const standardError = Math.sqrt(squareSum / resampleCount);
  const critical = studentTQuantile((1 + confidenceRatio) / 2, blockCount - 1);
  const reach = critical * standardError * Math.sqrt(blockCount / (blockCount - 1));
  return { slope, low: slope - reach, high: slope + reach };
}

/** What is left beside the line, with a mean of 0, widened by the two degrees of freedom that a line takes. */
function centredResiduals(values: readonly number[], slope: number): Float64Array {
  const beside = values.map((value, index) => value - slope * index);
  const center = mean(beside);
  const inflation = Math.sqrt(values.length / (values.length - 2));
  return Float64Array.from(beside, (value) => inflation * (value - center));
}

/** Median slope over all pairs of equally spaced values; the same as `theilSen`, without allocating. */
function slopeOf(values: Float64Array, slopes: Float64Array): number {
  let count = 0;
  for (let later = 1; later < values.length; later += 1) {
    for (let earlier = 0; earlier < later; earlier += 1) {
      slopes[count] = (values[later]! - values[earlier]!) / (later - earlier);
      count += 1;
    }
  }
  return medianInPlace(slopes);
}
