import { expect, test } from "vitest";

import { wilsonInterval } from "@paceline/analysis";

import { judgeRate } from "./judging/evidence.ts";

test.for([
  { low: 0, high: 0.05, expected: "met" },
  { low: 0.049, high: 0.06, expected: "not shown" },
  { low: 0.05, high: 0.2, expected: "not shown" },
  { low: 0.051, high: 0.2, expected: "NOT MET" },
])("alarms between $low and $high are $expected at 5 %", ({ expected, ...interval }) => {
  expect(judgeRate(interval, 0.05)).toBe(expected);
});

test("no alarm in 72 trials is too little to show 5 %, in 73 it is enough", () => {
  // Wilson's upper end of none in n is z² / (n + z²), with z² = 3.8415.
  expect(judgeRate(wilsonInterval(0, 72), 0.05)).toBe("not shown");
  expect(judgeRate(wilsonInterval(0, 73), 0.05)).toBe("met");
});

test("a rate of exactly the stated one is never shown by counting", () => {
  for (const trialCount of [20, 400, 100_000]) {
    expect(judgeRate(wilsonInterval(trialCount / 20, trialCount), 0.05)).toBe("not shown");
  }
});
