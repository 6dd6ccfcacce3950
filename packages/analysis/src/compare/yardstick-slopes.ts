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
export function sumsOf(readings: readonly Reading[], weights?: ArrayLike<number>): Sums {
  const sums = { ...NOTHING };
  for (let index = 0; index < readings.length; index += 1) {
    const { time, chain, wide } = readings[index]!;
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

const NO_SLOPES: Slopes = { chain: 0, wide: 0 };

/**
 * Least squares of time on both yardsticks, around each side's own means, with slopes of at least 0.
 *
 * With two slopes that constraint needs no search: the best of both free, one alone, the other alone, or none.
 *
 * @param ridge - see {@link ridgeOf}; 0 for plain least squares.
 * @param around - slopes to go by where the readings show none.
 */
export function slopesOf(
  base: readonly Sums[],
  head: readonly Sums[],
  ridge = 0,
  around: Slopes = NO_SLOPES,
): Slopes {
  const { chainChain, chainWide, wideWide, ...sums } = aroundMeans(base, head);
  const [chainSquares, wideSquares] = [chainChain + ridge, wideWide + ridge];
  const chainTime = sums.chainTime + ridge * around.chain;
  const wideTime = sums.wideTime + ridge * around.wide;
  const determinant = chainSquares * wideSquares - chainWide ** 2;
  if (determinant > COLLINEAR * chainSquares * wideSquares) {
    const chain = (chainTime * wideSquares - wideTime * chainWide) / determinant;
    const wide = (wideTime * chainSquares - chainTime * chainWide) / determinant;
    if (chain >= 0 && wide >= 0) return { chain, wide };
  }
  const chain = chainSquares > 0 ? Math.max(0, chainTime / chainSquares) : 0;
  const wide = wideSquares > 0 ? Math.max(0, wideTime / wideSquares) : 0;
  return chain * chainTime >= wide * wideTime ? { chain, wide: 0 } : { chain: 0, wide };
}

/**
 * What to add to the squares of the yardsticks so that readings which hardly show how code follows the host make no slope:
 * the variance of what slopes leave unexplained over that of slopes (ridge regression; the mean of a normal prior around 0).
 *
 * @see Hoerl & Kennard (1970), "Ridge Regression: Biased Estimation for Nonorthogonal Problems".
 */
export function ridgeOf(base: readonly Sums[], head: readonly Sums[]): number {
  const sums = aroundMeans(base, head);
  return noiseOf(slopesOf(base, head), sums) / SLOPE_DEVIATION ** 2;
}

/** Variance of a reading around what slopes make of it, as if neighbours told as much as one. */
export const noiseOf = (slopes: Slopes, sums: Centered): number =>
  (STRETCHES_AS_ONE * Math.max(0, unexplainedBy(slopes, sums))) / Math.max(1, sums.count - 3);

/** Yardsticks that say the same but for rounding. */
const COLLINEAR = 1e-9;

/** Slopes of code on busy hosts lie around a half, from 0 for what waits for memory to 1 for what is bound like the yardstick. */
export const SLOPE_DEVIATION = 0.5;

/** Neighbouring stretches of one fork are alike: two tell no more than one. */
const STRETCHES_AS_ONE = 2;

const unexplainedBy = ({ chain, wide }: Slopes, sums: Centered): number =>
  sums.timeTime -
  2 * (chain * sums.chainTime + wide * sums.wideTime) +
  chain * chain * sums.chainChain +
  2 * chain * wide * sums.chainWide +
  wide * wide * sums.wideWide;

export type Centered = Omit<Sums, "time" | "chain" | "wide">;

/** Sums of products around the means of each side, both sides together. */
export function aroundMeans(base: readonly Sums[], head: readonly Sums[]): Centered {
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
