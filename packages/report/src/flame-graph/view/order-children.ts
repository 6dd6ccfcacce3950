/** Children of `node` are `nodes[starts[node]]` up to `nodes[starts[node + 1]]`. */
export interface OrderedChildren {
  readonly starts: Uint32Array;
  readonly nodes: Uint32Array;
}

/**
 * Children of every node in the order of their frames' ranks, in linear time: all nodes are dealt out by rank, then
 * by parent, which keeps the order of the first.
 *
 * @param ranks - of frames, from 0.
 */
export function orderChildren(
  tree: { readonly count: number; readonly parents: Int32Array; readonly frames: Uint32Array },
  ranks: Uint32Array | Int32Array,
): OrderedChildren {
  const { count, parents, frames } = tree;
  let rankMax = 0;
  for (const rank of ranks) if (rank > rankMax) rankMax = rank;
  const rankStarts = new Uint32Array(rankMax + 2);
  for (let node = 1; node < count; node++) rankStarts[ranks[frames[node]!]! + 1]!++;
  accumulate(rankStarts);
  const byRank = new Uint32Array(Math.max(0, count - 1));
  for (let node = 1; node < count; node++) byRank[rankStarts[ranks[frames[node]!]!]!++] = node;

  const starts = new Uint32Array(count + 1);
  for (let node = 1; node < count; node++) starts[parents[node]! + 1]!++;
  accumulate(starts);
  const next = starts.slice();
  const nodes = new Uint32Array(byRank.length);
  for (const node of byRank) nodes[next[parents[node]!]!++] = node;
  return { starts, nodes };
}

/** Ranks of texts in the order of their code units: equal texts share one. */
export function rankTexts(texts: readonly string[]): Uint32Array {
  const order = Uint32Array.from(texts.keys()).sort((a, b) =>
    texts[a]! < texts[b]! ? -1 : texts[a]! > texts[b]! ? 1 : 0,
  );
  const ranks = new Uint32Array(texts.length);
  for (let index = 1; index < order.length; index++) {
    const previous = order[index - 1]!;
    const current = order[index]!;
    ranks[current] = ranks[previous]! + (texts[current] === texts[previous] ? 0 : 1);
  }
  return ranks;
}

function accumulate(counts: Uint32Array): void {
  for (let index = 1; index < counts.length; index++) counts[index]! += counts[index - 1]!;
}
