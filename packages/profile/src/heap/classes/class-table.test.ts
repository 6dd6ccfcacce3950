import { Readable } from "node:stream";

import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { snapshotText } from "../../../test/heap/snapshot-text.ts";
import type { MadeEdge, MadeNode } from "../../../test/heap/snapshot-text.ts";
import { analyzeHeap } from "../analyze-heap.ts";
import type { HeapAnalysis } from "../analyze-heap.ts";
import { readHeapSnapshot } from "../read/read-heap-snapshot.ts";

const analyze = async (nodes: readonly MadeNode[]): Promise<HeapAnalysis> =>
  analyzeHeap(await readHeapSnapshot(Readable.from([Buffer.from(snapshotText(nodes))])));

interface Shorthand {
  readonly type?: string;
  readonly name?: string;
  readonly bytes?: number;
  readonly edges?: readonly (number | MadeEdge)[];
}

/** A property per number; ids count up from 1. */
const made = (nodes: readonly Shorthand[]): readonly MadeNode[] =>
  nodes.map(({ type = "object", name = "Thing", bytes = 1, edges = [] }, index) => ({
    type,
    name,
    id: 2 * index + 1,
    selfBytes: bytes,
    edges: edges.map((edge) =>
      typeof edge === "number" ? { type: "property", name: `to${edge}`, to: edge } : edge,
    ),
  }));

const root = (...edges: readonly (number | MadeEdge)[]): Shorthand => ({
  type: "synthetic",
  name: "",
  bytes: 0,
  edges,
});

