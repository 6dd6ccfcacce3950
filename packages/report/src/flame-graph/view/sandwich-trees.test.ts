import fc from "fast-check";
import { expect, test } from "vitest";

import { makeProfile } from "../../../test/make-profile.ts";
import { unpackColumns } from "../../page/columns.ts";
import { packFlameDocument } from "../document/flame-document.ts";
import { readFlameModel } from "./flame-model.ts";
import type { FlameModel } from "./flame-model.ts";
import { sumFunctions } from "./function-sums.ts";
import { sandwichTrees } from "./sandwich-trees.ts";
import { matchedWeight } from "./search-frames.ts";
import { runAt, timeColumns } from "./time-columns.ts";
import { viewTreeOf } from "./view-tree.ts";
import type { ViewTree } from "./view-tree.ts";

type Stack = readonly [readonly string[], number];

const stacks = fc.array(
  fc.tuple(
    fc.array(fc.constantFrom<string[]>("a", "b", "c"), { minLength: 1, maxLength: 7 }),
    fc.integer({ min: 1, max: 1000 }),
  ),
  { minLength: 1, maxLength: 30 },
);

const modelOf = (given: readonly Stack[]): FlameModel =>
  readFlameModel(
    unpackColumns(
      packFlameDocument(makeProfile(given), {
        title: "",
        facts: [],
        doubts: [],
        normalization: "absolute",
        group: "none",
        difference: null,
      }),
    ),
  );

/** Self weight of each path from the root, as text. */
function pathsOf({ frames: { names } }: FlameModel, tree: ViewTree): Record<string, number> {
  const paths: string[] = [];
  const weights: Record<string, number> = {};
  for (let node = 0; node < tree.count; node++) {
    const name = names[tree.frames[node]!]!;
    const parent = tree.parents[node]!;
    paths[node] = parent === -1 ? name : `${paths[parent]!};${name}`;
    if (tree.sums.selfWeights[node] !== 0) weights[paths[node]!] = tree.sums.selfWeights[node]!;
  }
  return weights;
}

const add = (sums: Record<string, number>, key: string, weight: number): void => {
  sums[key] = (sums[key] ?? 0) + weight;
};

test("callers and callees are those of the stacks, each stack once at its outermost place", () => {
  fc.assert(
    fc.property(stacks, (given) => {
      const model = modelOf(given);
      const frame = model.frames.names.indexOf("a");
      if (frame === -1) return;
      const { callers, callees } = sandwichTrees(
        viewTreeOf(model, true),
        frame,
        model.frames.count,
      );
      const above: Record<string, number> = {};
      const below: Record<string, number> = {};
      for (const [stack, weight] of given) {
        const first = stack.indexOf("a");
        if (first === -1) continue;
        add(
          above,
          stack
            .slice(0, first + 1)
            .toReversed()
            .join(";"),
          weight,
        );
        add(below, stack.slice(first).join(";"), weight);
      }
      expect(pathsOf(model, callers)).toEqual(above);
      expect(pathsOf(model, callees)).toEqual(below);
    }),
  );
});

test("functions and matches are weighed once per stack", () => {
  fc.assert(
    fc.property(stacks, (given) => {
      const model = modelOf(given);
      const tree = viewTreeOf(model, true);
      const sums = sumFunctions(tree, tree.sums, model.frames.count);
      for (const [frame, name] of model.frames.names.entries()) {
        if (name === "all") continue;
        const on = given.filter(([stack]) => stack.includes(name));
        const top = given.filter(([stack]) => stack.at(-1) === name);
        const sum = (rows: readonly Stack[]): number =>
          rows.reduce((total, [, weight]) => total + weight, 0);
        expect(sums.totalWeights[frame]).toBe(sum(on));
        expect(sums.selfWeights[frame]).toBe(sum(top));
      }
      const matches = Uint8Array.from(model.frames.names, (name) =>
        name === "a" || name === "b" ? 1 : 0,
      );
      const hit = given.filter(([stack]) => stack.includes("a") || stack.includes("b"));
      expect(matchedWeight(tree, matches)).toBe(
        hit.reduce((total, [, weight]) => total + weight, 0),
      );
    }),
  );
});

test("a time line keeps every run where it is wide, and covers all of it where not", () => {
  fc.assert(
    fc.property(stacks, fc.integer({ min: 1, max: 3000 }), (given, widthMin) => {
      const [line] = modelOf(given).timeLines;
      const end = line!.edges[line!.count]!;
      expect(end).toBe(given.reduce((total, [, weight]) => total + weight, 0));
      const columns = timeColumns(line!, { from: 0, to: end, widthMin });
      expect([columns.edges[0], columns.edges[columns.count]]).toEqual([0, end]);
      for (let column = 0; column < columns.count; column++) {
        const [from, to] = [columns.edges[column]!, columns.edges[column + 1]!];
        expect(to).toBeGreaterThan(from);
        const middle = runAt(line!, from);
        const isWhole = line!.edges[middle + 1] === to;
        if (to - from > widthMin) expect(isWhole).toBe(true);
      }
    }),
  );
});
