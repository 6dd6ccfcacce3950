import { medianInPlace } from "@paceline/core";

import { middleOf } from "../statistics/middle-of.ts";
import { slopesOf, sumsOf } from "./yardstick-slopes.ts";
import type { Reading, Sums } from "./yardstick-slopes.ts";

type Forks = readonly (readonly Reading[])[];

export interface SidesOf<Value> {
  readonly base: Value;
  readonly head: Value;
}

const ABSOLUTE_PASS_COUNT = 8;
const BIWEIGHT_PASS_COUNT = 2;

/** Deviations beyond which a reading counts no more: far enough that of normal readings hardly any is lost. */
const CUT_DEVIATIONS = 6;

/**
 * How far from a straight line code is on a busy host, as a ratio of how busy it is. Else the few busy stretches of a calm run,
 * which alone show slopes, would count as strange.
 */
const LINE_ERROR_RATIO = 0.02;

/** Of the logarithm: what fits better than this is not believed more. */
const DEVIATION_MIN = 0.002;

/** Standard deviation of normal values over their median absolute one. */
const DEVIATION_OF_MEDIAN = 1.4826;

/**
 * Sums of the readings of each fork, without the weight of those that have nothing to do with the host: a compiler that took over
 * a few rounds after warm-up, a collection in the only round of a stretch.
 *
 * Least absolute deviations find the line first, since one stretch at six times the usual time would turn one of least squares;
 * squares weighted by Tukey's biweight follow, which keep what least squares know.
 *
 * @see Maronna, Martin & Yohai (2006), "Robust Statistics", sections 4.4 and 4.5: an M-estimate that starts from the L1 one.
 */
export function settledSums(forks: SidesOf<Forks>): SidesOf<readonly Sums[]> {
  const sides = { base: sideOf(forks.base), head: sideOf(forks.head) };
  for (let pass = 0; pass < ABSOLUTE_PASS_COUNT + BIWEIGHT_PASS_COUNT; pass += 1) {
    setResiduals(sides);
    setWeights(sides, pass < ABSOLUTE_PASS_COUNT ? absoluteWeight : biweight);
  }
  return { base: sumsPerFork(forks.base, sides.base), head: sumsPerFork(forks.head, sides.head) };
}

/** The readings of all forks of a side, and what is made of them pass by pass. */
interface SideReadings {
  readonly readings: readonly Reading[];
  /** How far the yardsticks of each are from those of most. */
  readonly hostDistances: Float64Array;
  /** What the yardsticks do not explain, around the middle of the side. */
  readonly residuals: Float64Array;
  readonly weights: Float64Array;
}

function sideOf(forks: Forks): SideReadings {
  const readings = forks.flat();
  const chainMiddle = middleOf(readings.map(({ chain }) => chain));
  const wideMiddle = middleOf(readings.map(({ wide }) => wide));
  return {
    readings,
    hostDistances: Float64Array.from(readings, ({ chain, wide }) =>
      Math.hypot(chain - chainMiddle, wide - wideMiddle),
    ),
    residuals: new Float64Array(readings.length),
    weights: new Float64Array(readings.length).fill(1),
  };
}

function setResiduals({ base, head }: SidesOf<SideReadings>): void {
  const { chain, wide } = slopesOf(
    [sumsOf(base.readings, base.weights)],
    [sumsOf(head.readings, head.weights)],
  );
  for (const { readings, residuals } of [base, head]) {
    for (let index = 0; index < residuals.length; index += 1) {
      const reading = readings[index]!;
      residuals[index] = reading.time - chain * reading.chain - wide * reading.wide;
    }
    const middle = medianInPlace(residuals.slice());
    for (let index = 0; index < residuals.length; index += 1) residuals[index]! -= middle;
  }
}

function setWeights(
  { base, head }: SidesOf<SideReadings>,
  weigh: (residual: number, deviation: number) => number,
): void {
  const sizes = new Float64Array(base.residuals.length + head.residuals.length);
  sizes.set(base.residuals);
  sizes.set(head.residuals, base.residuals.length);
  for (let index = 0; index < sizes.length; index += 1) sizes[index] = Math.abs(sizes[index]!);
  const deviation = Math.max(DEVIATION_MIN, DEVIATION_OF_MEDIAN * medianInPlace(sizes));
  for (const { residuals, hostDistances, weights } of [base, head]) {
    for (let index = 0; index < weights.length; index += 1) {
      const lineError = LINE_ERROR_RATIO * hostDistances[index]!;
      weights[index] = weigh(residuals[index]!, Math.sqrt(deviation ** 2 + lineError ** 2));
    }
  }
}

function sumsPerFork(forks: Forks, { weights }: SideReadings): readonly Sums[] {
  let from = 0;
  return forks.map((fork) => sumsOf(fork, weights.subarray(from, (from += fork.length))));
}

const absoluteWeight = (residual: number, deviation: number): number =>
  1 / Math.max(Math.abs(residual) / deviation, 0.1);

const biweight = (residual: number, deviation: number): number =>
  Math.max(0, 1 - (residual / (CUT_DEVIATIONS * deviation)) ** 2) ** 2;
