import type { BenchmarkResult, PeerFigure } from "@paceline/core";

import { exampleBenchmark, timeSummary } from "./example-run.ts";

export const examplePeer: PeerFigure = {
  peer: "pymdp 0.0.7.1",
  metric: "time",
  statistic: "median",
  unit: "ns",
  value: 2_957_000,
  measuredOn: "one core of a 2.8 GHz Xeon, Python 3.11",
  source: "best of two runs of 20-step episodes with scripted observations",
};

const cppPeer: PeerFigure = {
  ...examplePeer,
  peer: "cpp-AIF",
  value: 16_200,
  measuredOn: "one core of a 2.8 GHz Xeon, g++ -O3",
  source: "its own example, compiled and timed",
};

/** Benchmarks beside peers: faster, slower, on a metric of their own, and one that was not measured. */
export const peeredBenchmarks: readonly BenchmarkResult[] = [
  exampleBenchmark("inference", "explorer", 1_501, {
    parameters: { gridSize: 5 },
    peers: [examplePeer],
    metrics: [timeSummary(1_501, 0.004)],
  }),
  exampleBenchmark("inference", "T-maze over four steps", 118_000, {
    peers: [{ ...examplePeer, value: 271_359_000 }, cppPeer],
    metrics: [
      timeSummary(118_000, 0.2),
      { ...timeSummary(1_536, 0), name: "heap per agent", unit: "bytes" },
    ],
  }),
  exampleBenchmark("inference", "memory", 900, {
    peers: [{ ...examplePeer, metric: "heap per agent", unit: "bytes", value: 12_288 }],
    metrics: [{ ...timeSummary(1_536, 0.01), name: "heap per agent", unit: "bytes" }],
  }),
  exampleBenchmark("inference", "broken", 1, {
    peers: [{ ...examplePeer, value: 36_106_000 }],
    metrics: [],
    forks: [],
    status: "failed",
  }),
];
