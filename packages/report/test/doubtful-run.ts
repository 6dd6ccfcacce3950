import type { BenchmarkError, RunResult, Warning } from "@paceline/core";

import { exampleBenchmark, exampleBenchmarks, exampleRun } from "./example-run.ts";

/** One warning of every kind there is, with numbers that are easy to find in a text. */
export const everyWarning: readonly Warning[] = [
  { code: "never-steady", forkIndex: 0, roundCount: 400 },
  { code: "scaling-refused", forkIndex: 0, timeRatio: 1.02 },
  { code: "optimized-away", timeNsPerIteration: 0.31, noopNsPerIteration: 0.3 },
  { code: "machine-busy", forkIndex: 0, runQueueWaitRatio: 0.31 },
  { code: "cpu-stolen", forkIndex: 0, stealRatio: 0.12 },
  { code: "cpu-throttled", forkIndex: 0, throttledCount: 7 },
  { code: "cpu-pressure", forkIndex: 0, pressureCpuRatio: 0.4 },
  { code: "gc-share", forkIndex: 0, gcRatio: 0.25 },
  { code: "gc-in-rounds", forkIndex: 0, gcRoundCount: 4, roundCount: 20 },
  { code: "forks-disagree", medianRatio: 1.34 },
  { code: "few-forks", forkCount: 1 },
  { code: "few-rounds", forkIndex: 0, roundCount: 1 },
  { code: "timer-coarse", timerPrecisionNs: 1000, roundNs: 5000 },
  { code: "outliers", outlierCount: 12, sampleCount: 60 },
  { code: "async-overhead", overheadNs: 90, timeNs: 120 },
  { code: "fork-output-cut", forkIndex: 0, keptBytes: 65_536 },
  { code: "workers-silent", forkIndex: 0, silentWorkerCount: 4 },
  { code: "foreign-forks", format: "pytest-benchmark", sampleCount: 20 },
  { code: "samples-missing", keptCount: 5, measuredCount: 38_523 },
];

/** A run in which a file did not load, one benchmark failed in every fork, one in one fork, one was not reached. */
export function doubtfulRun(): RunResult {
  const [first, second, ...rest] = exampleBenchmarks();
  return exampleRun({
    status: "interrupted",
    benchmarks: [
      { ...first!, warnings: [{ code: "machine-busy", forkIndex: 1, runQueueWaitRatio: 0.31 }] },
      {
        ...second!,
        warnings: [{ code: "machine-busy", forkIndex: 0, runQueueWaitRatio: 0.08 }],
        errors: [thrownIn(1)],
      },
      ...rest,
      exampleBenchmark("message-throughput", "broken", 1, {
        metrics: [],
        forks: [],
        status: "failed",
        errors: [thrownIn(0), thrownIn(1), thrownIn(2)],
      }),
      exampleBenchmark("message-throughput", "not reached", 1, {
        metrics: [],
        forks: [],
        status: "pending",
      }),
    ],
    fileErrors: [
      {
        file: "bench/syntax.bench.ts",
        error: {
          name: "SyntaxError",
          code: undefined,
          message: "Unexpected token '}'",
          stack:
            "file:///home/ada/project/bench/syntax.bench.ts:4\n}\n^\n\nSyntaxError: Unexpected token '}'\n" +
            "    at compileSourceTextModule (node:internal/modules/esm/utils:305:16)",
          cause: undefined,
        },
      },
    ],
  });
}

const thrownIn = (forkIndex: number): BenchmarkError => ({
  forkIndex,
  phase: "measure",
  output: "first line\n\u001b[31msecond line\u001b[0m\n",
  error: {
    name: "RangeError",
    code: undefined,
    message: "Invalid array length",
    stack:
      "RangeError: Invalid array length\n" +
      "    at grow (file:///home/ada/project/src/grow.ts:10:3)\n" +
      "    at file:///home/ada/project/bench/message-throughput.bench.ts:3:9\n",
    cause: undefined,
  },
});
