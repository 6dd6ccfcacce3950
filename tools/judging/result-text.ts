import {
  createRandom,
  median,
  serializeRunResult,
  sortSamples,
  summarizeMetric,
} from "@paceline/core";
import type { BenchmarkResult, MetricSummary, YardstickRecord } from "@paceline/core";

import { makeBenchmark, makeFork, makeRun } from "../../packages/analysis/test/make-run.ts";

const MS_PER_MINUTE = 60_000;

export interface ResultRequest {
  /** Of each benchmark, and rounds of each fork: few where only the documents are counted. */
  readonly forkCount: number;
  readonly roundCount: number;
  /** Numbers of the benchmarks in it. */
  readonly ids: readonly number[];
  readonly seed: number;
  /** When it started, in minutes after the first. */
  readonly minute: number;
}

/** A result document like one that the harness writes, with samples drawn at random. */
export function resultText(request: ResultRequest): string {
  const { ids, seed, minute } = request;
  const startedAt = new Date(Date.UTC(2026, 0, 1) + minute * MS_PER_MINUTE).toISOString();
  const run = makeRun(
    ids.map((id) => benchmark(id, request)),
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

function benchmark(id: number, { seed, forkCount, roundCount }: ResultRequest): BenchmarkResult {
  const random = createRandom(seed * 1000 + id);
  const noise = (): number => 1 + 0.02 * (random.nextRatio() + random.nextRatio() - 1);
  const forkRoundsNs = Array.from({ length: forkCount }, () => {
    const forkNs = 1000 * noise();
    return Array.from({ length: roundCount }, () => forkNs * noise());
  });
  return makeBenchmark(`benchmark ${id}`, [], {
    metrics: [timeSummary(forkRoundsNs.flat())],
    forks: forkRoundsNs.map((roundNs, index) => ({
      ...makeFork(index, roundNs),
      yardstick: yardstick(noise),
    })),
  });
}

const STRETCH_COUNT = 8;

const yardstick = (noise: () => number): YardstickRecord => ({
  chainNs: Array.from({ length: STRETCH_COUNT }, () => 57_000 * noise()),
  wideNs: Array.from({ length: STRETCH_COUNT }, () => 55_000 * noise()),
});

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
