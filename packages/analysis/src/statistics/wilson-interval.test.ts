import { expect, test } from "vitest";

import { wilsonInterval } from "./wilson-interval.ts";

// Oracle, SciPy 1.17.1: binomtest(count, trials).proportion_ci(0.95, "wilson").
test.for([
  { count: 0, trialCount: 20, low: 0, high: 0.16112515805281935 },
  { count: 3, trialCount: 70, low: 0.014681541004111391, high: 0.11859668748527549 },
  { count: 70, trialCount: 70, low: 0.9479769375897331, high: 1 },
  { count: 17, trialCount: 100, low: 0.1089356611405993, high: 0.2554800476760113 },
])("agrees with SciPy on $count of $trialCount", ({ count, trialCount, low, high }) => {
  const share = wilsonInterval(count, trialCount);
  expect(share.low).toBeCloseTo(low, 8);
  expect(share.high).toBeCloseTo(high, 8);
});

test("of no trials knows nothing", () => {
  expect(wilsonInterval(0, 0)).toMatchObject({ low: 0, high: 1 });
});
