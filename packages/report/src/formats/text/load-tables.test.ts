import type { BenchmarkResult, MetricSummary, Unit } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { exampleBenchmark, exampleBenchmarks } from "../../../test/example-run.ts";
import { displayWidth } from "../../words/display-width.ts";
import { createPaint } from "../../words/paint.ts";
import { renderLoads } from "./load-tables.ts";
import { WIDTH_MIN } from "./render-text.ts";

const [{ metrics: exampleMetrics }] = exampleBenchmarks() as [BenchmarkResult];

const metric = (name: string, unit: Unit, median: number): MetricSummary => ({
  ...exampleMetrics[0]!,
  name,
  unit,
  median,
});

const load = (
  parameters: BenchmarkResult["parameters"],
  p99Ms: number,
  littleRatio: number,
): BenchmarkResult =>
  exampleBenchmark("load/saturation", "threads", 1e6, {
    parameters,
    metrics: [
      metric("offeredPerSecond", "per-second", 4_000),
      metric("completedPerSecond", "per-second", 3_900),
      metric("latencyNsP50", "ns", 1e6),
      metric("latencyNsP95", "ns", 2e6),
      metric("latencyNsP99", "ns", p99Ms * 1e6),
      metric("inSystemMean", "count", 12),
      metric("utilizationRatio", "ratio", 0.52),
      metric("expectedUtilizationRatio", "ratio", 0.5),
      metric("littleRatio", "ratio", littleRatio),
    ],
  });

const benchmarks: readonly BenchmarkResult[] = [
  load({ load: 0.5 }, 5, 1.01),
  load({ load: 1.1 }, 130, 0.98),
  exampleBenchmark("load/workers", "sustainable rate", 1e6, {
    parameters: { workers: 2 },
    metrics: [
      metric("capacityPerSecond", "per-second", 8_000),
      metric("sustainablePerSecond", "per-second", 6_000),
      metric("latencyNsP99Limit", "ns", 20e6),
    ],
  }),
  ...exampleBenchmarks(),
];

const render = (width: number): string =>
  renderLoads(benchmarks, width, createPaint(false)).join("\n");

describe("renderLoads", () => {
  test("shows what those wait who come at which rate, and which rate is sustained", () => {
    expect(render(80)).toMatchInlineSnapshot(`
      "Loads  latency from the intended start; medians over forks
                   offered    served      p50      p95      p99  inside  busy
      ───────────────────────────────────────────────────────────────────────
      load/saturation/threads
        load=0.5  4.00 k/s  3.90 k/s  1.00 ms  2.00 ms  5.00 ms      12  52 %
        load=1.1  4.00 k/s  3.90 k/s  1.00 ms  2.00 ms   130 ms      12  52 %
      inside: requests waiting or being served, as seen at random moments; rate ×
      latency (Little's law) differs by at most 2.0 %
      busy: share of the time; rate × time of one request differs by at most 2.0
      points

      Sustainable rates  highest that keeps p99 within 20.0 ms of the intended start
                   closed loop  sustainable  share
      ────────────────────────────────────────────
      load/workers/sustainable rate
        workers=2     8.00 k/s     6.00 k/s   75 %
      "
    `);
  });

  test("leaves out columns where it is narrow, the 99th percentile last", () => {
    for (const width of [WIDTH_MIN, 50, 60, 70]) {
      const lines = render(width).split("\n");
      expect(lines.filter((line) => displayWidth(line) > width)).toEqual([]);
      expect(lines.join("\n")).toMatch(/offered .*p99/);
    }
  });

  test("says nothing of runs without loads", () => {
    expect(renderLoads(exampleBenchmarks(), 80, createPaint(false))).toEqual([]);
  });
});
