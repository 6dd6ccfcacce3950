import { expect, test } from "vitest";

import { familyLevels } from "./family.ts";

test("rejects what Holm (1979) rejects and says the level of each turn", () => {
  // Ordered 0.005, 0.01, 0.03, 0.04 against 0.05/4, 0.05/3, 0.05/2: the third stands, so the rest do.
  expect(familyLevels([0.01, 0.04, 0.03, 0.005], 0.05)).toEqual([
    { isRejected: true, errorRatio: 0.05 / 3 },
    { isRejected: false, errorRatio: 0.05 / 2 },
    { isRejected: false, errorRatio: 0.05 / 2 },
    { isRejected: true, errorRatio: 0.05 / 4 },
  ]);
});

test("a small p-value behind one that stands is not rejected", () => {
  expect(familyLevels([0.02, 0.04], 0.03).map(({ isRejected }) => isRejected)).toEqual([
    false,
    false,
  ]);
});
