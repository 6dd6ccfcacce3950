import type { BenchmarkResult, ForkResult, Random, RunResult } from "@paceline/core";
import { createRandom, summarizeMetric } from "@paceline/core";

import { exampleBenchmark, exampleRun } from "../../packages/report/test/example-run.ts";

const GROUP_COUNT = 12;
const BENCHMARK_COUNT = 150;
const FORK_COUNT = 5;
const ROUND_COUNT = 255;

/** A run as large as that of the full suite. Generated: only its size matters here, and that rounds are as unlike as real ones. */
export function fullSuiteRun(): RunResult {
  const random = createRandom(1);
  return exampleRun({
    preset: "standard",
    benchmarks: Array.from({ length: BENCHMARK_COUNT }, (_, index) => {
      const timeNs = 40 * 1.12 ** index;
      const group = `group ${index % GROUP_COUNT}`;
      return withRounds(exampleBenchmark(group, `benchmark ${index}`, timeNs), timeNs, random);
    }),
  });
}

function withRounds(benchmark: BenchmarkResult, timeNs: number, random: Random): BenchmarkResult {
  const first = benchmark.forks[0]!;
  const iterationsPerRound = Math.max(1, Math.round(4e6 / timeNs));
  const forks = Array.from({ length: FORK_COUNT }, (_, index): ForkResult => {
    const forkNs = timeNs * (1 + 0.02 * random.nextRatio());
    const roundNs = Array.from({ length: ROUND_COUNT }, () =>
      Math.round(forkNs * iterationsPerRound * (1 + 0.05 * random.nextRatio() ** 3)),
    );
    return { ...first, index, order: index, seed: index + 1, iterationsPerRound, roundNs };
  });
  const forkSamples = forks.map(({ roundNs }) =>
    Float64Array.from(roundNs, (ns) => ns / iterationsPerRound),
  );
  const time = { name: "time", unit: "ns", direction: "lower", forkSamples, seed: 1 } as const;
  return { ...benchmark, forks, metrics: [summarizeMetric(time)] };
}
