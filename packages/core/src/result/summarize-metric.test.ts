import { describe, expect, test } from "vitest";

import { summarizeMetric } from "./summarize-metric.ts";

const time = { name: "time", unit: "ns", direction: "lower", seed: 1 } as const;
const rounds = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];

describe("summarizeMetric", () => {
  test("says of all rounds of all forks what NumPy and pytest-benchmark say", () => {
    const forkSamples = [Float64Array.from(rounds.slice(0, 5)), Float64Array.from(rounds.slice(5))];
    const { medianInterval, ...summary } = summarizeMetric({ ...time, forkSamples });

    // NumPy 2.4.6 (mean, std ddof=1, quantile), SciPy 1.17.1 (median_abs_deviation), pytest-benchmark
    // 5.2.3 (outliers "4;0").
    expect(summary).toEqual({
      name: "time",
      unit: "ns",
      direction: "lower",
      sampleCount: 12,
      min: 1,
      max: 9,
      mean: expect.closeTo(4.333333333333333, 12),
      stddev: expect.closeTo(2.534608929251695, 12),
      median: 4.5,
      q1: 2.75,
      q3: 5.25,
      iqr: 2.5,
      mad: 1.5,
      p95: expect.closeTo(8.45, 12),
      p99: expect.closeTo(8.89, 12),
      outlierCountStddev: 4,
      outlierCountIqr: 0,
    });
    expect(medianInterval?.replicate).toBe("fork");
  });

  test("gives an interval over forks that holds the median and stays above zero", () => {
    const forkSamples = [1, 2, 3].map((value) => new Float64Array(10).fill(value));
    const { median, medianInterval } = summarizeMetric({ ...time, forkSamples });
    expect(medianInterval).toMatchObject({ confidenceRatio: 0.95, replicate: "fork" });
    expect(medianInterval!.low).toBeGreaterThan(0);
    expect(medianInterval!.low).toBeLessThan(median);
    expect(medianInterval!.high).toBeGreaterThan(median);
  });

  test("lets a metric that may be negative have a negative bound", () => {
    const forkSamples = [-1, 2].map((value) => new Float64Array(5).fill(value));
    const growth = { ...time, unit: "bytes", forkSamples };
    expect(summarizeMetric(growth).medianInterval!.low).toBeLessThan(-1);
  });

  test("falls back to rounds, and says so, when there is one fork", () => {
    const summary = summarizeMetric({ ...time, forkSamples: [Float64Array.from(rounds)] });
    expect(summary.medianInterval).toMatchObject({ replicate: "round" });
    expect(summary.medianInterval!.low).toBeLessThanOrEqual(summary.median);
    expect(summary.medianInterval!.high).toBeGreaterThanOrEqual(summary.median);
  });

  test("gives no interval for one fork of four rounds", () => {
    const forkSamples = [Float64Array.of(1, 2, 3, 4)];
    expect(summarizeMetric({ ...time, forkSamples }).medianInterval).toBeNull();
  });

  test("gives the same interval for the same seed", () => {
    const forkSamples = [Float64Array.from(rounds), Float64Array.from(rounds.toReversed())];
    expect(summarizeMetric({ ...time, forkSamples })).toEqual(
      summarizeMetric({ ...time, forkSamples }),
    );
  });

  test("names the metric whose samples are not finite", () => {
    const forkSamples = [Float64Array.of(1, Infinity)];
    expect(() => summarizeMetric({ ...time, forkSamples })).toThrow(
      'metric "time" has the sample Infinity',
    );
    expect(() => summarizeMetric({ ...time, forkSamples: [] })).toThrow("no samples");
  });
});
