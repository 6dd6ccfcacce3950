import type { PlacedFrames } from "./place-frames.ts";

/** Positions of each depth from left to right: those of `depth` are `positions[starts[depth]]` up to `starts[depth + 1]`. */
export interface RowIndex {
  readonly depthCount: number;
  readonly starts: Uint32Array;
  readonly positions: Uint32Array;
}

/** Preorder is the order from left to right within each depth, so one pass deals them out. */
export function indexRows({ count, depths }: Pick<PlacedFrames, "count" | "depths">): RowIndex {
  let depthCount = 0;
  for (const depth of depths) if (depth >= depthCount) depthCount = depth + 1;
  const starts = new Uint32Array(depthCount + 1);
  for (const depth of depths) starts[depth + 1]!++;
  for (let depth = 0; depth < depthCount; depth++) starts[depth + 1]! += starts[depth]!;
  const next = starts.slice();
  const positions = new Uint32Array(count);
  for (let position = 0; position < count; position++)
    positions[next[depths[position]!]!++] = position;
  return { depthCount, starts, positions };
}

/**
 * First index in `rows.positions` of that depth whose box begins after `x`; the end of the row when there is none. The
 * box before it is the one that holds `x`, if it is wide enough.
 */
export function firstStartingAfter(
  rows: RowIndex,
  starts: Float64Array,
  depth: number,
  x: number,
): number {
  let low = rows.starts[depth]!;
  let high = rows.starts[depth + 1]!;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[rows.positions[middle]!]! > x) high = middle;
    else low = middle + 1;
  }
  return low;
}
