import { assert } from "../assert.ts";

const SQRT_TWO_PI = Math.sqrt(2 * Math.PI);
/** Beyond it the series loses relative precision to cancellation and the continued fraction is short. */
const TAIL_START = 2.5;
const TAIL_TERM_COUNT = 120;

const density = (z: number): number => Math.exp(-0.5 * z * z) / SQRT_TWO_PI;

/**
 * Share of a standard normal population at or below `z`. Relative error below 1e-12 in both tails,
 * so that small p-values keep their digits.
 *
 * @see Marsaglia (2004), "Evaluating the Normal Distribution", for the series; Abramowitz & Stegun
 *   (1964), 26.2.14, for the tail. The test compares with SciPy.
 */
export function normalCdf(z: number): number {
  if (z < -TAIL_START) return upperTail(-z);
  if (z > TAIL_START) return 1 - upperTail(z);

  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-18 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return 0.5 + density(z) * sum;
}

/** density(z) / (z + 1 / (z + 2 / (z + 3 / …))), from the inside out. */
function upperTail(z: number): number {
  let denominator = z;
  for (let term = TAIL_TERM_COUNT; term > 0; term -= 1) denominator = z + term / denominator;
  return density(z) / denominator;
}

/** Newton steps double the digits each; from a bracket of 1e-3 four reach the last bit. */
const NEWTON_STEP_COUNT = 6;

/**
 * The `z` with the share `ratio` of a standard normal population below it.
 *
 * @param ratio - in (0, 1); 0 and 1 give -Infinity and Infinity.
 *
 * @see Abramowitz & Stegun (1964), 26.2.23, for the start (error below 4.5e-4), then Newton's method on
 *   {@link normalCdf}. The test compares with SciPy.
 */
export function normalQuantile(ratio: number): number {
  assert(ratio >= 0 && ratio <= 1, `normal quantile ratio ${ratio} is outside [0, 1]`);
  // The lower half only: there the cdf has its full relative precision.
  if (ratio > 0.5) return -normalQuantile(1 - ratio);
  if (ratio === 0) return -Infinity;

  const t = Math.sqrt(-2 * Math.log(ratio));
  let z =
    (2.515517 + 0.802853 * t + 0.010328 * t * t) /
      (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t) -
    t;
  for (let step = 0; step < NEWTON_STEP_COUNT; step += 1) {
    z -= (normalCdf(z) - ratio) / density(z);
  }
  return z;
}
