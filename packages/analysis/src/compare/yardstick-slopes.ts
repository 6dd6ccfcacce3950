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

/** How far each slope may be from what was found, as a standard deviation. */
export type Doubt = Slopes;

/** Count, sums and sums of products of readings: all that least squares need of them. */
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

export function sumsOf(readings: readonly Reading[]): Sums {
  const sums = { ...NOTHING };
  for (const { time, chain, wide } of readings) {
    sums.count += 1;
    sums.time += time;
    sums.chain += chain;
    sums.wide += wide;
    sums.chainChain += chain * chain;
    sums.chainWide += chain * wide;
    sums.wideWide += wide * wide;
    sums.chainTime += chain * time;
    sums.wideTime += wide * time;
    sums.timeTime += time * time;
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
 * What the readings leave open of the slopes. A host that was steady within both sides shows nothing of them, and then
 * they are known no better than for any code; see Gelman et al. (2013), "Bayesian Data Analysis", §2.5, for the formula.
 */
export function doubtOf(base: readonly Sums[], head: readonly Sums[], slopes: Slopes): Doubt {
  const sums = aroundMeans(base, head);
  const { chain, wide } = slopes;
  const unexplained =
    sums.timeTime -
    2 * (chain * sums.chainTime + wide * sums.wideTime) +
    chain * chain * sums.chainChain +
    2 * chain * wide * sums.chainWide +
    wide * wide * sums.wideWide;
  const noise = (STRETCHES_AS_ONE * Math.max(0, unexplained)) / Math.max(1, sums.count - 4);
  const doubtIn = (squares: number): number => {
    const seen = squares - sums.count * YARDSTICK_DEVIATION ** 2;
    if (seen <= 0) return SLOPE_DEVIATION;
    return SLOPE_DEVIATION * Math.sqrt(noise / (noise + SLOPE_DEVIATION ** 2 * seen));
  };
  return { chain: doubtIn(sums.chainChain), wide: doubtIn(sums.wideWide) };
}

type Centered = Omit<Sums, "time" | "chain" | "wide">;

/** Sums of products around the means of each side, both sides together. */
function aroundMeans(base: readonly Sums[], head: readonly Sums[]): Centered {
  const sides = [addUp(base), addUp(head)].map(({ count, time, chain, wide, ...sums }) => ({
    count,
    chainChain: sums.chainChain - (chain * chain) / count,
    chainWide: sums.chainWide - (chain * wide) / count,
    wideWide: sums.wideWide - (wide * wide) / count,
    chainTime: sums.chainTime - (chain * time) / count,
    wideTime: sums.wideTime - (wide * time) / count,
    timeTime: sums.timeTime - (time * time) / count,
  }));
  const [first, second] = [sides[0]!, sides[1]!];
  return {
    count: first.count + second.count,
    chainChain: first.chainChain + second.chainChain,
    chainWide: first.chainWide + second.chainWide,
    wideWide: first.wideWide + second.wideWide,
    chainTime: first.chainTime + second.chainTime,
    wideTime: first.wideTime + second.wideTime,
    timeTime: first.timeTime + second.timeTime,
  };
}
