import { aroundMeans, noiseOf, SLOPE_DEVIATION } from "./yardstick-slopes.ts";
import type { Centered, Slopes, Sums } from "./yardstick-slopes.ts";

/**
 * Scatter of each yardstick's logarithm by itself, on a host that does not change: no slope shows in less. As seen on a calm
 * host: the clock of the chain is steady, the wide loop is now and then some percent slower.
 */
const YARDSTICK_DEVIATIONS: Slopes = { chain: 0.005, wide: 0.015 };

/** Two versions of one benchmark follow the host more alike than any two benchmarks do. */
const SIDE_DEVIATION = 0.25;

/**
 * Squared error that slopes leave in a shift of the yardsticks by `difference`: what the readings of both sides together do not
 * show of them, and what each side's do not show of how its own differ from those, half of the way to the middle each.
 */
export function doubtOfBoth(
  base: readonly Sums[],
  head: readonly Sums[],
  slopes: Slopes,
  difference: Slopes,
): number {
  const half = { chain: difference.chain / 2, wide: difference.wide / 2 };
  return (
    doubtOf(aroundMeans(base, head), slopes, { difference, deviation: SLOPE_DEVIATION }) +
    doubtOf(aroundMeans(base, []), slopes, { difference: half, deviation: SIDE_DEVIATION }) +
    doubtOf(aroundMeans([], head), slopes, { difference: half, deviation: SIDE_DEVIATION })
  );
}

/**
 * Squared error that slopes read from some readings leave in a shift, both together since yardsticks change together. A
 * steady host shows nothing of them: they are known there no better than by `deviation`.
 *
 * @see Gelman et al. (2013), "Bayesian Data Analysis", section 14.2 and 14.8, for the covariance of coefficients with a
 *   normal prior.
 */
export function doubtOf(
  sums: Centered,
  slopes: Slopes,
  { difference, deviation }: { readonly difference: Slopes; readonly deviation: number },
): number {
  const noise = noiseOf(slopes, sums);
  const own = ownScatterOf(sums);
  const seen = {
    chain: Math.max(0, sums.chainChain - own.chain),
    wide: Math.max(0, sums.wideWide - own.wide),
  };
  const prior = 1 / deviation ** 2;
  // Cov = (seen / noise + prior)⁻¹, written without dividing by a noise that may be 0.
  const chain = seen.chain + prior * noise;
  const wide = seen.wide + prior * noise;
  const limit = Math.sqrt(seen.chain * seen.wide);
  const both = Math.max(-limit, Math.min(limit, sums.chainWide));
  const determinant = chain * wide - both ** 2;
  const { chain: dc, wide: dw } = difference;
  const unseen = deviation ** 2 * (dc ** 2 + dw ** 2);
  if (determinant <= 0) return unseen;
  const variance = (noise * (wide * dc ** 2 - 2 * both * dc * dw + chain * dw ** 2)) / determinant;
  return Math.min(unseen, variance);
}

/**
 * How much of a shift by `difference` is missing since yardsticks scatter by themselves, which makes slopes too small.
 *
 * @see Fuller (1987), "Measurement Error Models", section 1.1.
 */
export function lostShiftOf(
  base: readonly Sums[],
  head: readonly Sums[],
  slopes: Slopes,
  difference: Slopes,
): number {
  const sums = aroundMeans(base, head);
  const own = ownScatterOf(sums);
  return (
    slopes.chain * lostRatio(sums.chainChain, own.chain) * difference.chain +
    slopes.wide * lostRatio(sums.wideWide, own.wide) * difference.wide
  );
}

const lostRatio = (squares: number, scatter: number): number =>
  squares > scatter ? scatter / squares : 1;

const ownScatterOf = ({ count }: Centered): Slopes => ({
  chain: count * YARDSTICK_DEVIATIONS.chain ** 2,
  wide: count * YARDSTICK_DEVIATIONS.wide ** 2,
});
