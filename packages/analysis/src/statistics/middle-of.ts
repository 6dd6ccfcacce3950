import { medianInPlace } from "@paceline/core";

/** Median of some values, in their unit, which stay in their order. Not empty, free of NaN. */
export const middleOf = (values: ArrayLike<number>): number =>
  medianInPlace(new Float64Array(values));
