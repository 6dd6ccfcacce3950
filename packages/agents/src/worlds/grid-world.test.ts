import { createRandom, InvalidOptionError } from "@paceline/core";
import { describe, expect, test } from "vitest";

import { DuplicateAgentError, UnknownAgentError } from "../errors.ts";
import { GRID_ACTIONS } from "./grid-action.ts";
import { createOpenGridMap, parseGridMap } from "./grid-map.ts";
import { createGridWorld } from "./grid-world.ts";

const MAP = parseGridMap(`
  . . #
  . . G
  . . .
`);

/** Steps of 4,000 to and fro between two cells at which a world with slips blocked the way. */
const slippedSteps = (seed: number): readonly number[] => {
  const world = createGridWorld({ map: createOpenGridMap(2), slipRatio: 0.25, seed });
  world.place(1, 0);
  const steps = Array.from({ length: 4_000 }, (_, step) => step);
  return steps.filter((step) => world.step(1, step % 2 === 0 ? "right" : "left").isBlocked);
};

describe("what an agent sees", () => {
  test("is the nine cells around it, the edge included", () => {
    const world = createGridWorld({ map: MAP });
    const seen = world.place(1, 1);
    expect([seen.row, seen.column]).toEqual([0, 1]);
    expect([...seen.surroundings]).toEqual([-2, -2, -2, 0, 0, -1, 0, 0, 1]);
  });

  test("shows other agents, but under itself the ground", () => {
    const world = createGridWorld({ map: MAP });
    world.place(1, 5);
    world.place(2, 4);
    expect([...world.observe(1).surroundings]).toEqual([0, -1, -2, 2, 1, -2, 0, 0, -2]);
    expect(world.observe(2).surroundings[5]).toBe(2);
    world.remove(1);
    expect(world.observe(2).surroundings[5]).toBe(1);
  });
});

describe("a move", () => {
  test("is blocked by walls, the edge and other agents, and says so", () => {
    const world = createGridWorld({ map: MAP });
    world.place(1, 1);
    world.place(2, 0);
    for (const action of ["right", "up", "left"] as const) {
      expect(world.step(1, action)).toMatchObject({ cell: 1, isBlocked: true });
    }
    expect(world.step(1, "stay")).toMatchObject({ cell: 1, isBlocked: false });
    expect(world.step(1, "down")).toMatchObject({ cell: 4, row: 1, column: 1, isBlocked: false });
    expect(world.step(2, "right")).toMatchObject({ cell: 1, isBlocked: false });
  });

  test("slips as often as it is told to, by seed", () => {
    const slipped = slippedSteps(7);
    expect(slippedSteps(7)).toEqual(slipped);
    expect(slippedSteps(8)).not.toEqual(slipped);
    // A slip leaves the agent at the edge that the next move runs into, and the one after that is free
    // again: of 1 + 1/4 steps, 1/4 slip and 1/4 run into the edge, so 2/5 of 4,000 are blocked, with a
    // standard deviation of about 49.
    expect(Math.abs(slipped.length - 1_600)).toBeLessThan(5 * 49);
  });
});

test("no two agents ever share a cell and nobody stands in a wall", () => {
  const map = parseGridMap(".#..\n....\n..#.\n.G..");
  const world = createGridWorld({ map, slipRatio: 0.1, seed: 3 });
  const ids = [0, 4, 7, 13].map((cell, id) => (world.place(id, cell), id));
  const random = createRandom(5);
  for (let turn = 0; turn < 2_000; turn++) {
    world.step(random.nextIndex(ids.length), GRID_ACTIONS[random.nextIndex(GRID_ACTIONS.length)]!);
    const cells = ids.map((id) => world.observe(id).cell);
    expect(new Set(cells).size).toBe(ids.length);
    expect(cells.filter((cell) => map.isWall(cell))).toEqual([]);
  }
});

test("refuses bad places, doubles and strangers", () => {
  const world = createGridWorld({ map: MAP });
  world.place("a", 0);
  for (const cell of [0, 2, 9, -1, 0.5]) {
    expect(() => world.place("b", cell), `cell ${cell}`).toThrow(InvalidOptionError);
  }
  expect(() => world.place("a", 4)).toThrow(DuplicateAgentError);
  expect(() => world.step("b", "up")).toThrow(UnknownAgentError);
  expect(() => createGridWorld({ map: MAP, slipRatio: 1 })).toThrow("slipRatio");
});
