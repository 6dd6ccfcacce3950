import fc from "fast-check";
import { expect, test } from "vitest";

import { createPairIndex } from "./pair-index.ts";
import { createTrackBuilder, NO_HEAD } from "./track-builder.ts";
import { withTotals } from "./aggregate-tree.ts";
import { createFrameTable } from "./frame-table.ts";
import { summarizeFunctions } from "./summarize-functions.ts";

test("pairs are numbered like a map of them would be", () => {
  const pair = fc.tuple(fc.nat({ max: 2 ** 31 - 1 }), fc.nat({ max: 30 }));
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 2000 }), (pairs) => {
      const index = createPairIndex();
      // Brute force: a Map with a text per pair.
      const oracle = new Map<string, number>();
      for (const [left, right] of pairs) {
        const key = `${left}:${right}`;
        if (!oracle.has(key)) oracle.set(key, oracle.size);
        expect(index.intern(left, right)).toBe(oracle.get(key));
      }
      expect(index.size).toBe(oracle.size);
    }),
  );
});

test("sums by function are those of counting each stack by hand", () => {
  const stack = fc.array(fc.nat({ max: 5 }), { maxLength: 8 });
  const sample = fc.tuple(stack, fc.nat({ max: 1000 }));
  fc.assert(
    fc.property(fc.array(sample, { maxLength: 50 }), (samples) => {
      const frames = createFrameTable();
      const rows = Array.from({ length: 6 }, (_, index) => frames.intern({ name: `f${index}` }));
      const builder = createTrackBuilder(false);
      const self = new Map<number, number>();
      const total = new Map<number, number>();
      for (const [numbers, weight] of samples) {
        builder.add(builder.nodeOf(numbers.map((number) => rows[number]!)), weight);
        const top = numbers.at(-1);
        if (top !== undefined) self.set(top, (self.get(top) ?? 0) + weight);
        for (const number of new Set(numbers)) total.set(number, (total.get(number) ?? 0) + weight);
      }
      const tree = withTotals(builder.build(NO_HEAD).tree, "count");
      const sums = summarizeFunctions(frames.build(), tree);
      for (const [number, row] of rows.entries()) {
        expect(sums.selfWeights[row]).toBe(self.get(number) ?? 0);
        expect(sums.totalWeights[row]).toBe(total.get(number) ?? 0);
      }
    }),
  );
});
