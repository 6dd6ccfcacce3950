import { medianInPlace } from "@paceline/core";

/** Makes a median absolute deviation an estimate of the standard deviation of normal values. */
const NORMAL_MAD_FACTOR = 1.4826;
/** Deviations from the two levels beyond which they differ by more than an excursion. */
const LEVEL_FACTOR = 4;
/** Likewise in deviations between neighbours, which carry-over makes smaller. */
const NEIGHBOUR_FACTOR = 8;

/**
 * Whether two parts lie much farther apart than a busy host strays: compared with how far points lie from their
 * part's median, or from their neighbours, which other steps in the parts do not raise.
 *
 * @param index - first of the right part; neither part is empty.
 */
export function isClearStep(values: Float64Array, index: number): boolean {
  const left = medianInPlace(values.slice(0, index));
  const right = medianInPlace(values.slice(index));
  const step = Math.abs(right - left);
  const deviations = values.map((value, at) => Math.abs(value - (at < index ? left : right)));
  if (step > LEVEL_FACTOR * NORMAL_MAD_FACTOR * medianInPlace(deviations)) return true;
  const differences = values.subarray(1).map((value, at) => Math.abs(value - values[at]!));
  return step > (NEIGHBOUR_FACTOR * NORMAL_MAD_FACTOR * medianInPlace(differences)) / Math.SQRT2;
}
