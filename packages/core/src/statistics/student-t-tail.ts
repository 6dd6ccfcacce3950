import { assert } from "../assert.ts";

/** Lanczos coefficients for g = 7, nine terms: 15 digits. */
const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313,
  -176.61502916214059, 12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6,
  1.5056327351493116e-7,
] as const;

const FRACTION_STEP_COUNT_MAX = 1000;
const FRACTION_TOLERANCE = 1e-15;
const TINY = 1e-300;

/**
 * Share of Student's t distribution above `t`, for any positive degrees of freedom: Welch's test has
 * fractional ones. Relative precision holds in the far tail, where family-wise levels lie.
 *
 *     P(T > t) = I(df / (df + t^2); df / 2, 1 / 2) / 2   for t >= 0
 *
 * @param t - any number; infinities give 0 and 1.
 * @param degreesOfFreedom - positive; Infinity is the normal distribution.
 *
 * @see Abramowitz & Stegun (1964), 26.7.1 and 26.5.8. The test compares with SciPy 1.17.
 */
export function studentTTail(t: number, degreesOfFreedom: number): number {
  assert(degreesOfFreedom > 0, `degrees of freedom ${degreesOfFreedom} are not positive`);
  if (t === Infinity) return 0;
  if (t < 0) return 1 - studentTTail(-t, degreesOfFreedom);
  // Beyond this many degrees the two agree to more digits than a p-value is quoted with.
  const freedom = Math.min(degreesOfFreedom, 1e8);
  return 0.5 * incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** Newton's method needs five or six steps; halving, where it leaves the bracket, a few dozen. */
const QUANTILE_STEP_COUNT_MAX = 200;

/**
 * The `t` with the share `tail` above it.
 *
 * Newton's method on the logarithm of the share, which is nearly straight in the far tail, held in a bracket
 * that halving narrows wherever a step would leave it.
 *
 * @param tail - in (0, 0.5].
 */
export function studentTAbove(tail: number, degreesOfFreedom: number): number {
  assert(tail > 0 && tail <= 0.5, `tail ${tail} is outside (0, 0.5]`);
  if (tail === 0.5) return 0;
  let low = 0;
  let high = 1;
  while (studentTTail(high, degreesOfFreedom) > tail) {
    low = high;
    high *= 2;
  }
  let t = high;
  for (let step = 0; step < QUANTILE_STEP_COUNT_MAX; step += 1) {
    const share = studentTTail(t, degreesOfFreedom);
    if (share > tail) low = t;
    else high = t;
    const newton = t + (Math.log(share / tail) * share) / studentTDensity(t, degreesOfFreedom);
    const next = newton > low && newton < high ? newton : low + (high - low) / 2;
    if (Math.abs(next - t) <= 2 * Number.EPSILON * t) return next;
    t = next;
  }
  return t;
}

/** @see Abramowitz & Stegun (1964), 26.7.1. */
function studentTDensity(t: number, degreesOfFreedom: number): number {
  const freedom = Math.min(degreesOfFreedom, 1e8);
  const logScale =
    logGamma((freedom + 1) / 2) - logGamma(freedom / 2) - Math.log(freedom * Math.PI) / 2;
  return Math.exp(logScale - ((freedom + 1) / 2) * Math.log1p((t * t) / freedom));
}

/** Regularized incomplete beta function, by the continued fraction that converges faster. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/** Lentz's method for the continued fraction 26.5.8. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1;
  let d = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let step = 1; step <= FRACTION_STEP_COUNT_MAX; step += 1) {
    const even = (step * (b - step) * x) / ((a + 2 * step - 1) * (a + 2 * step));
    d = 1 / nonZero(1 + even * d);
    c = nonZero(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + step) * (a + b + step) * x) / ((a + 2 * step) * (a + 2 * step + 1));
    d = 1 / nonZero(1 + odd * d);
    c = nonZero(1 + odd / c);
    const factor = d * c;
    fraction *= factor;
    if (Math.abs(factor - 1) < FRACTION_TOLERANCE) break;
  }
  return fraction;
}

const nonZero = (value: number): number => (Math.abs(value) < TINY ? TINY : value);

/** @see Lanczos (1964), "A Precision Approximation of the Gamma Function". Arguments from 0.5 up. */
function logGamma(value: number): number {
  const shifted = value - 1;
  const base = shifted + 7.5;
  let series = LANCZOS[0];
  for (let index = 1; index < LANCZOS.length; index += 1) {
    series += LANCZOS[index]! / (shifted + index);
  }
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(series);
}
