import { createCallTree } from "@paceline/profile";
import type { CallTree, FrameTable, Track } from "@paceline/profile";

/** One tree of several tracks, and where the nodes of each track went. */
export interface MergedTracks {
  readonly tree: CallTree;
  /** By track: node of the tree for each node of the track's own. */
  readonly targets: readonly Uint32Array[];
}

/** Equal stacks of functions become one node, whatever line they were on and whatever track they are from. */
export function mergeTracks(frames: FrameTable, tracks: readonly Track[]): MergedTracks {
  const merged = createCallTree();
  const targets = tracks.map(({ tree }) => {
    const target = new Uint32Array(tree.count);
    merged.add(0, tree.selfWeights[0] ?? 0, tree.selfCounts[0] ?? 0);
    for (let node = 1; node < tree.count; node++) {
      const parent = target[tree.parents[node]!]!;
      const at = merged.child(parent, frames.functions[tree.frames[node]!]!);
      target[node] = at;
      merged.add(at, tree.selfWeights[node]!, tree.selfCounts[node]!);
    }
    return target;
  });
  return { tree: merged.build(), targets };
}
