import { InvalidOptionError } from "@paceline/core";
import type { OptionIssue } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";
import { carryOver, excursionFactor } from "./carry-over.ts";
import { chanceOfEnergy, TAIL_RATIO } from "./chance-of-energy.ts";
import { createPlaceTable, orderPlaces, orderValues, placesOf } from "./ordered-series.ts";
import type { PlaceTable } from "./ordered-series.ts";
import { isClearStep } from "./clear-step.ts";
import { bestSplit } from "./split-energy.ts";
import { seededWindows } from "./seeded-windows.ts";
import { standingOut } from "./standing-out.ts";
import { isSteadyDrift } from "./steady-drift.ts";
import { withoutSpikes } from "./without-spikes.ts";

export interface ChangePointOptions {
  /** Chance of any false change in all series together. @defaultValue 0.05 */
  readonly errorRatio?: number;
  /** Series judged together; each is judged at errorRatio / seriesCount. @defaultValue 1 */
  readonly seriesCount?: number;
  /** Fewest points on either side of a change, so that a spike is none. @defaultValue 4 */
  readonly lengthMin?: number;
  /** Smallest relative change worth telling, as a ratio. @defaultValue 0.02 */
  readonly changeRatioMin?: number;
}

/** A place where the level of a series changed. */
export interface ChangePoint {
  /** First index of the new level. */
  readonly index: number;
  /** Medians between this change and its neighbours, in the series' unit. */
  readonly before: number;
  readonly after: number;
  /** after / before - 1; null when `before` is 0. */
  readonly changeRatio: number | null;
  /** Cliff's delta in [-1, 1]: how much more often a later point is above an earlier one than below. */
  readonly effectSize: number;
  readonly pValue: number;
}

const DEFAULTS = { errorRatio: 0.05, seriesCount: 1, lengthMin: 4, changeRatioMin: 0.02 };

/** "Large" by Romano et al. (2006): a shift that one sees in a plot of the points, and can place to a run. */
const EFFECT_SIZE_MIN = 0.474;

/** Passes that move each change to its best place between its neighbours; the second hardly moves any. */
const REFINE_COUNT = 2;

/**
 * Places where a series changed its level, by E-divisive on ranks: splits where the parts differ most,
 * as long as a permutation test finds the difference beyond chance, then each change again between
 * its neighbours, and those that no longer stand or are too small are merged away.
 *
 * Points must be of one benchmark, machine and runtime, in order of time, equally trusted.
 *
 * @param values - finite, any unit; the median of one run each.
 * @returns ascending by index.
 * @throws {InvalidOptionError} listing every bad option.
 *
 * @see Matteson & James (2014), "A Nonparametric Approach for Multiple Change Point Analysis of
 *   Multivariate Data"; Fleming et al. (2023), "Hunter: Using Change Point Detection to Hunt for
 *   Performance Regressions", for merging.
 */
export function findChangePoints(
  values: ArrayLike<number>,
  options: ChangePointOptions = {},
): readonly ChangePoint[] {
  const settings = { ...DEFAULTS, ...options };
  checkOptions(settings);
  const level = settings.errorRatio / settings.seriesCount;
  const series = Float64Array.from(values);
  const clean = withoutSpikes(series);
  const search: Search = {
    ...settings,
    level,
    series,
    places: placesOf(series),
    table: createPlaceTable(series.length),
    clean,
    excursions: excursionFactor(carryOver(clean)),
  };
  const found: number[] = [];
  divide(search, 0, series.length, found);
  const ascending = found.toSorted((a, b) => a - b);
  return outstanding(search, settle(search, ascending));
}

/** Drops the change that stands out least from what the level does elsewhere, until all that are left do. */
function outstanding(search: Search, found: readonly ChangePoint[]): readonly ChangePoint[] {
  const { clean } = search;
  // Times are positive and steps are ratios; what may be zero is left as it is.
  const values = clean.every((value) => value > 0) ? clean.map(Math.log) : clean;
  let points = found;
  for (;;) {
    const places = points.map(({ index }) => index);
    const steps = standingOut(values, places).map((step, index) => {
      const [start, end] = neighbourhood(search, places, index);
      const isDrift = isSteadyDrift(values.subarray(start, end), places[index]! - start);
      return isDrift ? 0 : step;
    });
    const least = Math.min(...steps);
    if (points.length === 0 || least >= STANDING_OUT_MIN) return points;
    points = settle(
      search,
      places.filter((_, index) => steps[index] !== least),
    );
  }
}

/**
 * As many times as large as the steps elsewhere. Chosen with tools/history-audit.ts: with less, wandering histories raise
 * alarms in more than one of twenty; with more, steps of a tenth are missed.
 */
const STANDING_OUT_MIN = 3.7;

interface Search {
  /** As given: what is tested and described. */
  readonly series: Float64Array;
  /** Of each point among the sorted ones. */
  readonly places: Int32Array;
  readonly table: PlaceTable;
  /** Without its spikes: where the place of a change is looked for. */
  readonly clean: Float64Array;
  /** How much farther chance strays than in a shuffled series. */
  readonly excursions: number;
  readonly level: number;
  readonly lengthMin: number;
  readonly changeRatioMin: number;
}

function divide(search: Search, start: number, end: number, places: number[]): void {
  const place = standingPlace(search, start, end);
  if (place === null) return;
  places.push(place);
  divide(search, start, place, places);
  divide(search, place, end, places);
}

/**
 * A place in the stretch that stands the test: of the whole stretch, or else of the window in it that
 * stands out most, since a level that came and went hides from a single split.
 */
