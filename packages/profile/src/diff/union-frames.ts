import { categoryAt, createFrameTable, frameAt } from "../model/frame-table.ts";
import type { FrameTable } from "../model/frame-table.ts";
import type { Profile } from "../model/profile.ts";
import { alignAnonymous, positionOf } from "./align-anonymous.ts";
import type { Position } from "./align-anonymous.ts";
import { canonicalFrame } from "./canonical-frame.ts";
import type { CanonicalOptions } from "./canonical-frame.ts";

/** Frames of both sides under their canonical names, with where each frame of each run is among them. */
export interface UnionFrames {
  readonly frames: FrameTable;
  /** Per run, the canonical frame of each of its frames. */
  readonly base: readonly Uint32Array[];
  readonly head: readonly Uint32Array[];
}

const ANONYMOUS = "(anonymous)";

export function unionFrames(
  base: readonly Profile[],
  head: readonly Profile[],
  options: CanonicalOptions = {},
): UnionFrames {
  const basePositions = collectPositions(base, options);
  const headPositions = collectPositions(head, options);
  const table = createFrameTable();
  const numbers = new Map<string, ReturnType<typeof alignAnonymous>>();
  for (const file of new Set([...basePositions.keys(), ...headPositions.keys()])) {
    numbers.set(
      file,
      alignAnonymous(sorted(basePositions.get(file)), sorted(headPositions.get(file))),
    );
  }
  const mapRun = ({ frames }: Profile, side: "base" | "head"): Uint32Array => {
    const mapping = new Uint32Array(frames.count);
    for (let index = 1; index < frames.count; index++) {
      const frame = frameAt(frames, index);
      const { name, file } = canonicalFrame(frame, options);
      const position = positionOf(frame.line, frame.column);
      const number = name === ANONYMOUS ? numbers.get(file)?.[side].get(position) : undefined;
      mapping[index] = table.intern({
        name: number === undefined ? name : `${ANONYMOUS} #${number}`,
        file,
      });
    }
    return mapping;
  };
  const baseMappings = base.map((profile) => mapRun(profile, "base"));
  const headMappings = head.map((profile) => mapRun(profile, "head"));
  return { frames: table.build(), base: baseMappings, head: headMappings };
}

const sorted = (positions: ReadonlySet<Position> | undefined): Position[] =>
  [...(positions ?? [])].sort((a, b) => a - b);

/** Where anonymous functions begin, by canonical file, over all runs of a side. */
function collectPositions(
  profiles: readonly Profile[],
  options: CanonicalOptions,
): ReadonlyMap<string, ReadonlySet<Position>> {
  const positions = new Map<string, Set<Position>>();
  for (const { frames } of profiles) {
    for (let index = 1; index < frames.count; index++) {
      const frame = frameAt(frames, index);
      if (frame.name !== ANONYMOUS || frame.line === 0) continue;
      const { file } = canonicalFrame(frame, options);
      const known = positions.get(file) ?? new Set();
      positions.set(file, known.add(positionOf(frame.line, frame.column)));
    }
  }
  return positions;
}

/** V8 puts these beside the stacks, other tools above or below them; here each lies below the root. */
export function isTopLevel(frames: FrameTable, index: number): boolean {
  const category = categoryAt(frames, index);
  return category === "gc" || category === "program" || category === "idle";
}
