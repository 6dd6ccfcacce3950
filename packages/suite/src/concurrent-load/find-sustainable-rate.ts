import { assert } from "@paceline/core";

export interface RateSearch {
  /** Offers a rate and says whether the limit was kept. */
  readonly isKept: (ratePerSecond: number) => Promise<boolean>;
  /** Where to look, per second. */
  readonly rateMin: number;
  readonly rateMax: number;
  /** Rates within this factor of each other are the same. @defaultValue 1.05 */
  readonly precisionRatio?: number;
}

/** The end of a search. */
export interface SustainableRate {
  /** The highest rate tried that kept the limit; 0 when not even the lowest did. */
  readonly ratePerSecond: number;
  readonly probeCount: number;
}

/** Of one rate; the majority decides, since one disturbance of the machine must not end the search. */
const TRIAL_COUNT = 3;

/**
 * Finds the highest rate that keeps a limit, such as 99 % of requests within 10 ms, by halving the range of
 * logarithms. It takes for granted that a higher rate never keeps what a lower one breaks.
 */
export async function findSustainableRate(search: RateSearch): Promise<SustainableRate> {
  const { rateMin, rateMax, precisionRatio = 1.05 } = search;
  assert(rateMin > 0 && rateMax > rateMin, "the range of rates is empty");
  assert(precisionRatio > 1, "a precision ratio of 1 is never reached");
  let probeCount = 0;
  const isKept = async (ratePerSecond: number): Promise<boolean> => {
    probeCount++;
    return isKeptMostly(search, ratePerSecond);
  };
  if (await isKept(rateMax)) return { ratePerSecond: rateMax, probeCount };
  if (!(await isKept(rateMin))) return { ratePerSecond: 0, probeCount };
  let [low, high] = [rateMin, rateMax];
  while (high / low > precisionRatio) {
    const middle = Math.sqrt(low * high);
    // oxlint-disable-next-line no-await-in-loop -- each probe decides where the next one is
    if (await isKept(middle)) low = middle;
    else high = middle;
  }
  return { ratePerSecond: low, probeCount };
}

async function isKeptMostly({ isKept }: RateSearch, ratePerSecond: number): Promise<boolean> {
  const needed = Math.ceil(TRIAL_COUNT / 2);
  let [keptCount, brokenCount] = [0, 0];
  while (keptCount < needed && brokenCount < needed) {
    // oxlint-disable-next-line no-await-in-loop -- trials must not disturb each other
    if (await isKept(ratePerSecond)) keptCount++;
    else brokenCount++;
  }
  return keptCount === needed;
}
