import type { DominatorTree } from "./dominators.ts";

/**
 * Bytes that would be free if nothing held a node any more: its own, and those of all it dominates.
 *
 * @param selfBytes - `[nodeCount]`, by ordinal.
 * @returns `[nodeCount]`, by ordinal; the root retains everything.
 */
export function sumRetainedBytes(
  { dominatorOf, order }: DominatorTree,
  selfBytes: Float64Array,
): Float64Array {
  const retained = selfBytes.slice();
  for (let at = order.length - 1; at > 0; at -= 1) {
    const node = order[at]!;
    retained[dominatorOf[node]!]! += retained[node]!;
  }
  return retained;
}
