import { assert } from "../assert.ts";
import { normalQuantile } from "./normal-distribution.ts";

/** Doubling from 1 reaches any t in use, then halving reaches the last bit of a double. */
const BISECTION_STEP_COUNT = 200;

/** Beyond it t and normal quantiles agree within 2e-4 of a standard error, and the sums get long. */
const DEGREES_OF_FREEDOM_MAX = 10_000;

/**
 * The `t` below which the share `ratio` of Student's t distribution lies: how many standard errors
 * either side of a mean of few samples make an interval.
 *
 * @param ratio - in [0.5, 1).
 * @param degreesOfFreedom - integer of at least 1; samples less one. Above 10,000 the normal is used.
 *
 * @see Abramowitz & Stegun (1964), 26.7.3 and 26.7.4: closed sums for whole degrees of freedom,
 *   inverted by bisection. The test compares with SciPy.
 */
export function studentTQuantile(ratio: number, degreesOfFreedom: number): number {
  assert(ratio >= 0.5 && ratio < 1, `t quantile ratio ${ratio} is outside [0.5, 1)`);
  assert(
    Number.isInteger(degreesOfFreedom) && degreesOfFreedom >= 1,
    `degrees of freedom ${degreesOfFreedom} are not a whole number of at least 1`,
  );
  if (degreesOfFreedom > DEGREES_OF_FREEDOM_MAX) return normalQuantile(ratio);

  const within = 2 * ratio - 1;
  let low = 0;
  let high = 1;
  while (centralShare(high, degreesOfFreedom) < within) high *= 2;
  for (let step = 0; step < BISECTION_STEP_COUNT && low < high; step += 1) {
    const middle = low + (high - low) / 2;
    if (middle === low || middle === high) break;
    if (centralShare(middle, degreesOfFreedom) < within) low = middle;
    else high = middle;
  }
  return high;
}

/** Share of the distribution in (-t, t). */
function centralShare(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(t / Math.sqrt(degreesOfFreedom));
  const cosineSquared = Math.cos(angle) ** 2;
  const isOdd = degreesOfFreedom % 2 === 1;

  let term = isOdd ? Math.cos(angle) : 1;
  let sum = degreesOfFreedom === 1 ? 0 : term;
  for (let index = isOdd ? 3 : 2; index <= degreesOfFreedom - 2; index += 2) {
    term *= (cosineSquared * (index - 1)) / index;
    sum += term;
  }
  return isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * sum) : Math.sin(angle) * sum;
}
