import type { BenchmarkResult, RunResult } from "@paceline/core";

import { exampleBenchmark, exampleRun, timeSummary } from "./example-run.ts";

const WORKER_COUNTS = [1, 2, 4, 8, 16];
const NS_PER_SECOND = 1e9;

/** Rates by the law, a fork a little slower than the one before. */
const series = (backend: string, contention: number, coherency: number): BenchmarkResult[] =>
  WORKER_COUNTS.map((workerCount) => {
    const slowing =
      1 + contention * (workerCount - 1) + coherency * workerCount * (workerCount - 1);
    const rate = (10_000 * workerCount) / slowing;
    const timeNs = NS_PER_SECOND / rate;
    const benchmark = exampleBenchmark("threads-vs-processes", "steps", timeNs, {
      parameters: { backend, workerCount },
      itemsPerIteration: 1,
      itemsUnit: "steps",
    });
    const throughput = { ...timeSummary(rate, 0.02), name: "throughput", unit: "per-second" };
    const forks = benchmark.forks.map((fork, index) => ({
      ...fork,
      iterationsPerRound: 1,
      roundNs: Array.from(
        { length: 30 },
        (_, round) => timeNs * (1 + 0.002 * index + 0.0001 * round),
      ),
    }));
    return { ...benchmark, forks, metrics: [timeSummary(timeNs, 0.02), throughput] };
  });

/** Two series over numbers of workers that obey the Universal Scalability Law by construction, and one group more. */
export function scalingRun(): RunResult {
  const { benchmarks } = exampleRun();
  return exampleRun({
    benchmarks: [
      ...series("threads", 0.05, 0.01),
      ...series("processes", 0.1, 0.02),
      ...benchmarks,
    ],
  });
}

/** Names that try to become elements, end elements, reorder text, or run out of the page. */
export const HOSTILE_NAME = `</script><img src=x onerror="alert(1)">]]>'"&\u202e😀${"long ".repeat(60)}`;

export function hostileRun(): RunResult {
  const benchmark = exampleBenchmark(`group ${HOSTILE_NAME}`, HOSTILE_NAME, 1_000, {
    parameters: { [HOSTILE_NAME]: HOSTILE_NAME },
    itemsPerIteration: 1,
    itemsUnit: HOSTILE_NAME,
  });
  const failed: BenchmarkResult = {
    ...benchmark,
    id: `failed ${HOSTILE_NAME}`,
    status: "failed",
    forks: [],
    metrics: [],
    errors: [
      {
        forkIndex: 0,
        phase: "measure",
        error: {
          name: "Error",
          message: HOSTILE_NAME,
          stack: HOSTILE_NAME,
          fields: {},
        },
        output: HOSTILE_NAME,
      },
    ],
  };
  return exampleRun({
    benchmarks: [benchmark, failed],
    fileErrors: [],
    commit: { id: HOSTILE_NAME, branch: HOSTILE_NAME, authoredAt: HOSTILE_NAME, isDirty: true },
    preset: HOSTILE_NAME,
    startedAt: HOSTILE_NAME,
  });
}
