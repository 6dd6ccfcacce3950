import type { AggregatedTree } from "../model/aggregate-tree.ts";
import { createCallTree } from "../model/call-tree.ts";
import type { CallTree } from "../model/call-tree.ts";
import type { FrameTable } from "../model/frame-table.ts";
import { categoryAt } from "../model/frame-table.ts";

/**
 * The same tree without V8's built-in functions: what `push` or `split` allocates is its caller's. What nobody
 * calls, such as V8's own work, stays.
 */
export function foldBuiltins(frames: FrameTable, tree: AggregatedTree): CallTree {
  const folded = createCallTree();
  const nodes = new Uint32Array(tree.count);
  folded.add(0, tree.selfWeights[0]!, tree.selfCounts[0]!);
  for (let node = 1; node < tree.count; node += 1) {
    const parent = nodes[tree.parents[node]!]!;
    const frame = tree.frames[node]!;
    const isBuiltin = categoryAt(frames, frame) === "native" && parent !== 0;
    const target = isBuiltin ? parent : folded.child(parent, frame);
    nodes[node] = target;
    folded.add(target, tree.selfWeights[node]!, tree.selfCounts[node]!);
  }
  return folded.build();
}
