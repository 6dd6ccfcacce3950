import { assert, createRandom } from "@paceline/core";

/** How requests arrive, all with the same mean rate. */
export const ARRIVAL_NAMES = ["constant", "poisson", "burst", "ramp"] as const;
export type ArrivalName = (typeof ARRIVAL_NAMES)[number];

export interface ArrivalOptions {
  readonly name: ArrivalName;
  /** Mean over the whole schedule. */
  readonly ratePerSecond: number;
  readonly requestCount: number;
  readonly seed: number;
}

/** Requests of one burst arrive in the same instant. */
export const BURST_COUNT = 20;

const NS_PER_SECOND = 1e9;

/**
 * When each request is meant to start, in ns from the start of the load, ascending.
 *
 * - `constant`: evenly spaced.
 * - `poisson`: independent of each other, as those of many users are; gaps are exponential.
 * - `burst`: {@link BURST_COUNT} at once, bursts evenly spaced.
 * - `ramp`: from no rate to twice the mean, linearly.
 */
export function scheduleArrivals(options: ArrivalOptions): Float64Array {
  const { name, ratePerSecond, requestCount, seed } = options;
  assert(ratePerSecond > 0 && requestCount > 0, "a load needs a rate and requests");
  const gapNs = NS_PER_SECOND / ratePerSecond;
  const arrivals = new Float64Array(requestCount);
  if (name === "poisson") {
    const random = createRandom(seed);
    let atNs = 0;
    for (let index = 0; index < requestCount; index++) {
      // 1 - ratio lies in (0, 1], so the logarithm is finite.
      atNs -= gapNs * Math.log(1 - random.nextRatio());
      arrivals[index] = atNs;
    }
    return arrivals;
  }
  for (let index = 0; index < requestCount; index++) {
    if (name === "constant") arrivals[index] = index * gapNs;
    else if (name === "burst") arrivals[index] = (index - (index % BURST_COUNT)) * gapNs;
    // The count that has arrived grows with the square of time.
    else arrivals[index] = requestCount * gapNs * Math.sqrt(index / requestCount);
  }
  return arrivals;
}
