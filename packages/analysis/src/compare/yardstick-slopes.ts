/** One stretch of rounds: logarithms of its median time and of its two yardsticks. */
export interface Reading {
  readonly time: number;
  readonly chain: number;
  readonly wide: number;
}

/** Change of the logarithm of a time with that of each yardstick; at least 0. */
export interface Slopes {
  readonly chain: number;
  readonly wide: number;
}

/** Count, sums and sums of products of readings, each with its weight: all that least squares need of them. */
export interface Sums {
  readonly count: number;
  readonly time: number;
  readonly chain: number;
  readonly wide: number;
  readonly chainChain: number;
  readonly chainWide: number;
  readonly wideWide: number;
  readonly chainTime: number;
  readonly wideTime: number;
  readonly timeTime: number;
}

const NOTHING: Sums = {
  count: 0,
  time: 0,
  chain: 0,
  wide: 0,
  chainChain: 0,
  chainWide: 0,
  wideWide: 0,
  chainTime: 0,
  wideTime: 0,
  timeTime: 0,
};

/** @param weights - one per reading, at least 0; 1 each where none are given. */
export function sumsOf(readings: readonly Reading[], weights?: readonly number[]): Sums {
  const sums = { ...NOTHING };
  for (const [index, { time, chain, wide }] of readings.entries()) {
    const weight = weights?.[index] ?? 1;
    sums.count += weight;
    sums.time += weight * time;
    sums.chain += weight * chain;
    sums.wide += weight * wide;
    sums.chainChain += weight * chain * chain;
    sums.chainWide += weight * chain * wide;
    sums.wideWide += weight * wide * wide;
    sums.chainTime += weight * chain * time;
    sums.wideTime += weight * wide * time;
    sums.timeTime += weight * time * time;
  }
  return sums;
}

function addUp(parts: readonly Sums[]): Sums {
  const sums = { ...NOTHING };
  for (const part of parts) {
    sums.count += part.count;
    sums.time += part.time;
    sums.chain += part.chain;
    sums.wide += part.wide;
    sums.chainChain += part.chainChain;
    sums.chainWide += part.chainWide;
    sums.wideWide += part.wideWide;
    sums.chainTime += part.chainTime;
    sums.wideTime += part.wideTime;
    sums.timeTime += part.timeTime;
  }
  return sums;
}

/**
 * Least squares of time on both yardsticks, around each side's own means, with slopes of at least 0.
 *
 * With two slopes that constraint needs no search: the best of both free, one alone, the other alone, or none.
 */
export function slopesOf(base: readonly Sums[], head: readonly Sums[]): Slopes {
  const { chainChain, chainWide, wideWide, chainTime, wideTime } = aroundMeans(base, head);
  const determinant = chainChain * wideWide - chainWide ** 2;
  if (determinant > COLLINEAR * chainChain * wideWide) {
    const chain = (chainTime * wideWide - wideTime * chainWide) / determinant;
    const wide = (wideTime * chainChain - chainTime * chainWide) / determinant;
    if (chain >= 0 && wide >= 0) return { chain, wide };
  }
  const chain = chainChain > 0 ? Math.max(0, chainTime / chainChain) : 0;
  const wide = wideWide > 0 ? Math.max(0, wideTime / wideWide) : 0;
  return chain * chainTime >= wide * wideTime ? { chain, wide: 0 } : { chain: 0, wide };
}

/** Yardsticks that say the same but for rounding. */
const COLLINEAR = 1e-9;

/** Slopes of code on busy hosts lie around a half, from 0 for what waits for memory to 1 for what is bound like the yardstick. */
const SLOPE_DEVIATION = 0.5;

/** Neighbouring stretches of one fork are alike: two tell no more than one. */
const STRETCHES_AS_ONE = 2;

/** Scatter of a yardstick's logarithm by itself, on a host that does not change: no slope shows in less. */
const YARDSTICK_DEVIATION = 0.01;

