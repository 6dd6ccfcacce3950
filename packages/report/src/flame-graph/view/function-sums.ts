import type { TreeSums, ViewTree } from "./view-tree.ts";

/**
 * What each function cost over all its places, as columns by frame. A stack that a function is on several times counts
 * once.
 *
 * @param frameCount - all frames of the tree are below it.
 */
export function sumFunctions(tree: ViewTree, sums: TreeSums, frameCount: number): TreeSums {
  const byFrame = {
    selfWeights: new Float64Array(frameCount),
    selfCounts: new Float64Array(frameCount),
    totalWeights: new Float64Array(frameCount),
    totalCounts: new Float64Array(frameCount),
  };
  const isOutermost = outermostNodes(tree, frameCount);
  for (let node = 0; node < tree.count; node++) {
    const frame = tree.frames[node]!;
    byFrame.selfWeights[frame]! += sums.selfWeights[node]!;
    byFrame.selfCounts[frame]! += sums.selfCounts[node]!;
    if (isOutermost[node] === 0) continue;
    byFrame.totalWeights[frame]! += sums.totalWeights[node]!;
    byFrame.totalCounts[frame]! += sums.totalCounts[node]!;
  }
  return byFrame;
}

/** 1 for nodes whose frame is nowhere above them. The tree must be in preorder. */
function outermostNodes({ count, parents, frames }: ViewTree, frameCount: number): Uint8Array {
  const isOutermost = new Uint8Array(count);
  const onStack = new Uint32Array(frameCount);
  const stack: number[] = [];
  for (let node = 0; node < count; node++) {
    while (stack.length > 0 && stack.at(-1) !== parents[node]) onStack[frames[stack.pop()!]!]!--;
    isOutermost[node] = onStack[frames[node]!]!++ === 0 ? 1 : 0;
    stack.push(node);
  }
  return isOutermost;
}
