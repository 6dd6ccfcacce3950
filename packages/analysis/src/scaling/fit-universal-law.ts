import { assert } from "@paceline/core";

import { rateAt } from "./universal-law.ts";
import type { UniversalLaw } from "./universal-law.ts";

export interface RatePoint {
  /** Workers, agents or clients; at least 1. */
  readonly count: number;
  /** Per second; positive. */
  readonly rate: number;
  /** What its squared error counts, such as 1 / variance. */
  readonly weight: number;
}

type Coefficients = readonly [rate: number, contention: number, coherency: number];

const ITERATION_COUNT_MAX = 500;
/** Relative gain in squared error below which a step is the last. */
const GAIN_RATIO_MIN = 1e-13;
const DAMPING_START = 1e-3;
const DAMPING_MAX = 1e12;

/** Where to start besides the linear fit: contention only, coherency only, some of both. */
const STARTS: readonly (readonly [contention: number, coherency: number])[] = [
  [0.5, 0],
  [0, 0.01],
  [0.05, 0.001],
];

/**
 * The law that fits best: least squares, each point by its weight, contention and coherency not below 0.
 *
 * Levenberg and Marquardt's method on the rates themselves. The usual fit of a parabola to N / rate is
 * linear, but gives slow points a weight that their errors do not deserve; here it only says where to start.
 *
 * @param points - of at least three different counts.
 * @param near - a law that is known to be close, such as that of the data these were resampled from:
 *   it is then the only start.
 *
 * @see Marquardt (1963), "An Algorithm for Least-Squares Estimation of Nonlinear Parameters". The test
 *   compares with `scipy.optimize.curve_fit` and with published fits.
 */
export function fitUniversalLaw(points: readonly RatePoint[], near?: UniversalLaw): UniversalLaw {
  const counts = new Set(points.map(({ count }) => count));
  assert(counts.size >= 3, "three coefficients need points of three counts");
  // In units of the highest rate, so that all three coefficients are of like size.
  const scale = points.reduce((highest, { rate }) => Math.max(highest, rate), 0);
  assert(scale > 0, "rates must be positive");
  const scaled = points.map((point) => ({ ...point, rate: point.rate / scale }));
  const starts =
    near === undefined
      ? startsFor(scaled)
      : [[near.ratePerWorker / scale, near.contention, near.coherency] as const];
  const [best] = starts
    .map((start) => descend(scaled, start))
    .toSorted((a, b) => a.squaredError - b.squaredError);
  const [rate, contention, coherency] = best!.coefficients;
  return { ratePerWorker: rate * scale, contention, coherency };
}

function startsFor(points: readonly RatePoint[]): readonly Coefficients[] {
  const smallest = points.reduce((a, b) => (b.count < a.count ? b : a));
  const rateStart = smallest.rate / smallest.count;
  return [
    linearStart(points, rateStart),
    proportion(points),
    ...STARTS.map(([contention, coherency]): Coefficients => [rateStart, contention, coherency]),
  ];
}

/** Best of the laws without contention or coherency: no fit that starts here ends worse than plain proportion. */
function proportion(points: readonly RatePoint[]): Coefficients {
  const products = points.reduce((sum, { count, rate, weight }) => sum + weight * count * rate, 0);
  const squares = points.reduce((sum, { count, weight }) => sum + weight * count * count, 0);
  return [products / squares, 0, 0];
}

interface Descent {
  readonly coefficients: Coefficients;
  readonly squaredError: number;
}

function descend(points: readonly RatePoint[], start: Coefficients): Descent {
  let coefficients = start;
  let squaredError = squaredErrorOf(points, coefficients);
  let damping = DAMPING_START;
  for (
    let iteration = 0;
    iteration < ITERATION_COUNT_MAX && damping < DAMPING_MAX;
    iteration += 1
  ) {
    const trial = stepFrom(points, coefficients, damping);
    const trialError = squaredErrorOf(points, trial);
    if (trialError < squaredError) {
      const gainRatio = (squaredError - trialError) / squaredError;
      coefficients = trial;
      squaredError = trialError;
      damping /= 8;
      if (gainRatio < GAIN_RATIO_MIN) break;
    } else {
      damping *= 4;
    }
  }
  return { coefficients, squaredError };
}