/**
 * Squared error that one side's slopes leave in a shift of the yardsticks by `difference`: how badly its readings show
 * slopes, both together since yardsticks change together, and how much the scatter of the yardsticks themselves made them too
 * small. A side whose host was steady shows nothing of them: they are known there no better than for any code.
 *
 * @see Gelman et al. (2013), "Bayesian Data Analysis", section 14.2 and 14.8, for the covariance of coefficients with a
 *   normal prior; Fuller (1987), "Measurement Error Models", section 1.1, for slopes that noise makes too small.
 */
export function doubtOf(side: readonly Sums[], slopes: Slopes, difference: Slopes): number {
  const sums = aroundMeans(side, []);
  const noise =
    (STRETCHES_AS_ONE * Math.max(0, unexplainedBy(slopes, sums))) / Math.max(1, sums.count - 3);
  const ownScatter = sums.count * YARDSTICK_DEVIATION ** 2;
  const seenIn = (squares: number): number => Math.max(0, squares - ownScatter);
  const prior = 1 / SLOPE_DEVIATION ** 2;
  // Cov = (seen / noise + prior)⁻¹, written without dividing by a noise that may be 0.
  const chain = seenIn(sums.chainChain) + prior * noise;
  const wide = seenIn(sums.wideWide) + prior * noise;
  const limit = Math.sqrt(seenIn(sums.chainChain) * seenIn(sums.wideWide));
  const both = Math.max(-limit, Math.min(limit, sums.chainWide));
  const determinant = chain * wide - both ** 2;
  const { chain: dc, wide: dw } = difference;
  const unseen = SLOPE_DEVIATION ** 2 * (dc ** 2 + dw ** 2);
  const unknown =
    determinant > 0
      ? Math.min(
          unseen,
          (noise * (wide * dc ** 2 - 2 * both * dc * dw + chain * dw ** 2)) / determinant,
        )
      : unseen;
  const lessenedBy = (squares: number): number => (squares > ownScatter ? ownScatter / squares : 1);
  const lessened =
    slopes.chain * lessenedBy(sums.chainChain) * dc + slopes.wide * lessenedBy(sums.wideWide) * dw;
  return unknown + lessened ** 2;
}

const unexplainedBy = ({ chain, wide }: Slopes, sums: Centered): number =>
  sums.timeTime -
  2 * (chain * sums.chainTime + wide * sums.wideTime) +
  chain * chain * sums.chainChain +
  2 * chain * wide * sums.chainWide +
  wide * wide * sums.wideWide;

type Centered = Omit<Sums, "time" | "chain" | "wide">;

/** Sums of products around the means of each side, both sides together. */
function aroundMeans(base: readonly Sums[], head: readonly Sums[]): Centered {
  const sides = [base, head]
    .filter((side) => side.length > 0)
    .map(addUp)
    .filter(({ count }) => count > 0)
    .map(({ count, time, chain, wide, ...sums }) => ({
      count,
      chainChain: squaresAround(sums.chainChain, chain, count),
      chainWide: sums.chainWide - (chain * wide) / count,
      wideWide: squaresAround(sums.wideWide, wide, count),
      chainTime: sums.chainTime - (chain * time) / count,
      wideTime: sums.wideTime - (wide * time) / count,
      timeTime: sums.timeTime - (time * time) / count,
    }));
  const sum = (pick: (side: Centered) => number): number =>
    sides.reduce((total, side) => total + pick(side), 0);
  return {
    count: sum((side) => side.count),
    chainChain: sum((side) => side.chainChain),
    chainWide: sum((side) => side.chainWide),
    wideWide: sum((side) => side.wideWide),
    chainTime: sum((side) => side.chainTime),
    wideTime: sum((side) => side.wideTime),
    timeTime: sum((side) => side.timeTime),
  };
}

/** What is left of equal values is rounding, from which no slope may come. */
const ROUNDING = 1e-12;

function squaresAround(squares: number, sum: number, count: number): number {
  const around = squares - (sum * sum) / count;
  return around > ROUNDING * squares ? around : 0;
}
