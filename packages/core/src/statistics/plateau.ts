import { median } from "./median.ts";
import { requireSamples } from "./require-samples.ts";
import { sortSamples } from "./sorted-samples.ts";
import { theilSen } from "./theil-sen.ts";

/** Where the warm-up of a series of readings ends. */
export interface Plateau {
  /** Index of the first reading after the warm-up. */
  readonly startIndex: number;
  /** "flat" stays at one level; "growing" keeps climbing at one rate, as a leak does. */
  readonly kind: "flat" | "growing";
}

/** Distance from the level up to which a reading belongs to it, as a share of the level. */
const LEVEL_RATIO = 0.01;
/** The same where enough of the series lies that close: the end of a warm-up then tilts nothing. */
const LEVEL_RATIO_CLOSE = 0.003;
/** Share of the readings that must lie on the plateau: a short level may be a pause of the warm-up. */
const PLATEAU_RATIO_MIN = 0.5;
/** Fewer readings than this have no last quarter to speak of. */
const READING_COUNT_MIN = 8;
/** Rates of the two halves of a steady growth, faster over slower, at most. */
const RATE_RATIO_MAX = 2;

/**
 * Ends the warm-up of a series where its plateau begins, instead of after a fixed share of it: a flat series with
 * a long warm-up reads as growing when the share was chosen too small.
 *
 * The level is the median of the last quarter; from the end the plateau reaches back while readings stay within
 * 0.3 % of it, or 1 % when less than half of the series lies so close. A series that leaks has no level. It counts as settled too when its last half grows at one rate, the
 * halves of that half alike within a factor of two, and never comes back down: a cache that fills and stops, a late
 * single allocation and a sawtooth do not.
 *
 * @param values - readings in the order in which they were taken.
 * @param toleranceMin - distance from the level that always belongs to it, in the unit of the readings.
 * @returns null when the series is not settled: too few readings, or it still changes its ways.
 */
export function findPlateau(values: ArrayLike<number>, toleranceMin: number): Plateau | null {
  const count = values.length;
  if (count < READING_COUNT_MIN) return null;
  requireSamples(values);
  const readings = Array.from(values);
  const level = median(sortSamples(readings.slice(-Math.ceil(count / 4))));
  let tolerance = 0;
  for (const ratio of [LEVEL_RATIO_CLOSE, LEVEL_RATIO]) {
    tolerance = Math.max(ratio * Math.abs(level), toleranceMin);
    const startIndex = reachBack(readings, (value) => Math.abs(value - level) <= tolerance);
    if (count - startIndex >= PLATEAU_RATIO_MIN * count) return { startIndex, kind: "flat" };
  }
  return findSteadyGrowth(readings, tolerance);
}

function findSteadyGrowth(readings: readonly number[], tolerance: number): Plateau | null {
  const count = readings.length;
  const half = Math.floor(count * (1 - PLATEAU_RATIO_MIN));
  const middle = Math.floor((half + count) / 2);
  const earlier = slopeOf(readings, half, middle);
  const later = slopeOf(readings, middle, count);
  if (!(Math.min(earlier, later) * RATE_RATIO_MAX >= Math.max(earlier, later))) return null;
  if (!(Math.min(earlier, later) > 0)) return null;
  const floor = Math.min(...readings.slice(middle));
  if (floor < Math.max(...readings.slice(half, middle)) - tolerance) return null;
  const { slope, intercept } = theilSen(indexes(half, count), readings.slice(half));
  const residual = (value: number, index: number): number =>
    Math.abs(value - intercept - slope * index);
  // A table that doubles in size climbs in steps: what the settled half does, its beginning may do too.
  const reach = readings
    .slice(half)
    .reduce((most, value, index) => Math.max(most, residual(value, half + index)), tolerance);
  return {
    startIndex: reachBack(readings, (value, index) => residual(value, index) <= reach),
    kind: "growing",
  };
}

/** Index of the first of the readings at the end that all belong. */
function reachBack(
  readings: readonly number[],
  belongs: (value: number, index: number) => boolean,
): number {
  let start = readings.length;
  while (start > 0 && belongs(readings[start - 1]!, start - 1)) start -= 1;
  return start;
}

const slopeOf = (readings: readonly number[], start: number, end: number): number =>
  theilSen(indexes(start, end), readings.slice(start, end)).slope;

const indexes = (start: number, end: number): readonly number[] =>
  Array.from({ length: end - start }, (_, index) => start + index);