function squaredErrorOf(points: readonly RatePoint[], coefficients: Coefficients): number {
  const law = toLaw(coefficients);
  return points.reduce(
    (sum, { count, rate, weight }) => sum + weight * (rate - rateAt(law, count)) ** 2,
    0,
  );
}

/** One damped step, cut off at the bounds. A coefficient at its bound that wants to cross it stays. */
function stepFrom(
  points: readonly RatePoint[],
  coefficients: Coefficients,
  damping: number,
): Coefficients {
  const { normal, gradient } = normalEquations(points, coefficients);
  const isFree = coefficients.map(
    (value, index) => index === 0 || value > 0 || gradient[index]! > 0,
  );
  for (let row = 0; row < 3; row += 1) {
    for (let column = 0; column < 3; column += 1) {
      if (row !== column && !(isFree[row]! && isFree[column]!)) normal[row]![column] = 0;
    }
    normal[row]![row]! *= 1 + damping;
    if (!isFree[row]!) gradient[row] = 0;
  }
  const [rate, contention, coherency] = solve(normal, gradient);
  return [
    Math.max(coefficients[0] + rate, Number.MIN_VALUE),
    Math.max(coefficients[1] + contention, 0),
    Math.max(coefficients[2] + coherency, 0),
  ];
}

interface NormalEquations {
  readonly normal: number[][];
  /** Of half the squared error, pointing downhill. */
  readonly gradient: number[];
}

function normalEquations(
  points: readonly RatePoint[],
  coefficients: Coefficients,
): NormalEquations {
  const normal = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const gradient = [0, 0, 0];
  const law = toLaw(coefficients);
  for (const { count, rate, weight } of points) {
    const predicted = rateAt(law, count);
    const slowdown = (law.ratePerWorker * count) / predicted;
    const slopes = [
      predicted / law.ratePerWorker,
      (-predicted * (count - 1)) / slowdown,
      (-predicted * count * (count - 1)) / slowdown,
    ];
    for (const [row, slope] of slopes.entries()) {
      gradient[row]! += weight * slope * (rate - predicted);
      for (const [column, other] of slopes.entries())
        normal[row]![column]! += weight * slope * other;
    }
  }
  return { normal, gradient };
}

/** Cramer's rule: three unknowns need no more. A singular system gives no step. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): Coefficients {
  const whole = determinant(matrix);
  if (whole === 0) return [0, 0, 0];
  const unknown = (column: number): number =>
    determinant(
      matrix.map((row, index) => row.map((value, at) => (at === column ? right[index]! : value))),
    ) / whole;
  return [unknown(0), unknown(1), unknown(2)];
}

function determinant(matrix: readonly (readonly number[])[]): number {
  const minor = (a: number, b: number): number =>
    matrix[1]![a]! * matrix[2]![b]! - matrix[1]![b]! * matrix[2]![a]!;
  const [first = 0, second = 0, third = 0] = matrix[0]!;
  return first * minor(1, 2) - second * minor(0, 2) + third * minor(0, 1);
}

/** The parabola of Gunther: N / rate = 1/λ + σ/λ (N - 1) + κ/λ N (N - 1), solved for 1/λ, σ/λ, κ/λ. */
function linearStart(points: readonly RatePoint[], rateStart: number): Coefficients {
  const normal = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  const right = [0, 0, 0];
  for (const { count, rate, weight } of points) {
    const terms = [1, count - 1, count * (count - 1)];
    for (const [row, term] of terms.entries()) {
      right[row]! += weight * term * (count / rate);
      for (const [column, other] of terms.entries()) normal[row]![column]! += weight * term * other;
    }
  }
  const [inverse, contention, coherency] = solve(normal, right);
  if (!(inverse > 0)) return [rateStart, 0, 0];
  return [1 / inverse, Math.max(contention / inverse, 0), Math.max(coherency / inverse, 0)];
}

const toLaw = ([ratePerWorker, contention, coherency]: Coefficients): UniversalLaw => ({
  ratePerWorker,
  contention,
  coherency,
});