describe("the class table", () => {
  test("names classes as DevTools does", async () => {
    const { classCounts } = await analyze(
      made([
        root(),
        { name: "Agent", bytes: 40 },
        { name: "Agent", bytes: 2 },
        { type: "closure", name: "step", bytes: 9 },
        { type: "regexp", name: "/a/", bytes: 8 },
        { type: "code", name: "step", bytes: 7 },
        { type: "hidden", name: "system / Map", bytes: 6 },
        { type: "array", name: "", bytes: 5 },
        { type: "concatenated string", name: "ab", bytes: 4 },
        { type: "native", name: '<div id="a">', bytes: 0 },
        { type: "native", name: '<div id="b">', bytes: 0 },
        { type: "native", name: 'Detached <p class="c d">', bytes: 3 },
      ]),
    );
    expect(classCounts().map(({ name, count, selfBytes }) => [name, count, selfBytes])).toEqual([
      ["Agent", 2, 42],
      ["Function", 1, 9],
      ["RegExp", 1, 8],
      ["(compiled code)", 1, 7],
      ["(system)", 1, 6],
      ["(array)", 1, 5],
      ["(concatenated string)", 1, 4],
      ["Detached <p>", 1, 3],
      ["<div>", 2, 0],
    ]);
  });

  test("counts a list once for its class, not once per object on it", async () => {
    const { classTable } = await analyze(
      made([
        root(1, 5),
        { name: "Node", bytes: 10, edges: [2] },
        { name: "Node", bytes: 10, edges: [3, 4] },
        { name: "Node", bytes: 10 },
        { name: "Payload", bytes: 100 },
        { name: "Node", bytes: 10 },
      ]),
    );
    expect(classTable().map(({ name, retainedBytes }) => [name, retainedBytes])).toEqual([
      ["Node", 140],
      ["Payload", 100],
    ]);
  });

  const NAMES = ["A", "B", "C"];
  const heaps = fc.integer({ min: 2, max: 12 }).chain((count) =>
    fc.array(
      fc.record({
        name: fc.constantFrom(...NAMES),
        bytes: fc.nat(20),
        edges: fc.array(fc.nat(count - 1), { maxLength: 4 }),
      }),
      { minLength: count, maxLength: count },
    ),
  );

  // Oracle: brute force. Of each class the objects that no other of it dominates, and what each retains.
  test("sums what the topmost objects of a class retain", async () => {
    await fc.assert(
      fc.asyncProperty(heaps, async (shorthands) => {
        const nodes = made([root(...shorthands[0]!.edges), ...shorthands.slice(1)]);
        const analysis = await analyze(nodes);
        const { dominatorOf } = analysis.dominators();
        const above = (node: number): readonly number[] =>
          node === 0 ? [] : [dominatorOf[node]!, ...above(dominatorOf[node]!)];
        const isObject = (node: number): boolean => nodes[node]!.selfBytes > 0;
        for (const { name, retainedBytes, count } of analysis.classTable()) {
          const members = nodes.flatMap((node, index) =>
            index > 0 && node.name === name && isObject(index) ? [index] : [],
          );
          const top = members.filter((node) => !above(node).some((one) => members.includes(one)));
          const sum = top.reduce((bytes, node) => bytes + analysis.retainedBytes()[node]!, 0);
          expect([count, retainedBytes]).toEqual([members.length, sum]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe("what keeps an object alive", () => {
  const pair = "7 / part of key (Key @5) -> value (Value @7) pair in WeakMap (table @3)";

  test("is the key of a WeakMap, not its table; no weak edge; no shortcut but the root's", async () => {
    const analysis = await analyze(
      made([
        root({ type: "shortcut", name: "1", to: 1 }),
        {
          name: "Table",
          edges: [
            { type: "internal", name: pair, to: 3 },
            { type: "weak", name: "key", to: 2 },
            { type: "shortcut", name: "key", to: 4 },
            5,
          ],
        },
        { name: "Key", bytes: 8, edges: [{ type: "internal", name: pair, to: 3 }] },
        { name: "Value", bytes: 100 },
        { name: "Shortcut" },
        { name: "Owner of the key", edges: [2] },
      ]),
    );
    expect([...analysis.dominators().dominatorOf]).toEqual([0, 0, 5, 2, 0, 1]);
    expect(analysis.retainedBytes()[2]).toBe(108);
    const names = analysis.retainingPath(3).map(({ edgeName }) => edgeName);
    expect(names).toEqual(["1", "to5", "to2", pair]);
    expect(analysis.retainingPath(4)).toEqual([]);
  });

  test("is the program where the debugger or V8 itself holds the object too", async () => {
    const analysis = await analyze(
      made([
        root({ type: "shortcut", name: "1", to: 2 }, 1),
        { type: "synthetic", name: "(Debugger)", bytes: 0, edges: [3] },
        { name: "global", edges: [4] },
        { name: "Watched" },
        { name: "Owner", edges: [3] },
      ]),
    );
    expect([...analysis.dominators().dominatorOf]).toEqual([0, 0, 0, 4, 2]);
  });

  test("is told by the shortest path through the program's globals", async () => {
    const analysis = await analyze(
      made([
        root(1, 2),
        { type: "synthetic", name: "(GC roots)", bytes: 0, edges: [5] },
        { name: "global", edges: [{ type: "property", name: "registry", to: 3 }] },
        { name: "Registry", edges: [{ type: "property", name: "agents", to: 4 }] },
        { name: "Array", edges: [{ type: "element", name: 12, to: 5 }] },
        { name: "Agent" },
      ]),
    );
    const path = analysis.retainingPath(analysis.newestOf("Agent", 1)[0]!);
    expect(path.map(({ edgeType, edgeName, name, id }) => [edgeType, edgeName, name, id])).toEqual([
      ["property", "to2", "global", 5],
      ["property", "registry", "Registry", 7],
      ["property", "agents", "Array", 9],
      ["element", "12", "Agent", 11],
    ]);
  });

  test("is asked of the newest objects of a class first", async () => {
    const analysis = await analyze(
      made([root(1, 2, 3), { name: "A" }, { name: "A" }, { name: "B" }, { name: "A", bytes: 0 }]),
    );
    expect(analysis.newestOf("A", 5)).toEqual([2, 1]);
    expect(analysis.newestOf("A", 1)).toEqual([2]);
    expect(analysis.newestOf("No such class", 1)).toEqual([]);
  });
});
