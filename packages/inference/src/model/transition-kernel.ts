import type { TransitionKernelName } from "./compiled-model.ts";
import { TRANSITION_KERNELS } from "./compiled-model.ts";

/** Below this share of non-zero entries, gathering them beats multiplying the whole row. */
const SPARSE_FILL_RATIO_MAX = 0.35;

/** The representations of one transition that its kernels read. */
export interface TransitionRepresentation {
  readonly kernels: Uint8Array;
  readonly isReset: Uint8Array;
  readonly rowStarts: Int32Array;
  readonly columns: Int32Array;
  readonly weights: Float64Array;
  readonly targets: Int32Array;
}

/**
 * Chooses the kernel of every action of a transition from its entries, and builds what that kernel
 * reads: an index table where each previous state has one certain next state, compressed rows where few
 * entries are non-zero, nothing more where the dense rows serve.
 *
 * @param values - row-major `[actionCount, stateCount, jointStateCount]`.
 * @param isSelfOnly - whether the only dependency is the factor itself, without which no action is the identity.
 */
export function chooseTransitionKernels(
  values: Float64Array,
  { actionCount, stateCount, jointStateCount, isSelfOnly }: TransitionExtent,
): TransitionRepresentation {
  const kernels = new Uint8Array(actionCount);
  const isReset = new Uint8Array(actionCount);
  const rowStarts = new Int32Array(actionCount * (stateCount + 1));
  const targets = new Int32Array(actionCount * jointStateCount);
  const columns: number[] = [];
  const weights: number[] = [];

  for (let action = 0; action < actionCount; action++) {
    const matrix = values.subarray(
      action * stateCount * jointStateCount,
      (action + 1) * stateCount * jointStateCount,
    );
    const actionTargets = targets.subarray(
      action * jointStateCount,
      (action + 1) * jointStateCount,
    );
    const name = chooseKernel(matrix, actionTargets, isSelfOnly);
    kernels[action] = TRANSITION_KERNELS[name];
    isReset[action] = hasEqualColumns(matrix, jointStateCount) ? 1 : 0;
    for (let next = 0; next < stateCount; next++) {
      rowStarts[action * (stateCount + 1) + next] = columns.length;
      if (name !== "sparse") continue;
      for (let previous = 0; previous < jointStateCount; previous++) {
        const weight = matrix[next * jointStateCount + previous]!;
        if (weight === 0) continue;
        columns.push(previous);
        weights.push(weight);
      }
    }
    rowStarts[action * (stateCount + 1) + stateCount] = columns.length;
  }
  return {
    kernels,
    isReset,
    rowStarts,
    targets,
    columns: Int32Array.from(columns),
    weights: Float64Array.from(weights),
  };
}

/** Sizes of one transition. */
export interface TransitionExtent {
  readonly actionCount: number;
  readonly stateCount: number;
  readonly jointStateCount: number;
  readonly isSelfOnly: boolean;
}

/** Fills `targets` as far as the action is deterministic, and says which kernel fits it. */
function chooseKernel(
  matrix: Float64Array,
  targets: Int32Array,
  isSelfOnly: boolean,
): TransitionKernelName {
  const jointStateCount = targets.length;
  let nonZeroCount = 0;
  let certainCount = 0;
  for (let index = 0; index < matrix.length; index++) {
    const weight = matrix[index]!;
    if (weight === 0) continue;
    nonZeroCount++;
    if (weight !== 1) continue;
    certainCount++;
    targets[index % jointStateCount] = Math.floor(index / jointStateCount);
  }
  if (nonZeroCount === jointStateCount && certainCount === jointStateCount)
    return isSelfOnly && targets.every((next, previous) => next === previous)
      ? "identity"
      : "deterministic";
  return nonZeroCount <= SPARSE_FILL_RATIO_MAX * matrix.length ? "sparse" : "dense";
}

function hasEqualColumns(matrix: Float64Array, jointStateCount: number): boolean {
  for (let index = 0; index < matrix.length; index++)
    if (matrix[index] !== matrix[index - (index % jointStateCount)]) return false;
  return true;
}