function standingPlace(search: Search, start: number, end: number): number | null {
  if (chanceOfPart(search, start, end) <= search.level) return bestPlace(search, start, end);
  const windows = seededWindows(start, end, WINDOW_PART_COUNT * search.lengthMin);
  const level = search.level / Math.max(1, windows.length);
  let best: { readonly place: number | null; readonly chance: number } | null = null;
  for (const [from, to] of windows) {
    const chance = chanceOfPart(search, from, to);
    if (chance > level || (best !== null && chance >= best.chance)) continue;
    best = { place: bestPlace(search, from, to), chance };
  }
  return best?.place ?? null;
}

/** Shortest window, in least segment lengths: two more would leave the test no power. */
const WINDOW_PART_COUNT = 6;

/** Where the two parts differ most; null when the stretch is too short for two. */
function bestPlace({ clean, lengthMin }: Search, start: number, end: number): number | null {
  const split = bestSplit(orderValues(clean.subarray(start, end)), lengthMin);
  return split === null ? null : start + split.index;
}

/** Chance that a stretch without a change has two parts as different as these. */
function chanceOfPart(search: Search, start: number, end: number): number {
  const stretch = search.series.subarray(start, end);
  const ordered = orderPlaces(search.places.subarray(start, end), search.table);
  const split = bestSplit(ordered, search.lengthMin);
  if (split === null) return 1;
  const { length } = stretch;
  const chance = (excursions: number): number =>
    Math.max(
      chanceOfEnergy(split.energy / excursions, length, search.lengthMin),
      separationChance(length, split.index),
    );
  const cautious = chance(search.excursions);
  // Excursions of a busy host are no larger than the scatter around them, and a step itself looks like carry-over. So
  // a step far larger than the scatter is tested as if there were none, at a third.
  if (!isClearStep(stretch, split.index)) return cautious;
  return Math.min(cautious, CLEAR_STEP_COST * chance(1));
}

/** A second way to be found needs its own share of the level. */
const CLEAR_STEP_COST = 3;

/** Chance that shuffling separates so many points from so many others: no p-value is smaller. */
function separationChance(length: number, index: number): number {
  let logWays = 0;
  for (let chosen = 1; chosen <= index; chosen += 1) {
    logWays += Math.log((length - index + chosen) / chosen);
  }
  return Math.min(1, 2 * Math.exp(-logWays));
}

/** Moves the changes to their best places, then drops the worst that fails until none does. */
function settle(search: Search, found: readonly number[]): readonly ChangePoint[] {
  let places = [...found];
  for (;;) {
    for (let pass = 0; pass < REFINE_COUNT; pass += 1) {
      for (const [index, place] of places.entries()) {
        const [start, end] = neighbourhood(search, places, index);
        places[index] = bestPlace(search, start, end) ?? place;
      }
    }
    const points = places.map((_, index) => describe(search, places, index));
    const weakest = points
      .filter((point) => !isWorthTelling(point, search))
      .toSorted((a, b) => Math.abs(a.effectSize) - Math.abs(b.effectSize))[0];
    if (weakest === undefined) return points;
    places = places.filter((place) => place !== weakest.index);
  }
}

/** From the change before to the change after. */
const neighbourhood = (
  { series }: Search,
  places: readonly number[],
  index: number,
): readonly [number, number] => [places[index - 1] ?? 0, places[index + 1] ?? series.length];

function describe(search: Search, places: readonly number[], index: number): ChangePoint {
  const [start, end] = neighbourhood(search, places, index);
  const place = places[index]!;
  const earlier = search.series.subarray(start, place);
  const later = search.series.subarray(place, end);
  const before = middleOf(earlier);
  const after = middleOf(later);
  return {
    index: place,
    before,
    after,
    changeRatio: before === 0 ? null : after / before - 1,
    effectSize: cliffsDelta(earlier, later),
    pValue: chanceOfPart(search, start, end),
  };
}

const isWorthTelling = (
  { pValue, effectSize, changeRatio }: ChangePoint,
  { level, changeRatioMin }: Search,
): boolean =>
  pValue <= level &&
  Math.abs(effectSize) >= EFFECT_SIZE_MIN &&
  (changeRatio === null || Math.abs(changeRatio) >= changeRatioMin);

/** @see Cliff (1993), "Dominance Statistics: Ordinal Analyses to Answer Ordinal Questions". */
function cliffsDelta(earlier: Float64Array, later: Float64Array): number {
  const sorted = earlier.slice().sort();
  let sum = 0;
  let below = 0;
  let upTo = 0;
  for (const value of later.slice().sort()) {
    while (below < sorted.length && sorted[below]! < value) below += 1;
    while (upTo < sorted.length && sorted[upTo]! <= value) upTo += 1;
    sum += below - (sorted.length - upTo);
  }
  return sum / (earlier.length * later.length);
}

function checkOptions(settings: typeof DEFAULTS): void {
  const { errorRatio, seriesCount, lengthMin, changeRatioMin } = settings;
  const issues: OptionIssue[] = [];
  if (!(errorRatio > 0 && errorRatio <= TAIL_RATIO)) {
    const expected = `above 0 and at most ${TAIL_RATIO}`;
    issues.push({ path: "errorRatio", expected, received: errorRatio });
  }
  if (!Number.isInteger(seriesCount) || seriesCount < 1) {
    issues.push({
      path: "seriesCount",
      expected: "an integer of at least 1",
      received: seriesCount,
    });
  }
  if (!Number.isInteger(lengthMin) || lengthMin < 2) {
    issues.push({ path: "lengthMin", expected: "an integer of at least 2", received: lengthMin });
  }
  if (!(changeRatioMin >= 0)) {
    issues.push({ path: "changeRatioMin", expected: "at least 0", received: changeRatioMin });
  }
  if (issues.length > 0) throw new InvalidOptionError(issues);
}
