import type { Comparison, Verdict } from "@paceline/analysis";
import type { RunResult, Unit } from "@paceline/core";

import { BETWEEN_STATISTICS, readStatistic } from "./between-statistics.ts";
import type { BetweenStatisticName } from "./between-statistics.ts";

/** A result as the command line called it. */
export interface NamedRun {
  readonly name: string;
  readonly run: RunResult;
}

/** Several results side by side, as plain data. The first one is what the others are judged against. */
export interface BetweenTable {
  readonly names: readonly string[];
  readonly statistics: readonly {
    readonly name: BetweenStatisticName;
    readonly unit: Unit;
    /** In the order of `benchmarks`, one value for each result; null where it has none. */
    readonly rows: readonly (readonly (number | null)[])[];
  }[];
  readonly benchmarks: readonly string[];
  /** In the order of `benchmarks`, of time, one for each result after the first. */
  readonly verdicts: readonly (readonly BetweenVerdict[])[];
}

export interface BetweenVerdict {
  readonly verdict: Verdict;
  /** Head over base; null where nothing could be compared. */
  readonly ratio: number | null;
}

/**
 * Puts results side by side.
 *
 * @param comparisons - of each result after the first with the first, in their order.
 */
export function betweenTable(
  results: readonly NamedRun[],
  statisticNames: readonly BetweenStatisticName[],
  comparisons: readonly Comparison[],
): BetweenTable {
  const benchmarks = [...new Set(results.flatMap(({ run }) => run.benchmarks.map(({ id }) => id)))];
  const found = results.map(
    ({ run }) => new Map(run.benchmarks.map((benchmark) => [benchmark.id, benchmark])),
  );
  const judged = comparisons.map(
    (comparison) =>
      new Map(
        comparison.comparisons
          .filter(({ metric }) => metric === "time")
          .map((verdict) => [verdict.benchmarkId, verdict]),
      ),
  );
  return {
    names: results.map(({ name }) => name),
    benchmarks,
    statistics: [...new Set(statisticNames)].map((name) => ({
      name,
      unit: BETWEEN_STATISTICS[name].unit,
      rows: benchmarks.map((id) => found.map((known) => readStatistic(known.get(id), name))),
    })),
    verdicts: benchmarks.map((id) =>
      judged.map((known): BetweenVerdict => {
        const { verdict = "invalid", ratio = null } = known.get(id) ?? {};
        return { verdict, ratio };
      }),
    ),
  };
}
