import type { RunResult } from "@paceline/core";

import recorded from "./fixtures/recorded-yardsticks.json" with { type: "json" };
import { makeBenchmark, makeFork, makeRun } from "./make-run.ts";

/**
 * Sixteen runs of unchanged code within seven minutes, five forks of each of five benchmarks, on two virtual cores of a host
 * with busy neighbours. Of each fork the medians of eight stretches of rounds, and of the yardsticks beside them.
 *
 * @param isTold - false leaves the yardsticks out.
 */
export const recordedRuns = (isTold: boolean): readonly RunResult[] =>
  recorded.map((run) =>
    makeRun(
      Object.entries(run).map(([name, forks]) =>
        makeBenchmark(name, [], {
          forks: forks.map(({ timeNs, chainNs, wideNs }, index) => ({
            ...makeFork(index, timeNs),
            ...(isTold ? { yardstick: { chainNs, wideNs } } : {}),
          })),
        }),
      ),
    ),
  );

/** The same run, with one benchmark slower in every round. */
export const slowed = (run: RunResult, name: string, factor: number): RunResult => ({
  ...run,
  benchmarks: run.benchmarks.map((benchmark) =>
    benchmark.name === name
      ? {
          ...benchmark,
          forks: benchmark.forks.map((fork) => ({
            ...fork,
            roundNs: fork.roundNs.map((ns) => factor * ns),
          })),
        }
      : benchmark,
  ),
});
