import { createRandom } from "@paceline/core";
import { expect, test } from "vitest";

import { differenceQuantile, differenceShare } from "./difference-share.ts";
import { medianResamples } from "./median-resamples.ts";
import { middleOf } from "./middle-of.ts";

test.for([1, 2, 3, 4, 5, 6])("equals the enumeration of all resamples of %i", (count) => {
  const samples = [3, 1, 4, 1.5, 9, 2.6].slice(0, count);
  const counts = new Map<number, number>();
  const total = count ** count;
  for (let code = 0; code < total; code += 1) {
    const drawn = Array.from(
      { length: count },
      (_, place) => samples[Math.floor(code / count ** place) % count]!,
    );
    const middle = middleOf(drawn);
    counts.set(middle, (counts.get(middle) ?? 0) + 1 / total);
  }
  const { values, shares } = medianResamples(samples);
  for (const [middle, share] of counts) {
    const found = values.reduce(
      (sum, value, index) => sum + (Math.abs(value - middle) < 1e-12 ? shares[index]! : 0),
      0,
    );
    expect(found).toBeCloseTo(share, 10);
  }
});

test.for([7, 10, 40, 41, 100])(
  "the shares of %i samples sum to 1 and the values ascend",
  (count) => {
    const random = createRandom(count);
    const { values, shares } = medianResamples(
      Array.from({ length: count }, () => random.nextRatio()),
    );
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
    expect(Array.from(values)).toEqual(Array.from(values).toSorted((a, b) => a - b));
  },
);

test("a difference is at most its quantile with the quantile's share", () => {
  const upper = medianResamples([5, 6, 7, 8, 9]);
  const lower = medianResamples([1, 2, 3, 4]);
  for (const ratio of [0.001, 0.025, 0.5, 0.9, 0.999]) {
    const bound = differenceQuantile(upper, lower, ratio);
    expect(differenceShare(upper, lower, bound)).toBeGreaterThanOrEqual(ratio - 1e-12);
    expect(differenceShare(upper, lower, bound - 1e-9)).toBeLessThan(ratio);
  }
});
