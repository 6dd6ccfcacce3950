import type { RunResult } from "@paceline/core";

/** Where the scatter of one benchmark's time comes from, as variances of its logarithm. */
export interface VarianceSplit {
  readonly benchmarkId: string;
  readonly runCount: number;
  readonly forkCount: number;
  readonly roundCount: number;
  /** Between rounds of one process. Null when no fork has two rounds. */
  readonly withinFork: number | null;
  /** Between processes of one run, beyond what their rounds explain. Null when no run has two forks. */
  readonly betweenForks: number | null;
  /** Between runs, beyond what their forks explain. Null when there is one run. */
  readonly betweenRuns: number | null;
}

/**
 * Splits the variance of log time into what changes within a process, between processes and between
 * runs, so that one can see what to buy: more rounds, more forks, or more runs.
 *
 * Negative estimates, which mean "no more than the level below explains", are given as 0.
 *
 * @param runs - results of the same code; the benchmark's parameters are part of its id.
 *
 * @see Searle, Casella & McCulloch (1992), "Variance Components", section 3.6: the analysis-of-variance
 *   estimators of an unbalanced nested design (Henderson's method I).
 */
export function splitVariance(runs: readonly RunResult[], benchmarkId: string): VarianceSplit {
  const nested = runs
    .map((run) =>
      run.benchmarks
        .filter(({ id, status }) => id === benchmarkId && status === "completed")
        .flatMap(({ forks }) =>
          forks
            .map(({ roundNs, iterationsPerRound }) =>
              roundNs.filter((ns) => ns > 0).map((ns) => Math.log(ns / iterationsPerRound)),
            )
            .filter((rounds) => rounds.length > 0),
        ),
    )
    .filter((forks) => forks.length > 0);
  return { benchmarkId, ...splitNested(nested) };
}

/** Logs nested as runs of forks of rounds; no level is empty. */
export function splitNested(
  runs: readonly (readonly (readonly number[])[])[],
): Omit<VarianceSplit, "benchmarkId"> {
  const forks = runs.flat();
  const rounds = forks.flat();
  const counts = { runCount: runs.length, forkCount: forks.length, roundCount: rounds.length };
  const nothing = { withinFork: null, betweenForks: null, betweenRuns: null };
  if (rounds.length === 0) return { ...counts, ...nothing };

  const grandMean = meanOf(rounds);
  const squares = {
    rounds: sumOver(forks, (fork) => sumOver(fork, (value) => (value - meanOf(fork)) ** 2)),
    forks: sumOver(runs, (run) =>
      sumOver(run, (fork) => fork.length * (meanOf(fork) - meanOf(run.flat())) ** 2),
    ),
    runs: sumOver(runs, (run) => run.flat().length * (meanOf(run.flat()) - grandMean) ** 2),
  };
  const freedom = {
    rounds: rounds.length - forks.length,
    forks: forks.length - runs.length,
    runs: runs.length - 1,
  };
  const withinFork = freedom.rounds > 0 ? squares.rounds / freedom.rounds : null;
  if (freedom.forks === 0) return { ...counts, ...nothing, withinFork };

  // Effective counts: sums of squared group sizes over their group's size (Searle et al., table 3.7).
  const perRun = sumOver(runs, (run) => sumOver(run, squareOfLength) / run.flat().length);
  const overall = sumOver(forks, squareOfLength) / rounds.length;
  const roundsPerFork = (rounds.length - perRun) / freedom.forks;
  const meanSquareForks = squares.forks / freedom.forks;
  const betweenForks = Math.max(0, (meanSquareForks - (withinFork ?? 0)) / roundsPerFork);
  if (freedom.runs === 0) return { ...counts, withinFork, betweenForks, betweenRuns: null };

  const roundsPerRun =
    (rounds.length - sumOver(runs, (run) => run.flat().length ** 2) / rounds.length) / freedom.runs;
  const forkShare = (perRun - overall) / freedom.runs;
  const betweenRuns = Math.max(
    0,
    (squares.runs / freedom.runs - (withinFork ?? 0) - forkShare * betweenForks) / roundsPerRun,
  );
  return { ...counts, withinFork, betweenForks, betweenRuns };
}

const squareOfLength = (values: readonly unknown[]): number => values.length ** 2;

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const sumOver = <T>(items: readonly T[], measure: (item: T) => number): number =>
  items.reduce((sum, item) => sum + measure(item), 0);
