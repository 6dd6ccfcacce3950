import { expect, test } from "vitest";

import type { BenchmarkDescriptor } from "../descriptor.ts";
import { isFileNamed, selectBenchmarks } from "./select-benchmarks.ts";

const benchmark = (file: string, group: string, name: string): BenchmarkDescriptor => ({
  id: `${group}/${name}`,
  file,
  group,
  registeredGroup: group,
  name,
  parameters: {},
  size: "full",
  isStretchOnly: false,
  itemsPerIteration: null,
  itemsUnit: null,
  needs: [],
  metricNames: [],
  metrics: [],
  targetCount: 0,
  targets: [],
  peers: [],
  procedure: "time",
  leakPlan: null,
  instanceCounts: [],
  options: {},
});

const benchmarks = [
  benchmark("packages/suite/src/agent-spawning.bench.ts", "Agent spawning", "one"),
  benchmark("packages/suite/src/agent-spawning.bench.ts", "Agent spawning/pools", "ten"),
  benchmark("packages/core/src/sort.bench.js", "sort", "one"),
];

const select = (...names: string[]): readonly string[] =>
  selectBenchmarks({ benchmarks }, { names }).map(({ id }) => id);

const SPAWNING = ["Agent spawning/one", "Agent spawning/pools/ten"];

test.for([
  { name: "agent-spawning", ids: SPAWNING },
  { name: "agent-spawning.bench.ts", ids: SPAWNING },
  { name: "./packages/suite/src/agent-spawning.bench.ts", ids: SPAWNING },
  { name: "packages/suite/", ids: SPAWNING },
  { name: "packages\\suite", ids: SPAWNING },
  { name: "suite", ids: SPAWNING },
  { name: "agent SPAWNING", ids: SPAWNING },
  { name: "agent spawning/pools", ids: ["Agent spawning/pools/ten"] },
  { name: "one", ids: ["Agent spawning/one", "sort/one"] },
  { name: "sort/one", ids: ["sort/one"] },
  { name: "spawn", ids: [] },
  { name: "agent", ids: [] },
])("the name $name means $ids", ({ name, ids }) => {
  expect(select(name)).toEqual(ids);
});

test("no name means all, several mean each of them, in the order of discovery", () => {
  expect(select()).toHaveLength(3);
  expect(select("sort", "ten")).toEqual(["Agent spawning/pools/ten", "sort/one"]);
});

const narrowed = (group?: string, filter?: string): readonly string[] =>
  selectBenchmarks(
    { benchmarks },
    {
      names: ["one"],
      ...(group !== undefined && { group }),
      ...(filter !== undefined && { filter }),
    },
  ).map(({ id }) => id);

test("group and filter narrow what names chose", () => {
  expect(narrowed("SORT")).toEqual(["sort/one"]);
  expect(narrowed(undefined, "SPAWN")).toEqual(["Agent spawning/one"]);
  expect(narrowed("sort", "spawn")).toEqual([]);
});

test("a file that did not load can still be meant", () => {
  expect(isFileNamed("deep/broken.bench.ts", "broken")).toBe(true);
  expect(isFileNamed("deep/broken.bench.ts", "deep")).toBe(true);
  expect(isFileNamed("deep/broken.bench.ts", "roken")).toBe(false);
});
