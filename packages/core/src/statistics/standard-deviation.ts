import { mean } from "./mean.ts";

/**
 * Standard deviation of the population that the samples were drawn from, with Bessel's correction.
 *
 * Two passes: the textbook one-pass form subtracts two large numbers and can return the root of a
 * negative one. The second sum corrects what rounding left in the mean.
 *
 *     sqrt((sum(d^2) - sum(d)^2 / n) / (n - 1)),  d = sample - mean
 *
 * @param samples - unit is the caller's; the result has the same one. Finite.
 * @returns at least 0; 0 for one sample, which shows no spread, as pytest-benchmark reports it.
 * @throws {InvalidSamplesError} when empty, or when any sample is NaN.
 *
 * @see Chan, Golub & LeVeque (1983), "Algorithms for Computing the Sample Variance", equation 1.7.
 */
export function standardDeviation(samples: ArrayLike<number>): number {
  const center = mean(samples);
  if (samples.length === 1) return 0;

  let squares = 0;
  let remainder = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const deviation = samples[index]! - center;
    squares += deviation * deviation;
    remainder += deviation;
  }
  return Math.sqrt(
    Math.max(0, squares - (remainder * remainder) / samples.length) / (samples.length - 1),
  );
}
