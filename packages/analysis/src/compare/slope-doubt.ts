import { aroundMeans, noiseOf, SLOPE_DEVIATION } from "./yardstick-slopes.ts";
import type { Centered, Slopes, Sums } from "./yardstick-slopes.ts";

/** Scatter of a yardstick's logarithm by itself, on a host that does not change: no slope shows in less. */
const YARDSTICK_DEVIATION = 0.01;

/**
 * Squared error that one side's slopes leave in a shift of the yardsticks by `difference`: how badly its readings show
 * slopes, both together since yardsticks change together. A side whose host was steady shows nothing of them: they are
 * known there no better than for any code.
 *
 * @see Gelman et al. (2013), "Bayesian Data Analysis", section 14.2 and 14.8, for the covariance of coefficients with a
 *   normal prior.
 */
export function doubtOf(side: readonly Sums[], slopes: Slopes, difference: Slopes): number {
  const sums = aroundMeans(side, []);
  const noise = noiseOf(slopes, sums);
  const seenIn = (squares: number): number => Math.max(0, squares - ownScatterOf(sums));
  const prior = 1 / SLOPE_DEVIATION ** 2;
  // Cov = (seen / noise + prior)⁻¹, written without dividing by a noise that may be 0.
  const chain = seenIn(sums.chainChain) + prior * noise;
  const wide = seenIn(sums.wideWide) + prior * noise;
  const limit = Math.sqrt(seenIn(sums.chainChain) * seenIn(sums.wideWide));
  const both = Math.max(-limit, Math.min(limit, sums.chainWide));
  const determinant = chain * wide - both ** 2;
  const { chain: dc, wide: dw } = difference;
  const unseen = SLOPE_DEVIATION ** 2 * (dc ** 2 + dw ** 2);
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
  const ownScatter = ownScatterOf(sums);
  const lostRatio = (squares: number): number => (squares > ownScatter ? ownScatter / squares : 1);
  return (
    slopes.chain * lostRatio(sums.chainChain) * difference.chain +
    slopes.wide * lostRatio(sums.wideWide) * difference.wide
  );
}

const ownScatterOf = ({ count }: Centered): number => count * YARDSTICK_DEVIATION ** 2;
