import {
  createRandom,
  InvalidOptionError,
  mean,
  normalQuantile,
  standardDeviation,
} from "@paceline/core";
import type { OptionIssue, RunResult } from "@paceline/core";

import { changePValue, logRatio } from "../compare/log-ratio.ts";
import { middleOf } from "../statistics/middle-of.ts";
import { splitVariance } from "./variance-split.ts";
import type { VarianceSplit } from "./variance-split.ts";

export interface PlanOptions {
  /** The change to be seen, relative: 0.05 is 5 %. Must be beyond the threshold. */
  readonly changeRatio: number;
  /** Changes up to this are not called; see {@link ThresholdRule}. */
  readonly thresholdRatio: number;
  /** Comparisons judged together: benchmarks times metrics. @defaultValue 1 */
  readonly familySize?: number;
  /** Chance of any false verdict in the family. @defaultValue 0.05 */
  readonly errorRatio?: number;
  /** Chance of seeing the change when it is there. @defaultValue 0.95 */
  readonly powerRatio?: number;
  /** Time that a fork costs before its first round, in rounds: start, set-up and warm-up. @defaultValue 10 */
  readonly forkCostRounds?: number;
}

/** What to buy so that a change of the given size is seen. Per side of the comparison. */
export interface ForkPlan {
  readonly forkCount: number;
  readonly roundCount: number;
  /** Standard deviation of the logarithm of one fork's median, as recorded. */
  readonly forkLogDeviation: number;
}

const ROUND_COUNT_MIN = 5;
const ROUND_COUNT_MAX = 1000;
const FORK_COUNT_MIN = 5;
const FORK_COUNT_MAX = 1000;

/** Comparisons simulated for each number of forks tried: the power found is good to about 1 %. */
const TRIAL_COUNT = 300;
/** Simulated power must be this far above what is asked, so that the true one is not below it. */
const POWER_MARGIN = 0.01;
const SEED = 0x5eed;

/**
 * How many forks and rounds a comparison needs. Rounds are cheap but all of one process; so as many per
 * fork as balance the cost of starting one:
 *
 *     rounds = sqrt(cost of a fork × variance within / variance between)
 *
 * and no fewer than were recorded. Then forks until comparisons simulated from the recorded ones find the change often enough. A formula
 * would not do: forks often come in two kinds, by a choice of the JIT or the heap, and such a mixture
 * scatters unlike a normal population.
 *
 * @param runs - results of the same code, one is enough; at least two forks of the benchmark.
 * @returns null when 1,000 forks do not suffice, or when the runs do not show the spread of forks.
 * @throws {InvalidOptionError} when the change is not beyond the threshold, or an option is out of range.
 *
 * @see Cochran (1977), "Sampling Techniques", section 10.6, for the number of rounds.
 */
export function planForks(
  runs: readonly RunResult[],
  benchmarkId: string,
  options: PlanOptions,
): ForkPlan | null {
  checkPlan(options);
  const split = splitVariance(runs, benchmarkId);
  const forks = runs.map((run) => forksOf(run, benchmarkId)).filter((found) => found.length > 0);
  if (split.betweenForks === null) return null;
  const shape = forks.flatMap(centeredLogs);
  const roundCount = Math.max(
    middleOf(forks.flat().map((rounds) => rounds.length)),
    balancedRounds(split, options.forkCostRounds ?? 10),
  );

  const forkLogDeviation = standardDeviation(shape);
  for (
    let forkCount = fewestForks(forkLogDeviation, options);
    forkCount <= FORK_COUNT_MAX;
    forkCount = Math.ceil(forkCount * FORK_COUNT_STEP)
  ) {
    if (simulatedPower(shape, forkCount, options) >= wantedPower(options)) {
      return { forkCount, roundCount: Math.ceil(roundCount), forkLogDeviation };
    }
  }
  return null;
}

const FORK_COUNT_STEP = 1.04;

/**
 * Forks below which no shape of scatter suffices: what a normal one needs in the limit, where the
 * search starts.
 */
