import { CHANGE_STEP_COUNT } from "../../flame-graph/color/change-palette.ts";
import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { ViewTree } from "../../flame-graph/view/view-tree.ts";

/**
 * How much each node changed in total, as a step of the palette: 0 where no function at or below it is known to have
 * changed, so that noise stays grey. The strongest colour is that of the largest change in the picture.
 */
export function changeSteps(model: FlameModel, tree: ViewTree): Int8Array {
  const { sums, baseSums, parents, frames, count } = tree;
  const steps = new Int8Array(count);
  if (baseSums === null) return steps;
  const judged = model.header.difference?.frames ?? {};
  const isJudged = Object.keys(judged).length > 0;
  const hasChanged = new Uint8Array(count);
  let largest = 0;
  for (let node = count - 1; node >= 0; node--) {
    const change = Math.abs(sums.totalWeights[node]! - baseSums.totalWeights[node]!);
    if (
      judged[frames[node]!]?.verdict === "changed" &&
      sums.selfWeights[node] !== baseSums.selfWeights[node]
    )
      hasChanged[node] = 1;
    if (!isJudged && change > 0) hasChanged[node] = 1;
    if (hasChanged[node] === 0) continue;
    if (node > 0) hasChanged[parents[node]!] = 1;
    if (change > largest) largest = change;
  }
  if (largest === 0) return steps;
  for (let node = 0; node < count; node++) {
    if (hasChanged[node] === 0) continue;
    const change = sums.totalWeights[node]! - baseSums.totalWeights[node]!;
    // The root of the share: small changes that are real should be seen.
    steps[node] =
      Math.sign(change) * Math.ceil(CHANGE_STEP_COUNT * Math.sqrt(Math.abs(change) / largest));
  }
  return steps;
}
