import { describe, expect, test } from "vitest";

import { createRandom } from "../random.ts";
import { clusterBootstrap } from "./cluster-bootstrap.ts";
import { mean } from "./mean.ts";
import { medianInPlace } from "./median.ts";
import { normalQuantile } from "./normal-distribution.ts";

const ROUND_COUNT = 20;
const TRIAL_COUNT = 300;
/** Share of forks that fall into a slow mode, and what the median of all then is of the others'. */
const SLOW_RATIO = 0.15;
const SLOW_MIXTURE_MEDIAN = 1 + 0.02 * normalQuantile(0.5 / (1 - SLOW_RATIO));

const random = createRandom(20_251);
/** Box and Muller (1958). */
const normal = (): number =>
  Math.sqrt(-2 * Math.log(1 - random.nextRatio())) * Math.cos(2 * Math.PI * random.nextRatio());

/** Populations of forks whose true median is 1: a draw is one fork's rounds. */
const populations = {
  "forks that differ more than their rounds": () => rounds(1 + 0.05 * normal(), 0.01),
  "rounds that differ more than their forks": () => rounds(1 + 0.005 * normal(), 0.05),
  "skewed forks": () => rounds(Math.exp(0.5 * normal()), 0.05),
  "forks that are now and then slow": () =>
    rounds(
      random.nextRatio() < SLOW_RATIO ? 1.8 : (1 + 0.02 * normal()) / SLOW_MIXTURE_MEDIAN,
      0.001,
    ),
};

function rounds(forkMedian: number, spreadRatio: number): Float64Array {
  return Float64Array.from(
    { length: ROUND_COUNT },
    () => forkMedian * (1 + spreadRatio * normal()),
  );
}

function coverage(
  forkCount: number,
  drawFork: () => Float64Array,
  scale: "linear" | "ratio",
): number {
  let coveredCount = 0;
  for (let trial = 0; trial < TRIAL_COUNT; trial += 1) {
    const forks = Array.from({ length: forkCount }, drawFork);
    const { low, high } = clusterBootstrap(forks, {
      statistic: medianInPlace,
      seed: trial,
      resampleCount: 150,
      scale,
    });
    if (low <= 1 && 1 <= high) coveredCount += 1;
  }
  return coveredCount / TRIAL_COUNT;
}

describe("clusterBootstrap", () => {
  const cases = Object.entries(populations).flatMap(([name, drawFork]) =>
    [2, 3, 5, 8].flatMap((forkCount) =>
      (["linear", "ratio"] as const).map((scale) => ({ name, drawFork, forkCount, scale })),
    ),
  );
  test.for(cases)("covers the true median of $forkCount $name, $scale", (given) => {
    const { drawFork, forkCount, scale } = given;
    // Nominal 0.95; three standard errors of a share of 300 trials are 0.038.
    expect(coverage(forkCount, drawFork, scale)).toBeGreaterThan(0.912);
  });

  test("is much wider than resampling all rounds as if they were independent would say", () => {
    const forks = [rounds(1, 0.01), rounds(1.1, 0.01), rounds(0.95, 0.01), rounds(1.05, 0.01)];
    const { low, high } = clusterBootstrap(forks, { statistic: medianInPlace, seed: 1 });
    expect(high - low).toBeGreaterThan(0.15);
  });

  test("of two clusters is Student's interval of their statistics", () => {
    // Closed form: center 2, standard error 1, t(0.975, 1) = 12.706204736174694.
    const clusters = [Float64Array.of(1, 1), Float64Array.of(3, 3)];
    const found = clusterBootstrap(clusters, { statistic: mean, seed: 1 });
    expect(found.estimate).toBe(2);
    expect(found.low).toBeCloseTo(2 - 12.706204736174694, 8);
    expect(found.high).toBeCloseTo(2 + 12.706204736174694, 8);
  });

  test("of two clusters on a ratio scale is Student's interval of their logarithms", () => {
    // Closed form: center ln √3, standard error ln 3 / 2, t(0.975, 1) = 12.706204736174694.
    const clusters = [Float64Array.of(1, 1), Float64Array.of(3, 3)];
    const found = clusterBootstrap(clusters, { statistic: mean, seed: 1, scale: "ratio" });
    const reach = 12.706204736174694 * (Math.log(3) / 2);
    expect(found.low).toBeCloseTo(Math.sqrt(3) * Math.exp(-reach), 10);
    expect(found.high / (Math.sqrt(3) * Math.exp(reach))).toBeCloseTo(1, 8);
  });

  test("on a ratio scale ends at zero when a cluster's statistic is zero", () => {
    const clusters = [Float64Array.of(0, 0), Float64Array.of(3, 3)];
    const found = clusterBootstrap(clusters, { statistic: mean, seed: 1, scale: "ratio" });
    expect(found.low).toBe(0);
  });

  test("is decided by the seed alone, and leaves the clusters as they were", () => {
    const clusters = Array.from({ length: 7 }, (_, index) => Float64Array.of(index, 9 - index, 4));
    const before = clusters.map((cluster) => [...cluster]);
    const options = { statistic: medianInPlace, seed: 6 };
    expect(clusterBootstrap(clusters, options)).toEqual(clusterBootstrap(clusters, options));
    expect(clusters.map((cluster) => [...cluster])).toEqual(before);
  });

  test("takes clusters of different sizes", () => {
    const clusters = [Float64Array.of(1), Float64Array.of(1, 1, 1), Float64Array.of(1, 1)];
    const found = clusterBootstrap(clusters, { statistic: mean, seed: 1 });
    expect(found).toMatchObject({ estimate: 1, low: 1, high: 1 });
  });

  test("refuses one cluster, an empty one and NaN", () => {
    const options = { statistic: mean, seed: 1 };
    expect(() => clusterBootstrap([Float64Array.of(1)], options)).toThrow("at least 2 are needed");
    expect(() => clusterBootstrap([Float64Array.of(1), new Float64Array(0)], options)).toThrow(
      "no samples",
    );
    expect(() =>
      clusterBootstrap([Float64Array.of(1), Float64Array.of(Number.NaN)], options),
    ).toThrow("NaN");
  });
});
