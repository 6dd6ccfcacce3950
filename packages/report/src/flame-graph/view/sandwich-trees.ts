import { createMergedNodes } from "./merge-nodes.ts";
import { totalsOf } from "./view-tree.ts";
import type { TreeSums, ViewTree } from "./view-tree.ts";

/** Two trees that share their root, a function: who called it, and what it called. */
export interface SandwichTrees {
  readonly callers: ViewTree;
  readonly callees: ViewTree;
}

/** Callers that bear less than this share of the function are not followed further: nobody could see them. */
export const CALLER_SHARE_MIN = 1 / 20_000;

/**
 * Callers and callees of a function over all its places. A stack that it is on several times counts once, at its
 * outermost place; its calls of itself are among its callees.
 *
 * @param frameCount - all frames of the tree are below it.
 */
export function sandwichTrees(tree: ViewTree, frame: number, frameCount: number): SandwichTrees {
  const outermost = outermostPlaces(tree, frame);
  return {
    callees: calleesOf(tree, { frame, frameCount, outermost }),
    callers: callersOf(tree, { frame, frameCount, outermost }),
  };
}

interface Places {
  readonly frame: number;
  readonly frameCount: number;
  readonly outermost: readonly number[];
}

/** Nodes of the frame that are not below another node of the frame. */
function outermostPlaces({ count, parents, frames }: ViewTree, frame: number): number[] {
  const isInside = new Uint8Array(count);
  const places: number[] = [];
  for (let node = 0; node < count; node++) {
    const parent = parents[node]!;
    const isBelow = parent !== -1 && isInside[parent] === 1;
    if (frames[node] === frame && !isBelow) places.push(node);
    isInside[node] = isBelow || frames[node] === frame ? 1 : 0;
  }
  return places;
}

function calleesOf(tree: ViewTree, { frame, frameCount, outermost }: Places): ViewTree {
  const merged = createMergedNodes(frame, frameCount);
  const target = new Int32Array(tree.count).fill(-1);
  for (const node of outermost) target[node] = 0;
  for (let node = 1; node < tree.count; node++) {
    const parent = target[tree.parents[node]!]!;
    if (target[node] === -1 && parent !== -1)
      target[node] = merged.child(parent, tree.frames[node]!);
  }
  const { parents, frames } = merged.columns();
  const sumOf = (sums: TreeSums): TreeSums => {
    const selfWeights = new Float64Array(parents.length);
    const selfCounts = new Float64Array(parents.length);
    for (let node = 0; node < tree.count; node++) {
      const at = target[node]!;
      if (at === -1) continue;
      selfWeights[at]! += sums.selfWeights[node]!;
      selfCounts[at]! += sums.selfCounts[node]!;
    }
    return withTotals(parents, selfWeights, selfCounts);
  };
  return {
    count: parents.length,
    parents,
    frames,
    sums: sumOf(tree.sums),
    baseSums: tree.baseSums === null ? null : sumOf(tree.baseSums),
  };
}

/** Level by level away from the function; places that meet in one node of the tree go on as one. */
function callersOf(tree: ViewTree, { frame, frameCount, outermost }: Places): ViewTree {
  const merged = createMergedNodes(frame, frameCount);
  const sides = [tree.sums, ...(tree.baseSums === null ? [] : [tree.baseSums])];
  const ended: { readonly node: number; readonly figures: Figures }[] = [];
  let level = new Map<number, Step>();
  for (const place of outermost)
    addStep(level, { at: place, target: 0, figures: figuresAt(sides, place) }, tree.count);
  const bound =
    CALLER_SHARE_MIN * sum([...level.values()].map(({ figures }) => magnitude(figures)));
  while (level.size > 0) {
    const next = new Map<number, Step>();
    for (const { at, target, figures } of level.values()) {
      const caller = tree.parents[at]!;
      // The root calls nobody's function: it ends the way.
      if (caller <= 0 || magnitude(figures) < bound) {
        ended.push({ node: target, figures });
        continue;
      }
      const step = { at: caller, target: merged.child(target, tree.frames[caller]!), figures };
      addStep(next, step, tree.count);
    }
    level = next;
  }
  const { parents, frames } = merged.columns();
  const sumSide = (side: number): TreeSums => {
    const selfWeights = new Float64Array(parents.length);
    const selfCounts = new Float64Array(parents.length);
    for (const { node, figures } of ended) {
      selfWeights[node]! += figures[side * 2]!;
      selfCounts[node]! += figures[side * 2 + 1]!;
    }
    return withTotals(parents, selfWeights, selfCounts);
  };
  return {
    count: parents.length,
    parents,
    frames,
    sums: sumSide(0),
    baseSums: tree.baseSums === null ? null : sumSide(1),
  };
}

/** Weight and samples of each side in turn. */
type Figures = readonly number[];

interface Step {
  readonly at: number;
  readonly target: number;
  readonly figures: Figures;
}

function addStep(level: Map<number, Step>, step: Step, nodeCount: number): void {
  const key = step.target * nodeCount + step.at;
  const known = level.get(key);
  const figures = known?.figures.map((figure, index) => figure + step.figures[index]!);
  level.set(key, figures === undefined ? step : { ...step, figures });
}

const figuresAt = (sides: readonly TreeSums[], node: number): Figures =>
  sides.flatMap(({ totalWeights, totalCounts }) => [totalWeights[node]!, totalCounts[node]!]);

const magnitude = (figures: Figures): number => Math.abs(figures[0]!) + Math.abs(figures[2] ?? 0);

const sum = (values: readonly number[]): number =>
  values.reduce((total, value) => total + value, 0);

const withTotals = (
  parents: Int32Array,
  selfWeights: Float64Array,
  selfCounts: Float64Array,
): TreeSums => ({
  selfWeights,
  selfCounts,
  totalWeights: totalsOf(parents, selfWeights),
  totalCounts: totalsOf(parents, selfCounts),
});
