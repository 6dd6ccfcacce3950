import type { MetricSamples, TargetSpec } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { judgeTarget } from "./judge-target.ts";

const target = (bound: Partial<TargetSpec>): TargetSpec => ({
  component: "Spawning",
  label: "one",
  metric: "time",
  statistic: "median",
  ...bound,
});

const samples = (...forks: readonly (readonly number[])[]): MetricSamples => ({
  name: "time",
  unit: "ns",
  direction: "lower",
  forkSamples: forks.map((fork) => Float64Array.from(fork)),
  seed: 1,
});

/** Three forks of medians 99, 100, 101: Student's t interval of them is 100 ± 4.30 · 1 / √3, so 97.5 to 102.5. */
const about100 = samples([99, 99, 99], [100, 100, 100], [101, 101, 101]);

describe("judgeTarget", () => {
  test.for([
    { bound: { below: 103 }, status: "met" },
    { bound: { below: 102 }, status: "not-proven" },
    { bound: { below: 98 }, status: "not-proven" },
    { bound: { below: 97 }, status: "missed" },
    { bound: { above: 97 }, status: "met" },
    { bound: { above: 100 }, status: "not-proven" },
    { bound: { above: 103 }, status: "missed" },
  ])("97.5 to 102.5 against $bound is $status", ({ bound, status }) => {
    expect(judgeTarget(target(bound), about100)).toMatchObject({ status, value: 100 });
  });

  test("a value without an interval proves nothing", () => {
    const outcome = judgeTarget(target({ below: 1e9 }), samples([5]));
    expect(outcome).toMatchObject({ status: "not-proven", value: 5, intervalLow: null });
  });

  test("a metric that was not measured is not proven and has no value", () => {
    expect(judgeTarget(target({ below: 1 }), undefined)).toMatchObject({
      status: "not-proven",
      value: null,
      comparison: "below",
      bound: 1,
    });
  });

  test.for([
    { statistic: "min", value: 99 },
    { statistic: "max", value: 101 },
    { statistic: "mean", value: 100 },
  ] as const)("the value is the $statistic of all rounds", ({ statistic, value }) => {
    expect(judgeTarget(target({ statistic, below: 1 }), about100).value).toBe(value);
  });
});
