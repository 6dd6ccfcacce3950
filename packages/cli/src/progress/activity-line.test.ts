import { createPaint, displayWidth } from "@paceline/report";
import fc from "fast-check";
import { expect, test } from "vitest";

import { activityText } from "./activity-line.ts";

const paint = createPaint(false);

test("shows how far it is and how long it takes before what is done, which gives way", () => {
  const rest = { elapsedMs: 20_000, width: 80, paint };
  expect(activityText("1/3 decided, pair 4 of sort/numbers", 0.25, rest)).toBe(
    "━━━━━━━━━━━━  1 min left       1/3 decided, pair 4 of sort/numbers",
  );
  expect(activityText("x".repeat(200), 0.5, rest)).toMatch(/20 s left {2,}x+…$/);
  expect(activityText("installing", null, rest)).toBe("installing  20 s");
});

test("guesses no time before there is something to guess from", () => {
  for (const [elapsedMs, doneRatio] of [
    [100, 0.5],
    [9000, 0],
  ] as const) {
    expect(activityText("a", doneRatio, { elapsedMs, width: 80, paint })).not.toContain("left");
  }
});

test("leaves one column free, however narrow the terminal", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: 120 }),
      fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.string({ unit: "grapheme-ascii" }),
      (width, doneRatio, activity) => {
        const line = activityText(activity, doneRatio, { elapsedMs: 61_000, width, paint });
        expect(displayWidth(line)).toBeLessThan(width);
      },
    ),
  );
});
