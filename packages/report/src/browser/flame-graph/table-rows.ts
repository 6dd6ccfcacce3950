import { sumFunctions } from "../../flame-graph/view/function-sums.ts";
import type { FlameModel } from "../../flame-graph/view/flame-model.ts";
import type { ViewState } from "../../flame-graph/view/view-state.ts";
import type { TreeSums, ViewTree } from "../../flame-graph/view/view-tree.ts";

/** Sums of functions, each over all its places. */
export interface FunctionFigures {
  readonly head: TreeSums;
  readonly base: TreeSums | null;
}

export function figuresOf(tree: ViewTree, frameCount: number): FunctionFigures {
  return {
    head: sumFunctions(tree, tree.sums, frameCount),
    base: tree.baseSums === null ? null : sumFunctions(tree, tree.baseSums, frameCount),
  };
}

/** The function with the most weight of its own: what a reader most likely wants to see from all sides. */
export function hottestFrame({ frames }: FlameModel, { head, base }: FunctionFigures): number {
  let hottest = 0;
  let most = -1;
  for (let frame = 0; frame < frames.count; frame++) {
    const category = frames.categories[frame]!;
    if (category === "root" || category === "idle" || category === "program") continue;
    const weight =
      base === null
        ? head.selfWeights[frame]!
        : Math.abs(head.selfWeights[frame]! - base.selfWeights[frame]!);
    if (weight <= most) continue;
    most = weight;
    hottest = frame;
  }
  return hottest;
}

/** Frames that have any weight, in the order asked for; with a search, those that match. */
export function sortedFrames(
  model: FlameModel,
  { head, base }: FunctionFigures,
  { sort, descending }: Pick<ViewState, "sort" | "descending">,
  matches: Uint8Array | null,
): Uint32Array {
  const { categories, count, places } = model.frames;
  const shown: number[] = [];
  for (let frame = 0; frame < count; frame++) {
    const hasAny = head.totalCounts[frame]! > 0 || (base?.totalCounts[frame] ?? 0) > 0;
    const hasWeight = head.totalWeights[frame] !== 0 || (base?.totalWeights[frame] ?? 0) !== 0;
    if (!hasAny && !hasWeight) continue;
    if (categories[frame] !== "root" && (matches === null || matches[frame] === 1))
      shown.push(frame);
  }
  const sign = descending ? -1 : 1;
  const order = Uint32Array.from(shown);
  // Frames are numbered in the order of their names.
  if (sort === "name") return descending ? order.toReversed() : order;
  if (sort === "place")
    return order.sort(
      (a, b) => sign * (places[a]! < places[b]! ? -1 : places[a]! > places[b]! ? 1 : a - b),
    );
  const key = keyOf({ head, base }, sort);
  return order.sort((a, b) => sign * (key(a) - key(b)) || a - b);
}

function keyOf(
  { head, base }: FunctionFigures,
  sort: ViewState["sort"],
): (frame: number) => number {
  if (sort === "total") return (frame) => head.totalWeights[frame]!;
  if (sort === "samples") return (frame) => head.totalCounts[frame]!;
  if (sort === "base") return (frame) => base?.selfWeights[frame] ?? 0;
  if (sort === "change")
    return (frame) => Math.abs(head.selfWeights[frame]! - (base?.selfWeights[frame] ?? 0));
  return (frame) => head.selfWeights[frame]!;
}
