import { InvalidSamplesError } from "../errors.ts";

/**
 * Refuses samples that cannot support a statistic, before any of it is computed.
 *
 * @param countMin - fewest samples that the statistic is defined for.
 * @throws {InvalidSamplesError} when there are fewer, or when any is NaN.
 */
export function requireSamples(samples: ArrayLike<number>, countMin = 1): void {
  if (samples.length < countMin) {
    throw new InvalidSamplesError(
      `${samples.length === 0 ? "no" : samples.length} samples: at least ${countMin === 1 ? "one is" : `${countMin} are`} needed`,
    );
  }
  for (let index = 0; index < samples.length; index += 1) {
    if (Number.isNaN(samples[index])) {
      throw new InvalidSamplesError(`samples contain NaN, at index ${index}`);
    }
  }
}
