import { expect, test } from "vitest";

import { checkScaling } from "./scaling.ts";

test.for([
  {
    why: "grows with iterations",
    timeNs: (count: number) => 10 * count,
    timeRatio: 2,
    isRefused: false,
  },
  { why: "is the same for all", timeNs: () => 5000, timeRatio: 1, isRefused: true },
  {
    why: "is mostly overhead",
    timeNs: (count: number) => 5000 + count,
    timeRatio: 5200 / 5100,
    isRefused: true,
  },
])("time that $why: refused is $isRefused", async ({ timeNs, timeRatio, isRefused }) => {
  const outcome = await checkScaling(timeNs, 201, 10);
  expect(outcome.isRefused).toBe(isRefused);
  expect(outcome.timeRatio).toBeCloseTo(timeRatio, 12);
});

test("a burst of noise in all but one of the rounds does not refuse a sample", async () => {
  let call = 0;
  const outcome = await checkScaling(
    (count) => {
      call += 1;
      return call === 7 || call === 8 ? 10 * count : 10 * count + 1e6;
    },
    200,
    10,
  );
  expect(outcome).toEqual({ timeRatio: 2, isRefused: false });
});

test("a quick moment of the host that only doubled rounds meet does not refuse a sample", async () => {
  let call = 0;
  const outcome = await checkScaling(
    (count) => {
      call += 1;
      return (call % 10 === 4 ? 4 : 10) * count;
    },
    200,
    10,
  );
  expect(outcome).toEqual({ timeRatio: 2, isRefused: false });
});

test("iterations longer than 20 ms are not doubled", async () => {
  let calls = 0;
  const outcome = await checkScaling(() => (calls += 1), 1, 21e6);
  expect(outcome).toEqual({ timeRatio: null, isRefused: false });
  expect(calls).toBe(0);
});
