import { createRandom, studentTTail } from "@paceline/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { changePValue, logBounds, logRatio, samePValue } from "./log-ratio.ts";

const replicates = fc.array(fc.double({ noNaN: true, min: 1, max: 1e6 }), {
  minLength: 2,
  maxLength: 12,
});

describe("logRatio", () => {
  test("has the standard error and degrees of freedom of Welch's test", () => {
    // Oracle, SciPy 1.17.1: ttest_ind(log(head), log(base), equal_var=False) gives
    // statistic 2.0414280436460883, df 5.200117180867315, pvalue 0.09451879431436407.
    const ratio = logRatio([100, 103, 98, 101, 99], [104, 109, 100, 112, 101]);
    expect(ratio.degreesOfFreedom).toBeCloseTo(5.200117180867315, 6);
    expect(ratio.meanDifference / ratio.standardError).toBeCloseTo(2.0414280436460883, 8);
    expect(
      2 * studentTTail(ratio.meanDifference / ratio.standardError, ratio.degreesOfFreedom),
    ).toBeCloseTo(0.09451879431436407, 8);
  });

  test("an interval contains the median ratio and the ratio of geometric means", () => {
    fc.assert(
      fc.property(replicates, replicates, (base, head) => {
        const ratio = logRatio(base, head);
        const { low, high } = logBounds(ratio, 0.05);
        expect(low).toBeLessThanOrEqual(ratio.estimate + 1e-9);
        expect(high).toBeGreaterThanOrEqual(ratio.estimate - 1e-9);
        expect(low).toBeLessThanOrEqual(ratio.meanDifference);
        expect(high).toBeGreaterThanOrEqual(ratio.meanDifference);
      }),
    );
  });

  test("no interval at the p-value's own level reaches back over the threshold", () => {
    fc.assert(
      fc.property(replicates, replicates, (base, head) => {
        const ratio = logRatio(base, head);
        const change = changePValue(ratio, 0.02);
        if (change > 0 && change < 0.1) {
          const { low, high } = logBounds(ratio, change * 1.01);
          expect(Math.max(low, -high)).toBeGreaterThan(0.02 - 1e-6);
        }
        const same = samePValue(ratio, 0.02);
        if (same > 0 && same < 0.1) {
          const { low, high } = logBounds(ratio, same * 1.01);
          expect(Math.max(high, -low)).toBeLessThan(0.02 + 1e-6);
        }
      }),
    );
  });

  test("a narrower error level never narrows the interval", () => {
    const random = createRandom(7);
    const draw = (): number[] => Array.from({ length: 6 }, () => 100 + random.nextRatio() * 10);
    const ratio = logRatio(draw(), draw());
    let last = logBounds(ratio, 0.5);
    for (const errorRatio of [0.1, 0.01, 1e-4, 1e-8]) {
      const next = logBounds(ratio, errorRatio);
      expect(next.low).toBeLessThanOrEqual(last.low);
      expect(next.high).toBeGreaterThanOrEqual(last.high);
      last = next;
    }
  });
});
