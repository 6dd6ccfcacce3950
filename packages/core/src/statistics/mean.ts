import { requireSamples } from "./require-samples.ts";

/**
 * Arithmetic mean, summed with Neumaier's compensation.
 *
 * A plain running sum of a million readings of 1e9 ns loses the last three digits of each; the
 * compensated sum is as good as one made in twice the precision, whatever the order of the samples.
 *
 * @param samples - unit is the caller's; the result has the same one. Finite.
 * @throws {InvalidSamplesError} when empty, or when any sample is NaN.
 *
 * @see Neumaier (1974), "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen",
 *   algorithm IV. The test checks it against Python's `math.fsum`.
 */
export function mean(samples: ArrayLike<number>): number {
  requireSamples(samples);
  let sum = 0;
  let lost = 0;
  for (let index = 0; index < samples.length; index += 1) {
    const sample = samples[index]!;
    const next = sum + sample;
    lost += Math.abs(sum) >= Math.abs(sample) ? sum - next + sample : sample - next + sum;
    sum = next;
  }
  return (sum + lost) / samples.length;
}
