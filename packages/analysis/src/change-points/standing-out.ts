import { medianInPlace } from "@paceline/core";

import { NORMAL_MAD_FACTOR } from "./clear-step.ts";
import { middleOf } from "../statistics/middle-of.ts";

/** Fewer points do not show what the level does elsewhere. */
const LENGTH_MIN = 50;
const WIDTH_MIN = 4;
const WIDTH_GROWTH = 1.5;
/** Widths are at most a sixth of the series, so that there is an elsewhere. */
const WIDTH_SHARE = 6;

/**
 * How far each change stands out from what the level of the series does where nothing was found.
 *
 * Hosts wander off and come back, by the hour, by the day or for no reason. A permutation test sees that the points are
 * no shuffled ones, which is true and no change of the code. So the step at a place, the difference between the means
 * of so many points after and before it, is compared with the same difference at every place of the series,
 * and found changes do not count: a random walk makes large steps everywhere, a daily rhythm makes them twice a day. The
 * width is the one at which the differences are smallest: narrow ones show noise, wide ones show wandering.
 *
 * @param values - logarithms, so that a ratio is the same step at each level; without lone spikes.
 * @param places - first index of each new level, ascending.
 * @returns steps as multiples of those elsewhere, one for each place; Infinity where the series is
 *   too short to tell or nothing else moves.
 */
export function standingOut(values: Float64Array, places: readonly number[]): readonly number[] {
  if (values.length < LENGTH_MIN) return places.map(() => Infinity);
  const cuts = [0, ...places, values.length];
  const sums = runningSums(values);
  const scales = scalesOf(sums, runningSums(withoutLevels(values, cuts)));
  return places.map((place, index) => {
    const room = Math.min(place - cuts[index]!, cuts[index + 2]! - place);
    const usable = scales.filter(({ width }) => width <= room);
    if (usable.length === 0) return Infinity;
    const { width, scale } = usable.reduce((best, one) => (one.scale < best.scale ? one : best));
    return Math.abs(stepAt(sums, place, width)) / scale;
  });
}

interface Scale {
  readonly width: number;
  /** What steps of that width are like at all places. */
  readonly scale: number;
}

/**
 * The larger of two, since each can be too small or too large alone: the root mean square with the changes taken out, which
 * takes the farthest steps of a wandering host for changes too; and the median with them, which holds as long as real
 * changes are few.
 */
function scalesOf(sums: Float64Array, residualSums: Float64Array): readonly Scale[] {
  const count = sums.length - 1;
  const scales: Scale[] = [];
  for (
    let width = WIDTH_MIN;
    width * WIDTH_SHARE <= count;
    width = Math.ceil(width * WIDTH_GROWTH)
  ) {
    const steps = new Float64Array(count - 2 * width + 1);
    let squares = 0;
    for (let index = 0; index < steps.length; index += 1) {
      steps[index] = Math.abs(stepAt(sums, index + width, width));
      squares += stepAt(residualSums, index + width, width) ** 2;
    }
    const scale = Math.max(
      Math.sqrt(squares / steps.length),
      NORMAL_MAD_FACTOR * medianInPlace(steps),
    );
    scales.push({ width, scale });
  }
  return scales;
}

/** Mean of the points after a place less that of those before it. */
const stepAt = (sums: Float64Array, place: number, width: number): number =>
  (sums[place + width]! - 2 * sums[place]! + sums[place - width]!) / width;

function runningSums(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (const [index, value] of values.entries()) sums[index + 1] = sums[index]! + value;
  return sums;
}

function withoutLevels(values: Float64Array, cuts: readonly number[]): Float64Array {
  const residuals = values.slice();
  for (let part = 0; part + 1 < cuts.length; part += 1) {
    const stretch = residuals.subarray(cuts[part], cuts[part + 1]);
    const level = middleOf(stretch);
    for (let index = 0; index < stretch.length; index += 1) stretch[index]! -= level;
  }
  return residuals;
}
