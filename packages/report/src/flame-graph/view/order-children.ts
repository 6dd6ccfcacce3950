/** Children of `node` are `nodes[starts[node]]` up to `nodes[starts[node + 1]]`. */
export interface OrderedChildren {
  readonly starts: Uint32Array;
  readonly nodes: Uint32Array;
}

interface Branches {
  readonly count: number;
  readonly parents: Int32Array;
  readonly frames: Uint32Array;
}

/**
 * Deals nodes out to their parents, in linear time.
 *
 * @param order - every node but the root; siblings keep this order.
 */
export function orderChildren(
  { count, parents }: Pick<Branches, "count" | "parents">,
  order: Uint32Array,
): OrderedChildren {
  const starts = new Uint32Array(count + 1);
  for (let node = 1; node < count; node++) starts[parents[node]! + 1]!++;
  accumulate(starts);
  const next = starts.slice();
  const nodes = new Uint32Array(order.length);
  for (const node of order) nodes[next[parents[node]!]!++] = node;
  return { starts, nodes };
}

/** All nodes but the root by the rank of their frames; of one rank in the order of the tree. Linear. */
export const orderByRank = (
  { count, frames }: Pick<Branches, "count" | "frames">,
  ranks: Uint32Array,
): Uint32Array => orderByFrame({ count, frames: frames.map((frame) => ranks[frame]!) });

/** The same where frames are numbered in the order of their names, as those of a page are. */
export function orderByFrame({ count, frames }: Pick<Branches, "count" | "frames">): Uint32Array {
  let frameMax = 0;
  for (const frame of frames) if (frame > frameMax) frameMax = frame;
  const starts = new Uint32Array(frameMax + 2);
  for (let node = 1; node < count; node++) starts[frames[node]! + 1]!++;
  accumulate(starts);
  const order = new Uint32Array(Math.max(0, count - 1));
  for (let node = 1; node < count; node++) order[starts[frames[node]!]!++] = node;
  return order;
}

/** All nodes but the root by weight, the heaviest first; of one weight in the order of the tree. */
export const orderByWeight = (count: number, weights: Float64Array): Uint32Array =>
  Uint32Array.from({ length: Math.max(0, count - 1) }, (_, index) => index + 1).sort(
    (a, b) => weights[b]! - weights[a]! || a - b,
  );

/** Ranks of texts in the order of their code units, from 1: equal texts share one. Texts that are undefined have rank 0. */
export function rankTexts(texts: readonly (string | undefined)[]): Uint32Array {
  const distinct = [...new Set(texts)].filter((text) => text !== undefined);
  const ranks = new Map<string | undefined, number>();
  // Without a function to compare with, the engine compares texts itself, which is what takes the time.
  for (const [index, text] of distinct.sort().entries()) ranks.set(text, index + 1);
  return Uint32Array.from(texts, (text) => ranks.get(text) ?? 0);
}

function accumulate(counts: Uint32Array): void {
  for (let index = 1; index < counts.length; index++) counts[index]! += counts[index - 1]!;
}
