import fc from "fast-check";
import { expect, test } from "vitest";

import { buildDominatorTree } from "./dominators.ts";
import { sumRetainedBytes } from "./retained-bytes.ts";
import type { EdgeGraph } from "./retainer-index.ts";

interface Edge {
  readonly from: number;
  readonly to: number;
  readonly isEssential: boolean;
}

const NODE_COUNT_MAX = 14;

const graphs = fc.integer({ min: 1, max: NODE_COUNT_MAX }).chain((nodeCount) => {
  const node = fc.nat(nodeCount - 1);
  const edge = fc.record({ from: node, to: node, isEssential: fc.boolean() });
  return fc.record({
    nodeCount: fc.constant(nodeCount),
    edges: fc.array(edge, { maxLength: 3 * nodeCount }),
    selfBytes: fc.array(fc.nat(100), { minLength: nodeCount, maxLength: nodeCount }),
  });
});

function toRows(nodeCount: number, edges: readonly Edge[]): EdgeGraph {
  const sorted = edges.toSorted((left, right) => left.from - right.from);
  return {
    nodeCount,
    firstEdge: Uint32Array.from(
      { length: nodeCount + 1 },
      (_, node) => sorted.filter(({ from }) => from < node).length,
    ),
    edgeTarget: Uint32Array.from(sorted, ({ to }) => to),
    isEssential: Uint8Array.from(sorted, (edge) => (edge.isEssential ? 1 : 0)),
  };
}

/** What is reached from the root without passing through `removed`. */
function reachable(edges: readonly Edge[], removed: number | null): ReadonlySet<number> {
  const reached = new Set(removed === 0 ? [] : [0]);
  for (const node of reached)
    for (const { from, to } of edges) if (from === node && to !== removed) reached.add(to);
  return reached;
}

/** The rule for what nothing holds: the root is taken to hold the first of it, until all is held. */
function withOrphans(nodeCount: number, essential: readonly Edge[]): readonly Edge[] {
  const edges = [...essential];
  const adopt = (isCandidate: (node: number) => boolean): void => {
    for (let node = 0; node < nodeCount; node += 1)
      if (isCandidate(node) && !reachable(edges, null).has(node))
        edges.push({ from: 0, to: node, isEssential: true });
  };
  adopt((node) => essential.every(({ to }) => to !== node));
  adopt(() => true);
  return edges;
}

// Oracle: the definition. A node retains what can no longer be reached once it is taken away.
test("what a node retains is what only it leads to", () => {
  fc.assert(
    fc.property(graphs, ({ nodeCount, edges, selfBytes }) => {
      const tree = buildDominatorTree(toRows(nodeCount, edges));
      const retained = sumRetainedBytes(tree, Float64Array.from(selfBytes));
      const held = withOrphans(
        nodeCount,
        edges.filter(({ isEssential }) => isEssential),
      );
      for (let node = 0; node < nodeCount; node += 1) {
        const left = reachable(held, node);
        const lost = selfBytes.filter((_, other) => !left.has(other));
        expect(retained[node]).toBe(lost.reduce((sum, bytes) => sum + bytes, 0));
      }
    }),
    { numRuns: 1000 },
  );
});

test("a node's dominator is the nearest one that every way leads through", () => {
  fc.assert(
    fc.property(graphs, ({ nodeCount, edges }) => {
      const { dominatorOf, order } = buildDominatorTree(toRows(nodeCount, edges));
      const held = withOrphans(
        nodeCount,
        edges.filter(({ isEssential }) => isEssential),
      );
      const all = Array.from({ length: nodeCount }, (_, node) => node);
      const dominates = (above: number, node: number): boolean =>
        above !== node && !reachable(held, above).has(node);
      for (const node of all.slice(1)) {
        const above = all.filter((other) => dominates(other, node));
        // The nearest is the one that all others dominate too.
        const nearest = above.find((one) =>
          above.every((other) => other === one || dominates(other, one)),
        );
        expect(dominatorOf[node]).toBe(nearest);
        expect(order.indexOf(dominatorOf[node]!)).toBeLessThan(order.indexOf(node));
      }
    }),
    { numRuns: 500 },
  );
});

test("takes a chain of 300,000 objects without running out of stack", () => {
  const nodeCount = 300_000;
  const graph: EdgeGraph = {
    nodeCount,
    firstEdge: new Uint32Array(nodeCount + 1).map((_, node) => Math.min(node, nodeCount - 1)),
    edgeTarget: new Uint32Array(nodeCount - 1).map((_, edge) => edge + 1),
    isEssential: new Uint8Array(nodeCount - 1).fill(1),
  };
  const { dominatorOf } = buildDominatorTree(graph);
  expect(dominatorOf.every((above, node) => above === Math.max(0, node - 1))).toBe(true);
});
