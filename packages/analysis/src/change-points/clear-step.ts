import { medianInPlace } from "@paceline/core";

/** Makes a median absolute deviation an estimate of the standard deviation of normal values. */
export const NORMAL_MAD_FACTOR = 1.4826;
/** Deviations from the two levels beyond which they differ by more than an excursion. */
const LEVEL_FACTOR = 4;
/**
 * So few points that a host which was in one state and then in another looks like a step; and their scatter is known
 * badly. Levels must then be farther apart by half.
 */
const FEW_COUNT = 24;
const FEW_FACTOR = 1.5;
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
  const factor = values.length < FEW_COUNT ? FEW_FACTOR : 1;
  const deviations = values.map((value, at) => Math.abs(value - (at < index ? left : right)));
  if (step > factor * LEVEL_FACTOR * NORMAL_MAD_FACTOR * medianInPlace(deviations)) return true;
  const differences = values.subarray(1).map((value, at) => Math.abs(value - values[at]!));
  return (
    step > (factor * NEIGHBOUR_FACTOR * NORMAL_MAD_FACTOR * medianInPlace(differences)) / Math.SQRT2
  );
}
