import type { BenchmarkDescriptor, ResolvedConfig, RunRequest } from "@paceline/harness";

/** Where forks differ too much for a change of a benchmark's threshold to be told, it gets more of them. */
export const forksJudge =
  (
    benchmarks: readonly BenchmarkDescriptor[],
    { thresholds }: Pick<ResolvedConfig, "thresholds">,
  ): NonNullable<RunRequest["forksJudge"]> =>
  async () => {
    const { needsMoreForks } = await import("@paceline/analysis");
    const judgedCount = benchmarks.filter(({ procedure }) => procedure === "time").length;
    return (benchmark) => needsMoreForks(benchmark, { thresholds, judgedCount });
  };
