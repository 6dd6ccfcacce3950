import { changeSteps } from "../../flame-graph/difference/change-steps.ts";
import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { ViewTree } from "../../flame-graph/view/view-tree.ts";

/** Steps of change of a tree, by what the page says of its functions; without any judgement all changes count. */
export function stepsOfTree(model: FlameModel, tree: ViewTree): Int8Array {
  const { sums, baseSums, frames } = tree;
  if (baseSums === null) return new Int8Array(tree.count);
  const judged = model.header.difference?.frames ?? {};
  return changeSteps(
    {
      count: tree.count,
      parents: tree.parents,
      baseSelf: baseSums.selfWeights,
      headSelf: sums.selfWeights,
      baseTotal: baseSums.totalWeights,
      headTotal: sums.totalWeights,
    },
    (node) => judged[frames[node]!]?.verdict === "changed",
  );
}
