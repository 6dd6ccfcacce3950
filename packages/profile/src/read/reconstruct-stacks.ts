import type { CallTreeBuilder } from "../model/call-tree.ts";
import { shareOut } from "./call-graph.ts";
import type { CallShare, GraphFunction } from "./call-graph.ts";

/** A stack that stands for less than this share of all time is not drawn. */
const SHARE_MIN = 1e-5;

/** Graphs with many crossings have more stacks than atoms; the largest come first. */
const PLACE_COUNT_MAX = 100_000;

/** A function at the end of one path of calls. */
interface Place {
  readonly node: number;
  readonly function: number;
  readonly parent: Place | null;
  /** Share of the function's own time that is spent here. */
  readonly selfRatio: number;
  /** Share of all that is in and below the function. */
  readonly totalRatio: number;
}

/**
 * Makes a tree of stacks from a graph of calls, as gprof does: what a function cost is split among its
 * callers in proportion to what each call cost it, and it is assumed that it does the same whoever called.
 *
 * Every function's own time is in the tree to the nanosecond. A function on none of the stacks drawn,
 * because each is too small or it is only called in a circle, lies below the root.
 *
 * @param frames - frame of each function.
 * @returns own time in ns that lies below the root for want of a stack.
 *
 * @see Graham, Kessler & McKusick (1982), "gprof: A Call Graph Execution Profiler", section 4.
 */
export function reconstructStacks(
  functions: readonly GraphFunction[],
  frames: Uint32Array,
  tree: CallTreeBuilder,
): number {
  const callees = shareOut(functions);
  const allNs = functions.reduce((sum, { selfNs }) => sum + selfNs, 0);
  const places: Place[][] = functions.map(() => []);
  const rootOf = (index: number): Place => ({
    node: tree.child(0, frames[index]!),
    function: index,
    parent: null,
    selfRatio: 1,
    totalRatio: 1,
  });
  const roots = functions.flatMap((entry, index) => (isRoot(entry, index) ? [rootOf(index)] : []));

  let placeCount = 0;
  const queue = roots;
  // An array iterator also visits what the loop appends: breadth first, so shallow stacks before deep.
  for (const place of queue) {
    places[place.function]!.push(place);
    if (++placeCount >= PLACE_COUNT_MAX) break;
    for (const share of callees[place.function]!) {
      const totalRatio = place.totalRatio * share.totalRatio;
      const isTooSmall = totalRatio * functions[share.callee]!.totalNs < allNs * SHARE_MIN;
      if (isTooSmall || isOnStack(place, share.callee)) continue;
      queue.push(placeBelow(place, share, tree.child(place.node, frames[share.callee]!)));
    }
  }

  let cutNs = 0;
  for (const [index, { selfNs, callCount }] of functions.entries()) {
    const found = places[index]!;
    const ratioSum = found.reduce((sum, { selfRatio }) => sum + selfRatio, 0);
    if (ratioSum === 0) {
      if (selfNs > 0) tree.add(tree.child(0, frames[index]!), selfNs, callCount);
      cutNs += selfNs;
      continue;
    }
    spread(found, ratioSum, (node, from, to) => {
      const part = (whole: number): number => Math.round(whole * to) - Math.round(whole * from);
      tree.add(node, part(selfNs), part(callCount));
    });
  }
  return cutNs;
}

const placeBelow = (parent: Place, share: CallShare, node: number): Place => ({
  node,
  function: share.callee,
  parent,
  // The caller's place stands for the same share of everything that the caller does.
  selfRatio: parent.totalRatio * share.selfRatio,
  totalRatio: parent.totalRatio * share.totalRatio,
});

function isOnStack(place: Place, index: number): boolean {
  for (let at: Place | null = place; at !== null; at = at.parent) {
    if (at.function === index) return true;
  }
  return false;
}

const isRoot = ({ callers }: GraphFunction, index: number): boolean =>
  callers.every(({ caller }) => caller === index);

/** Lays the places side by side on [0, 1], so that rounding their edges loses nothing. */
function spread(
  places: readonly Place[],
  ratioSum: number,
  put: (node: number, from: number, to: number) => void,
): void {
  let from = 0;
  let sum = 0;
  for (const [index, { node, selfRatio }] of places.entries()) {
    sum += selfRatio;
    const to = index === places.length - 1 ? 1 : Math.min(1, sum / ratioSum);
    put(node, from, to);
    from = to;
  }
}
