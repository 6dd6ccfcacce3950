import { expect, test } from "vitest";

import { checkLoad } from "./check-load.ts";

/** Two workers, 100 requests in a second, each served for 10 ms after waiting for 5 ms. */
const load = {
  completedCount: 100,
  elapsedNs: 1e9,
  latencyNsMean: 15e6,
  inSystemMean: 1.5,
  busyNs: 1e9,
  workerCount: 2,
  serviceNsMean: 10e6,
};

test("agrees with itself where Little's law and the law of utilisation hold", () => {
  const { littleRatio, utilizationRatio, expectedUtilizationRatio } = checkLoad(load);
  expect(littleRatio).toBeCloseTo(1, 12);
  expect(utilizationRatio).toBeCloseTo(0.5, 12);
  expect(expectedUtilizationRatio).toBeCloseTo(0.5, 12);
});

test("shows a clock that starts when service does: half the requests in the system have no latency", () => {
  expect(checkLoad({ ...load, latencyNsMean: 10e6 }).littleRatio).toBeCloseTo(1.5, 12);
});
