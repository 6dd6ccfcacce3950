import type { CompiledTransition } from "../model/compiled-model.ts";
import { TRANSITION_KERNELS } from "../model/compiled-model.ts";
import { multiplyRows } from "./multiply-rows.ts";

/**
 * Belief about one factor after an action:
 *
 *     next[i] = Σ_j B[i, j, action] previous[j]
 *
 * with `previous` over the joint states of the transition's dependencies. Runs the kernel that was
 * chosen for this action when the model was compiled, and allocates nothing.
 *
 * @param source - holds `previous`, shape `[jointStateCount]`, from `sourceOffset`; must not overlap
 *   the target region.
 * @param target - receives `next`, shape `[stateCount]`, from `targetOffset`.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per prediction
export function predictBelief(
  transition: CompiledTransition,
  action: number,
  source: Float64Array,
  sourceOffset: number,
  target: Float64Array,
  targetOffset: number,
): void {
  const { stateCount, jointStateCount } = transition;
  switch (transition.kernels[action]) {
    case TRANSITION_KERNELS.identity:
      for (let state = 0; state < stateCount; state++)
        target[targetOffset + state] = source[sourceOffset + state]!;
      return;
    case TRANSITION_KERNELS.deterministic: {
      const { targets } = transition;
      const start = action * jointStateCount;
      for (let state = 0; state < stateCount; state++) target[targetOffset + state] = 0;
      for (let state = 0; state < jointStateCount; state++)
        target[targetOffset + targets[start + state]!]! += source[sourceOffset + state]!;
      return;
    }
    case TRANSITION_KERNELS.sparse: {
      const { rowStarts, columns, weights } = transition;
      const start = action * (stateCount + 1);
      let entry = rowStarts[start]!;
      for (let state = 0; state < stateCount; state++) {
        const end = rowStarts[start + state + 1]!;
        let sum = 0;
        for (; entry < end; entry++)
          sum += weights[entry]! * source[sourceOffset + columns[entry]!]!;
        target[targetOffset + state] = sum;
      }
      return;
    }
    default:
      multiplyRows(
        transition.values,
        action * stateCount * jointStateCount,
        stateCount,
        jointStateCount,
        source,
        sourceOffset,
        target,
        targetOffset,
      );
  }
}
