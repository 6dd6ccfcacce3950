import {
  createRandom,
  median,
  serializeRunResult,
  sortSamples,
  summarizeMetric,
} from "@paceline/core";
import type { BenchmarkResult, MetricSummary } from "@paceline/core";

import { makeBenchmark, makeRun } from "../../packages/analysis/test/make-run.ts";

const FORK_COUNT = 3;
const ROUND_COUNT = 20;
const MS_PER_MINUTE = 60_000;

export interface ResultRequest {
  /** Numbers of the benchmarks in it. */
  readonly ids: readonly number[];
  readonly seed: number;
  /** When it started, in minutes after the first. */
  readonly minute: number;
}

/** A result document like one that the harness writes, with samples drawn at random. */
export function resultText({ ids, seed, minute }: ResultRequest): string {
  const startedAt = new Date(Date.UTC(2026, 0, 1) + minute * MS_PER_MINUTE).toISOString();
  const run = makeRun(
    ids.map((id) => benchmark(id, seed)),
    {
      id: `run-${seed}-${minute}`,
      startedAt,
      finishedAt: startedAt,
      preset: "quick",
      seed,
      commit: {
        id: String(minute).padStart(40, "0"),
        branch: "main",
        authoredAt: startedAt,
        isDirty: false,
      },
    },
  );
  return serializeRunResult(run);
}

function benchmark(id: number, seed: number): BenchmarkResult {
  const random = createRandom(seed * 1000 + id);
  const noise = (): number => 1 + 0.02 * (random.nextRatio() + random.nextRatio() - 1);
  const forkRoundsNs = Array.from({ length: FORK_COUNT }, () => {
    const forkNs = 1000 * noise();
    return Array.from({ length: ROUND_COUNT }, () => forkNs * noise());
  });
  return makeBenchmark(`benchmark ${id}`, forkRoundsNs, {
    metrics: [timeSummary(forkRoundsNs.flat())],
  });
}

/** What summarizing costs with its bootstrap would be most of the time that the history takes to make. */
const shape = summarizeMetric({
  name: "time",
  unit: "ns",
  direction: "lower",
  forkSamples: [Float64Array.of(990, 1000, 1010), Float64Array.of(995, 1000, 1005)],
  seed: 1,
});

function timeSummary(rounds: readonly number[]): MetricSummary {
  const sorted = sortSamples(rounds);
  return { ...shape, sampleCount: sorted.length, median: median(sorted) };
}
