import { frameAt } from "../src/model/frame-table.ts";
import type { Profile, Track } from "../src/model/profile.ts";

/** Self weight of each name over all places and tracks, names without any left out. */
export function selfByName(
  { frames, tracks }: Profile,
  of: readonly Track[] = tracks,
): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { tree } of of) {
    for (let node = 0; node < tree.count; node++) {
      const weight = tree.selfWeights[node]!;
      if (weight === 0) continue;
      const { name } = frameAt(frames, tree.frames[node]!);
      sums.set(name, (sums.get(name) ?? 0) + weight);
    }
  }
  return Object.fromEntries(sums);
}

/** Every stack that has weight, as `outer;inner`, with its weight. */
export function stacksOf({ frames }: Profile, { tree }: Track): Readonly<Record<string, number>> {
  const paths: string[] = [""];
  // A map, since `__proto__` may be a name.
  const stacks = new Map<string, number>();
  for (let node = 0; node < tree.count; node++) {
    if (node > 0) {
      const parent = paths[tree.parents[node]!]!;
      const { name } = frameAt(frames, tree.frames[node]!);
      paths.push(parent === "" ? name : `${parent};${name}`);
    }
    const weight = tree.selfWeights[node]!;
    if (weight !== 0) stacks.set(paths[node]!, weight);
  }
  return Object.fromEntries(stacks);
}
