import { InvalidOptionError } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { deadEndOutbox } from "../outbox.ts";
import { createCoordinator, statusOf } from "./coordinator.ts";

const actionsOn = (performanceRatios: readonly number[], stepCount: number): readonly string[] => {
  const agent = createCoordinator(1);
  return Array.from({ length: stepCount }, () => agent.step({ performanceRatios }, deadEndOutbox));
};

/** Members of the coalition that a state stands for. */
const sizeOf = (state: number) => state.toString(2).replaceAll("0", "").length;

describe("a coordinator", () => {
  test("brings agents together while there is no coalition", () => {
    expect(actionsOn([], 5)).toEqual(["invite", "merge", "merge", "merge", "merge"]);
  });

  test("makes the coalition smaller while it is in conflict", () => {
    expect(actionsOn([0.1], 5).every((action) => ["exclude", "split"].includes(action))).toBe(true);
  });

  test("keeps a coalition that it believes to be active", () => {
    expect(actionsOn([0.7], 3)).toContain("coordinate");
  });

  test("concludes from a conflict that the coalition is too large", () => {
    const agent = createCoordinator(1);
    agent.step({ performanceRatios: [0.1] }, deadEndOutbox);
    const believedIn = (isWanted: (size: number) => boolean) =>
      agent.beliefs.reduce((sum, belief, state) => sum + (isWanted(sizeOf(state)) ? belief : 0), 0);
    // Only sizes of 3 and more can be in conflict; 6 is over the limit of 5 and five times as prone.
    expect(believedIn((count) => count < 3)).toBeLessThan(1e-6);
    expect(believedIn((count) => count === 6)).toBeCloseTo(0.5 / (0.5 + 41 * 0.1 + 0), 6);
  });
});

test.for([
  { performanceRatios: [], status: "empty" },
  { performanceRatios: [0.81], status: "success" },
  { performanceRatios: [0.8], status: "active" },
  { performanceRatios: [0.6], status: "forming" },
  { performanceRatios: [0.3], status: "conflict" },
  { performanceRatios: [0.9, 0.6], status: "success" },
  { performanceRatios: [0.9, 0.5], status: "active" },
  { performanceRatios: [0.5, 0.3], status: "conflict" },
])("reads $performanceRatios as $status, as published", ({ performanceRatios, status }) => {
  expect(statusOf(performanceRatios)).toBe(status);
});

test.for([1, 2.5, 31])("refuses to coordinate %d agents", (agentCountMax) => {
  expect(() => createCoordinator(1, { agentCountMax })).toThrow(InvalidOptionError);
});
