import { middleOf } from "../statistics/middle-of.ts";
import { slopesOf, sumsOf } from "./yardstick-slopes.ts";
import type { Reading, Slopes, Sums } from "./yardstick-slopes.ts";

type Forks = readonly (readonly Reading[])[];

export interface SidesOf<Value> {
  readonly base: Value;
  readonly head: Value;
}

const ABSOLUTE_PASS_COUNT = 12;
const BIWEIGHT_PASS_COUNT = 3;

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
  let weights: SidesOf<Weights> = { base: evenly(forks.base), head: evenly(forks.head) };
  for (let pass = 0; pass < ABSOLUTE_PASS_COUNT + BIWEIGHT_PASS_COUNT; pass += 1) {
    const weigh = pass < ABSOLUTE_PASS_COUNT ? absoluteWeight : biweight;
    weights = weightsOf(residualsOf(forks, weights), weigh);
  }
  return { base: sumsOfSide(forks.base, weights.base), head: sumsOfSide(forks.head, weights.head) };
}

/** Of each fork one per reading. */
type Weights = readonly (readonly number[])[];

const evenly = (forks: Forks): Weights => forks.map((fork) => fork.map(() => 1));

const sumsOfSide = (forks: Forks, weights: Weights): readonly Sums[] =>
  forks.map((fork, index) => sumsOf(fork, weights[index]));

/** A reading beside the line of all. */
interface Residual {
  readonly value: number;
  /** How far its yardsticks are from those of most. */
  readonly hostDistance: number;
}

type Residuals = readonly (readonly Residual[])[];

/** What the yardsticks do not explain, around the middle of each side. */
function residualsOf(forks: SidesOf<Forks>, weights: SidesOf<Weights>): SidesOf<Residuals> {
  const slopes = slopesOf(
    sumsOfSide(forks.base, weights.base),
    sumsOfSide(forks.head, weights.head),
  );
  return { base: residualsOfSide(forks.base, slopes), head: residualsOfSide(forks.head, slopes) };
}

function residualsOfSide(forks: Forks, slopes: Slopes): Residuals {
  const valueOf = ({ time, chain, wide }: Reading): number =>
    time - slopes.chain * chain - slopes.wide * wide;
  const all = forks.flat();
  const middle = {
    value: middleOf(all.map(valueOf)),
    chain: middleOf(all.map(({ chain }) => chain)),
    wide: middleOf(all.map(({ wide }) => wide)),
  };
  return forks.map((fork) =>
    fork.map((reading) => ({
      value: valueOf(reading) - middle.value,
      hostDistance: Math.hypot(reading.chain - middle.chain, reading.wide - middle.wide),
    })),
  );
}

function weightsOf(
  residuals: SidesOf<Residuals>,
  weigh: (residual: number, deviation: number) => number,
): SidesOf<Weights> {
  const sizes = [...residuals.base, ...residuals.head].flat().map(({ value }) => Math.abs(value));
  const deviation = Math.max(DEVIATION_MIN, DEVIATION_OF_MEDIAN * middleOf(sizes));
  const ofSide = (side: Residuals): Weights =>
    side.map((fork) =>
      fork.map(({ value, hostDistance }) =>
        weigh(value, Math.hypot(deviation, LINE_ERROR_RATIO * hostDistance)),
      ),
    );
  return { base: ofSide(residuals.base), head: ofSide(residuals.head) };
}

const absoluteWeight = (residual: number, deviation: number): number =>
  1 / Math.max(Math.abs(residual) / deviation, 0.1);

const biweight = (residual: number, deviation: number): number =>
  Math.max(0, 1 - (residual / (CUT_DEVIATIONS * deviation)) ** 2) ** 2;
