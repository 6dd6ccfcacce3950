import type { PolicyTable } from "./policy-table.ts";

/**
 * The policies as a tree of their shared prefixes, so that what policies have in common is computed
 * once. Node 0 is the present; nodes are ordered by depth, so a parent always comes before its children.
 */
export interface PolicyTree {
  readonly nodeCount: number;
  /** Per node; -1 for the root. */
  readonly parents: Int32Array;
  /** Per node, how many actions lead to it. */
  readonly depths: Int32Array;
  /** Row-major `[nodeCount, controlCount]`: the actions that lead from the parent to the node. */
  readonly actions: Int32Array;
  /** Per policy, the node at its end. */
  readonly leaves: Int32Array;
}

/** Merges policies by their prefixes. */
export function buildPolicyTree(table: PolicyTable): PolicyTree {
  const { policyCount, policyLength, controlCount } = table;
  const parents = [-1];
  const depths = [0];
  const actions = Array.from({ length: controlCount }, () => 0);
  const leaves = new Int32Array(policyCount);

  for (let step = 0; step < policyLength; step++) {
    const children = new Map<string, number>();
    for (let policy = 0; policy < policyCount; policy++) {
      const start = (policy * policyLength + step) * controlCount;
      const stepActions = table.actions.subarray(start, start + controlCount);
      const key = `${leaves[policy]}:${stepActions.join()}`;
      let child = children.get(key);
      if (child === undefined) {
        child = parents.length;
        parents.push(leaves[policy]!);
        depths.push(step + 1);
        actions.push(...stepActions);
        children.set(key, child);
      }
      leaves[policy] = child;
    }
  }
  return {
    nodeCount: parents.length,
    parents: Int32Array.from(parents),
    depths: Int32Array.from(depths),
    actions: Int32Array.from(actions),
    leaves,
  };
}
