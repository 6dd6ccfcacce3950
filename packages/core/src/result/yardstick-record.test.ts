import fc from "fast-check";
import { expect, test } from "vitest";

import { stretchBounds } from "./yardstick-record.ts";

test("cuts rounds into at most eight stretches, each of nearly the same count", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), (roundCount) => {
      const bounds = stretchBounds(roundCount);
      const sizes = bounds.slice(1).map((end, index) => end - bounds[index]!);
      expect([bounds[0], bounds.at(-1)]).toEqual([0, roundCount]);
      expect(sizes).toHaveLength(Math.min(8, roundCount));
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      expect(Math.min(...sizes)).toBeGreaterThan(0);
    }),
  );
});
