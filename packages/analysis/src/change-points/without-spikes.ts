import { medianInPlace } from "@paceline/core";

/** Differences from the local median beyond so many typical ones are a spike. */
const SPIKE_FACTOR = 5;
const NEIGHBOUR_COUNT = 2;

/**
 * The series with each lone spike replaced by the median of its neighbourhood, which keeps steps where
 * they are. Only the place of a change is looked for in it: whether there is one is asked of the ranks.
 */
export function withoutSpikes(values: Float64Array): Float64Array {
  const smooth = values.map((_, index) =>
    medianInPlace(values.slice(Math.max(0, index - NEIGHBOUR_COUNT), index + NEIGHBOUR_COUNT + 1)),
  );
  const distances = values.map((value, index) => Math.abs(value - smooth[index]!));
  const typical = values.length === 0 ? 0 : medianInPlace(distances.slice());
  return values.map((value, index) =>
    distances[index]! > SPIKE_FACTOR * typical ? smooth[index]! : value,
  );
}
