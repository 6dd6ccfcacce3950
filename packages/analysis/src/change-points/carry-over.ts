/** A shorter series shows steps and noise alike as carry-over. */
const CARRY_LENGTH_MIN = 50;
const CARRY_MAX = 0.8;
/** Below it a step raises the estimate so far that it hides itself. */
const ESTIMATE_LENGTH_MIN = 40;
/** Least of a series too short to tell. */
const CARRY_ASSUMED = 0.4;
/** Largest differences left out: spikes and steps, which a history has few of. */
const TRIMMED_SHARE = 0.1;

/**
 * How much of one point's deviation carries over to the next, in [0, 0.8]: hosts stay busy for a while, and
 * then chance makes longer excursions than in a shuffled series.
 *
 * From squared differences at distance one and two, so that the level of the series does not count and
 * its few steps and spikes are trimmed:  E d2^2 / E d1^2 = 1 + carry  for a first-order autoregression.
 *
 * A series of fewer than 50 points shows it badly; then at least 0.4 is assumed.
 *
 * @see von Neumann (1941), "Distribution of the Ratio of the Mean Square Successive Difference to the
 *   Variance", for judging correlation by differences.
 */
export function carryOver(values: ArrayLike<number>): number {
  if (values.length < ESTIMATE_LENGTH_MIN) return CARRY_ASSUMED;
  const estimate = squaredStep(values, 2) / squaredStep(values, 1) - 1;
  // Too small a carry-over raises alarms, too large a one only waits.
  const carry =
    values.length < CARRY_LENGTH_MIN
      ? Math.max(CARRY_ASSUMED, estimate)
      : estimate + 1 / Math.sqrt(values.length);
  return Number.isFinite(carry) ? Math.min(CARRY_MAX, Math.max(0, carry)) : 0;
}

/** Factor by which a sum of such points scatters more than one of independent points. */
export const excursionFactor = (carry: number): number => (1 + carry) / (1 - carry);

/** Mean of the squared differences at a distance, the largest left out. */
function squaredStep(values: ArrayLike<number>, distance: number): number {
  const squares = Float64Array.from(
    { length: values.length - distance },
    (_, index) => (values[index + distance]! - values[index]!) ** 2,
  ).sort();
  const kept = squares.subarray(0, Math.ceil(squares.length * (1 - TRIMMED_SHARE)));
  return kept.reduce((sum, square) => sum + square, 0) / kept.length;
}
