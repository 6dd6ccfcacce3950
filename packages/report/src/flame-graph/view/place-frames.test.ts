import { aggregateTracks } from "@paceline/profile";
import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { makeProfile } from "../../../test/make-profile.ts";
import { orderByRank, rankTexts } from "./order-children.ts";
import { placeFrames } from "./place-frames.ts";
import type { PlaceOptions, PlacedFrames } from "./place-frames.ts";

type Stack = readonly [readonly string[], number];

function place(stacks: readonly Stack[], weightMin = 0): PlacedFrames & { rows: unknown[] } {
  const profile = makeProfile(stacks);
  const tree = aggregateTracks(profile);
  const names = Array.from(profile.frames.names, (name) => profile.frames.strings[name]!);
  const options: PlaceOptions = {
    widths: tree.totalWeights,
    order: orderByRank(tree, rankTexts(names)),
    weightMin,
  };
  const placed = placeFrames(tree, options);
  const rows = Array.from(placed.nodes, (node, index) => [
    names[tree.frames[node]!],
    placed.depths[index],
    placed.starts[index],
    tree.totalWeights[node],
  ]);
  return { ...placed, rows };
}

/** The plain way, with recursion: groups by the first name, in order of names. */
function bruteForce(stacks: readonly Stack[], depth = 0, start = 0): unknown[] {
  const names = [...new Set(stacks.flatMap(([stack]) => stack.slice(0, 1)))].sort();
  let edge = start;
  return names.flatMap((name) => {
    const below = stacks
      .filter(([stack]) => stack[0] === name)
      .map(([stack, weight]): Stack => [stack.slice(1), weight]);
    const weight = below.reduce((sum, [, each]) => sum + each, 0);
    const rows = [[name, depth + 1, edge, weight], ...bruteForce(below, depth + 1, edge)];
    edge += weight;
    return rows;
  });
}

const stacks = fc.array(
  fc.tuple(fc.array(fc.constantFrom("a", "b", "c", "d-e"), { maxLength: 6 }), fc.nat(1000)),
  { maxLength: 40 },
);

describe("placeFrames", () => {
  test("places what the plain recursive way places", () => {
    fc.assert(
      fc.property(stacks, (given) => {
        const total = given.reduce((sum, [, weight]) => sum + weight, 0);
        expect(place(given).rows).toEqual([["(root)", 0, 0, total], ...bruteForce(given)]);
      }),
    );
  });

  test("gives each subtree a range of positions", () => {
    fc.assert(
      fc.property(stacks, (given) => {
        const { count, parents, ends, depths } = place(given);
        for (let position = 0; position < count; position++) {
          const end = depths.findIndex((depth, at) => at > position && depth <= depths[position]!);
          expect(ends[position]).toBe(end === -1 ? count : end);
          if (position > 0) expect(depths[parents[position]!]).toBe(depths[position]! - 1);
        }
      }),
    );
  });

  test("leaves out what is too narrow, says how much, and moves nothing else", () => {
    const given: Stack[] = [
      [["a", "x"], 1],
      [["a", "y"], 50],
      [["b"], 1],
      [["c"], 48],
    ];
    const placed = place(given, 2);
    expect(placed.rows).toEqual([
      ["(root)", 0, 0, 100],
      ["a", 1, 0, 51],
      ["y", 2, 1, 50],
      ["c", 1, 52, 48],
    ]);
    expect([placed.prunedCount, placed.prunedWeight]).toEqual([2, 2]);
  });

  test("takes a stack of 100,000 calls", () => {
    const placed = place([[Array.from({ length: 100_000 }, () => "f"), 1]]);
    expect([placed.count, placed.depths.at(-1)]).toEqual([100_001, 100_000]);
  });
});
