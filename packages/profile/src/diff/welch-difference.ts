import { mean, standardDeviation, studentTAbove, studentTTail } from "@paceline/core";

/** A difference of two means, with its uncertainty. */
export interface MeanDifference {
  readonly baseMean: number;
  readonly headMean: number;
  readonly difference: number;
  readonly standardError: number;
  /** Welch's, positive. */
  readonly degreesOfFreedom: number;
  /** Chance of a difference as large, either way, when there is none. */
  readonly pValue: number;
}

/** What one side was seen to be, run by run. */
export interface RunValues {
  /** One value per run; at least two. */
  readonly values: ArrayLike<number>;
  /**
   * Least variance that a value can have, from counting samples alone: a function that was seen n times was
   * seen n times give or take sqrt(n), however alike a few runs came out.
   */
  readonly varianceMin: number;
}

/**
 * Welch's comparison of two sets of runs, whose variances may differ, and are never taken for less than
 * counting samples would give.
 *
 *     t = (mean(head) - mean(base)) / sqrt(v_head / n_head + v_base / n_base),  v = max(s^2, varianceMin)
 *
 * @see Welch (1947), "The Generalization of 'Student's' Problem". Without a least variance the test
 *   compares with SciPy's `ttest_ind(equal_var=False)`.
 */
export function welchDifference(base: RunValues, head: RunValues): MeanDifference {
  const baseMean = mean(base.values);
  const headMean = mean(head.values);
  const baseError = squaredErrorOf(base);
  const headError = squaredErrorOf(head);
  const squaredError = baseError + headError;
  const degreesOfFreedom =
    squaredError === 0
      ? base.values.length + head.values.length - 2
      : squaredError ** 2 /
        (baseError ** 2 / (base.values.length - 1) + headError ** 2 / (head.values.length - 1));
  const difference = headMean - baseMean;
  const standardError = Math.sqrt(squaredError);
  return {
    baseMean,
    headMean,
    difference,
    standardError,
    degreesOfFreedom,
    pValue: pValueOf(difference, standardError, degreesOfFreedom),
  };
}

/** Half the width of the interval that holds the difference with the confidence given, in (0, 1). */
export function reachOf(
  { standardError, degreesOfFreedom }: MeanDifference,
  confidenceRatio: number,
): number {
  return standardError === 0
    ? 0
    : standardError * studentTAbove((1 - confidenceRatio) / 2, degreesOfFreedom);
}

const squaredErrorOf = ({ values, varianceMin }: RunValues): number =>
  Math.max(standardDeviation(values) ** 2, varianceMin) / values.length;

function pValueOf(difference: number, standardError: number, degreesOfFreedom: number): number {
  if (difference === 0) return 1;
  if (standardError === 0) return 0;
  return Math.min(1, 2 * studentTTail(Math.abs(difference) / standardError, degreesOfFreedom));
}
