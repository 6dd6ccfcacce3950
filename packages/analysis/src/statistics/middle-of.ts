import { quantile, sortSamples } from "@paceline/core";

/** Median of a few values, in their unit. Not empty, free of NaN. */
export const middleOf = (values: ArrayLike<number>): number => quantile(sortSamples(values), 0.5);
