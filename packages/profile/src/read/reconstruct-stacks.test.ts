import { expect, test } from "vitest";

import { createCallTree } from "../model/call-tree.ts";
import type { GraphFunction } from "./call-graph.ts";
import { reconstructStacks } from "./reconstruct-stacks.ts";

const call = (
  caller: number,
  totalNs: number,
  selfNs = totalNs,
): GraphFunction["callers"][number] => ({
  caller,
  callCount: 1,
  selfNs,
  totalNs,
});

/** Self weight by the path of functions. */
function reconstruct(functions: readonly GraphFunction[]): {
  readonly paths: Readonly<Record<string, number>>;
  readonly cutNs: number;
} {
  const builder = createCallTree();
  const frames = Uint32Array.from(functions, (_, index) => index + 1);
  const cutNs = reconstructStacks(functions, frames, builder);
  const { parents, frames: nodeFrames, selfWeights, count } = builder.build();
  const names: string[] = [""];
  for (let node = 1; node < count; node++) {
    names.push(`${names[parents[node]!]!}/${nodeFrames[node]! - 1}`);
  }
  const entries = names.map((name, node) => [name, selfWeights[node]!] as const);
  return { paths: Object.fromEntries(entries.filter(([, weight]) => weight !== 0)), cutNs };
}

test("a function shared by two callers is split by what each call cost", () => {
  const functions = [
    { selfNs: 0, callCount: 1, totalNs: 100, callers: [] },
    { selfNs: 0, callCount: 1, totalNs: 75, callers: [call(0, 75, 0)] },
    { selfNs: 0, callCount: 1, totalNs: 25, callers: [call(0, 25, 0)] },
    { selfNs: 40, callCount: 2, totalNs: 100, callers: [call(1, 75, 30), call(2, 25, 10)] },
    { selfNs: 60, callCount: 2, totalNs: 60, callers: [call(3, 60)] },
  ];
  // Closed form: 3 in 4 of everything below function 3 falls to its caller 1.
  expect(reconstruct(functions).paths).toEqual({
    "/0/1/3": 30,
    "/0/1/3/4": 45,
    "/0/2/3": 10,
    "/0/2/3/4": 15,
  });
});

test("a circle of calls ends, and keeps all its time", () => {
  const functions = [
    { selfNs: 10, callCount: 1, totalNs: 100, callers: [] },
    { selfNs: 50, callCount: 9, totalNs: 90, callers: [call(0, 90, 10), call(2, 80, 40)] },
    { selfNs: 40, callCount: 8, totalNs: 80, callers: [call(1, 80, 40)] },
  ];
  const { paths, cutNs } = reconstruct(functions);
  expect(paths).toEqual({ "/0": 10, "/0/1": 50, "/0/1/2": 40 });
  expect(cutNs).toBe(0);
});

test("a circle that nobody enters lies below the root, and is counted as cut", () => {
  const functions = [
    { selfNs: 7, callCount: 1, totalNs: 7, callers: [call(1, 7)] },
    { selfNs: 5, callCount: 1, totalNs: 5, callers: [call(0, 5)] },
  ];
  expect(reconstruct(functions)).toEqual({ paths: { "/0": 7, "/1": 5 }, cutNs: 12 });
});

test("thirty layers of two functions, each calling both below, are drawn in bounds", () => {
  // 2^30 stacks: more than could be drawn.
  const functions: GraphFunction[] = [{ selfNs: 1, callCount: 1, totalNs: 61, callers: [] }];
  for (let layer = 1; layer <= 30; layer++) {
    const callers = layer === 1 ? [0] : [2 * layer - 3, 2 * layer - 2];
    for (let side = 0; side < 2; side++) {
      functions.push({
        selfNs: 1,
        callCount: 1,
        totalNs: 31 - layer,
        callers: callers.map((caller) => call(caller, 1)),
      });
    }
  }
  const { paths } = reconstruct(functions);
  const sum = Object.values(paths).reduce((total, weight) => total + weight, 0);
  expect(sum).toBe(61);
});
