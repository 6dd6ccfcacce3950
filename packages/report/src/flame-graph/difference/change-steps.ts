import { CHANGE_STEP_COUNT } from "../color/change-palette.ts";

export interface ChangedTree {
  readonly count: number;
  readonly parents: Int32Array;
  readonly baseSelf: Float64Array;
  readonly headSelf: Float64Array;
  readonly baseTotal: Float64Array;
  readonly headTotal: Float64Array;
}

/**
 * How much each node changed in total, as a step of the palette: 0 where no function at or below it is known to have
 * changed, so that noise stays grey. The strongest colour is that of the largest change in the picture.
 *
 * @param isChanged - whether the function of a node is known to have changed.
 */
export function changeSteps(tree: ChangedTree, isChanged: (node: number) => boolean): Int8Array {
  const { count, parents, baseSelf, headSelf, baseTotal, headTotal } = tree;
  const hasChanged = new Uint8Array(count);
  let largest = 0;
  for (let node = count - 1; node >= 0; node--) {
    if (baseSelf[node] !== headSelf[node] && isChanged(node)) hasChanged[node] = 1;
    if (hasChanged[node] === 0) continue;
    if (node > 0) hasChanged[parents[node]!] = 1;
    largest = Math.max(largest, Math.abs(headTotal[node]! - baseTotal[node]!));
  }
  return Int8Array.from(hasChanged, (has, node) => {
    const change = headTotal[node]! - baseTotal[node]!;
    if (has === 0 || largest === 0) return 0;
    // The root of the share: small changes that are real should be seen.
    return Math.sign(change) * Math.ceil(CHANGE_STEP_COUNT * Math.sqrt(Math.abs(change) / largest));
  });
}