function fewestForks(
  deviation: number,
  {
    changeRatio,
    thresholdRatio,
    errorRatio = 0.05,
    familySize = 1,
    powerRatio = 0.95,
  }: PlanOptions,
): number {
  const distance = Math.log1p(changeRatio) - Math.log1p(thresholdRatio);
  const errors = normalQuantile(1 - errorRatio / familySize / 2) + normalQuantile(powerRatio);
  return Math.max(FORK_COUNT_MIN, Math.floor(2 * ((errors * deviation) / distance) ** 2));
}

const wantedPower = ({ powerRatio = 0.95 }: PlanOptions): number =>
  Math.min(powerRatio + POWER_MARGIN, 1 - 1 / TRIAL_COUNT);

function balancedRounds({ betweenForks, withinFork }: VarianceSplit, forkCost: number): number {
  const ratio = (withinFork ?? 0) / (betweenForks ?? 0);
  const balanced = Number.isFinite(ratio) ? Math.sqrt(forkCost * ratio) : ROUND_COUNT_MAX;
  return Math.min(ROUND_COUNT_MAX, Math.max(ROUND_COUNT_MIN, Math.ceil(balanced)));
}

/** Rounds per iteration of each fork of a benchmark in one run. */
const forksOf = (run: RunResult, benchmarkId: string): readonly (readonly number[])[] =>
  run.benchmarks
    .filter(({ id }) => id === benchmarkId)
    .flatMap(({ forks }) =>
      forks.map(({ roundNs, iterationsPerRound }) => roundNs.map((ns) => ns / iterationsPerRound)),
    )
    .filter((rounds) => rounds.length > 0);

/** Logs of the forks' medians around 0: what scatters within one run, whatever the run's own shift. */
function centeredLogs(forks: readonly (readonly number[])[]): readonly number[] {
  const logs = forks.map((rounds) => Math.log(middleOf(rounds)));
  const center = mean(logs);
  return logs.map((log) => log - center);
}

/** Share of simulated comparisons that call the change, at the level of the family's first turn. */
function simulatedPower(shape: readonly number[], forkCount: number, options: PlanOptions): number {
  const { changeRatio, thresholdRatio, errorRatio = 0.05, familySize = 1 } = options;
  const random = createRandom(SEED + forkCount);
  const draw = (shift: number): number[] =>
    Array.from({ length: forkCount }, () =>
      Math.exp(shift + shape[random.nextIndex(shape.length)]!),
    );
  let foundCount = 0;
  for (let trial = 0; trial < TRIAL_COUNT; trial += 1) {
    const ratio = logRatio(draw(0), draw(Math.log1p(changeRatio)));
    const isSlower = ratio.estimate > 0;
    const pValue = changePValue(ratio, Math.log1p(thresholdRatio));
    if (isSlower && pValue <= errorRatio / familySize) foundCount += 1;
  }
  return foundCount / TRIAL_COUNT;
}

function checkPlan(options: PlanOptions): void {
  const { changeRatio, thresholdRatio, familySize = 1, errorRatio = 0.05 } = options;
  const issues: OptionIssue[] = [];
  const need = (isGood: boolean, path: string, expected: string, received: unknown): void => {
    if (!isGood) issues.push({ path, expected, received });
  };
  need(thresholdRatio >= 0, "thresholdRatio", "at least 0", thresholdRatio);
  need(
    changeRatio > thresholdRatio,
    "changeRatio",
    `beyond the threshold of ${thresholdRatio}: a smaller change is never called`,
    changeRatio,
  );
  need(
    Number.isInteger(familySize) && familySize > 0,
    "familySize",
    "a whole number of at least 1",
    familySize,
  );
  need(errorRatio > 0 && errorRatio < 0.5, "errorRatio", "between 0 and 0.5", errorRatio);
  const { powerRatio = 0.95 } = options;
  need(powerRatio >= 0.5 && powerRatio < 1, "powerRatio", "between 0.5 and 1", powerRatio);
  if (issues.length > 0) throw new InvalidOptionError(issues);
}
