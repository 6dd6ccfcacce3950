import { InvalidOptionError } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { goalDistances } from "./goal-distance.ts";
import { createOpenGridMap, parseGridMap } from "./grid-map.ts";

const MAP = parseGridMap(`
  . . # .
  . # G .
  . . . .
`);

describe("a parsed map", () => {
  test("numbers cells row by row and knows walls and goals", () => {
    expect([MAP.rowCount, MAP.columnCount, MAP.cellCount]).toEqual([3, 4, 12]);
    expect(Array.from({ length: 12 }, (_, cell) => MAP.isWall(cell)).indexOf(true)).toBe(2);
    expect(MAP.isWall(5)).toBe(true);
    expect(MAP.goals).toEqual([6]);
  });

  test("is its own text again", () => {
    expect(parseGridMap(MAP.text).text).toBe(MAP.text);
  });

  test.for([
    { cell: 0, action: "up", to: 0, why: "the upper edge" },
    { cell: 0, action: "left", to: 0, why: "the left edge" },
    { cell: 3, action: "right", to: 3, why: "the right edge, and no wrap into the next row" },
    { cell: 1, action: "right", to: 1, why: "a wall" },
    { cell: 1, action: "down", to: 1, why: "a wall" },
    { cell: 4, action: "down", to: 8, why: "a free way" },
    { cell: 7, action: "left", to: 6, why: "a free way" },
    { cell: 7, action: "stay", to: 7, why: "no move" },
  ] as const)("from $cell, $action leads to $to: $why", ({ cell, action, to }) => {
    expect(MAP.next(cell, action)).toBe(to);
  });

  test("measures the way to the goal around the walls", () => {
    expect([...goalDistances(MAP)]).toEqual([5, 6, -1, 2, 4, -1, 0, 1, 3, 2, 1, 2]);
  });

  test("cells that are walled off have no distance", () => {
    expect([...goalDistances(parseGridMap(".#G"))]).toEqual([-1, -1, 0]);
    expect([...goalDistances(createOpenGridMap(2))]).toEqual([-1, -1, -1, -1]);
  });
});

test("a bad map names every bad line", () => {
  expect(() => parseGridMap(". .\n. x\n. . .")).toThrow(InvalidOptionError);
  expect(() => parseGridMap(". .\n. x\n. . .")).toThrow(/map\.1.*map\.2/);
  expect(() => parseGridMap("")).toThrow("rows");
});
