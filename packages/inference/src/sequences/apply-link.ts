import { TRANSITION_KERNELS } from "../model/compiled-model.ts";
import { predictBelief } from "../states/predict-belief.ts";
import type { TransitionLink } from "./transition-chain.ts";

/** Which matrix a link applies: an action of the model's transition, or that action with floored zeros. */
export interface LinkMatrix {
  action: number;
  /** Row-major `[stateCount, jointStateCount]` from 0, or null for the model's own. */
  floored: Float64Array | null;
}

/**
 * Pushes a tensor forward through a link: `output[.., s', ..] = Σ B[s', column] input[entry]`.
 *
 * @param input - `inputCount` entries from 0.
 * @param output - receives `outputCount` entries from 0; must be another array.
 */
export function pushForward(
  link: TransitionLink,
  { action, floored }: LinkMatrix,
  input: Float64Array,
  output: Float64Array,
): void {
  const { transition, inputCount, outputCount, columns, outputBases, outputStride } = link;
  const kernel = transition.kernels[action]!;
  if (floored === null && link.isPlain) {
    predictBelief(transition, action, input, 0, output, 0);
    return;
  }
  for (let entry = 0; entry < outputCount; entry++) output[entry] = 0;
  if (floored === null && isCertain(kernel)) {
    const start = action * transition.jointStateCount;
    for (let entry = 0; entry < inputCount; entry++)
      output[outputBases[entry]! + transition.targets[start + columns[entry]!]! * outputStride]! +=
        input[entry]!;
    return;
  }
  const values = floored ?? transition.values;
  const { stateCount, jointStateCount } = transition;
  let row = floored === null ? action * stateCount * jointStateCount : 0;
  for (let next = 0; next < stateCount; next++, row += jointStateCount) {
    const offset = next * outputStride;
    for (let entry = 0; entry < inputCount; entry++)
      output[offset + outputBases[entry]!]! += values[row + columns[entry]!]! * input[entry]!;
  }
}

/**
 * Pulls a tensor back through a link: `input[entry] = Σ_s' B[s', column] output[.., s', ..]`.
 *
 * @param output - `outputCount` entries from 0.
 * @param input - receives `inputCount` entries from 0; must be another array.
 */
export function pullBack(
  link: TransitionLink,
  { action, floored }: LinkMatrix,
  output: Float64Array,
  input: Float64Array,
): void {
  const { transition, inputCount, columns, outputBases, outputStride } = link;
  const { stateCount, jointStateCount } = transition;
  const kernel = transition.kernels[action]!;
  if (floored === null && isCertain(kernel)) {
    const start = action * jointStateCount;
    for (let entry = 0; entry < inputCount; entry++)
      input[entry] =
        output[outputBases[entry]! + transition.targets[start + columns[entry]!]! * outputStride]!;
    return;
  }
  for (let entry = 0; entry < inputCount; entry++) input[entry] = 0;
  if (floored === null && link.isPlain && kernel === TRANSITION_KERNELS.sparse) {
    const { rowStarts, columns: rowColumns, weights } = transition;
    const start = action * (stateCount + 1);
    for (let next = 0; next < stateCount; next++)
      for (let index = rowStarts[start + next]!; index < rowStarts[start + next + 1]!; index++)
        input[rowColumns[index]!]! += weights[index]! * output[next]!;
    return;
  }
  const values = floored ?? transition.values;
  let row = floored === null ? action * stateCount * jointStateCount : 0;
  for (let next = 0; next < stateCount; next++, row += jointStateCount) {
    const offset = next * outputStride;
    for (let entry = 0; entry < inputCount; entry++)
      input[entry]! += values[row + columns[entry]!]! * output[offset + outputBases[entry]!]!;
  }
}

/**
 * Joint of a factor's next state and the states that its transition depends on:
 * `joint[s', column] = Σ_entries B[s', column] input[entry] output[.., s', ..]`.
 *
 * @param joint - receives row-major `[stateCount, jointStateCount]` from `jointOffset`.
 */
// oxlint-disable-next-line max-params -- a kernel: flat arrays with offsets, called per factor and step
export function sumPairs(
  link: TransitionLink,
  { action, floored }: LinkMatrix,
  input: Float64Array,
  output: Float64Array,
  joint: Float64Array,
  jointOffset: number,
): void {
  const { transition, inputCount, columns, outputBases, outputStride } = link;
  const { stateCount, jointStateCount } = transition;
  const end = jointOffset + stateCount * jointStateCount;
  for (let index = jointOffset; index < end; index++) joint[index] = 0;
  if (floored === null && isCertain(transition.kernels[action]!)) {
    const start = action * jointStateCount;
    for (let entry = 0; entry < inputCount; entry++) {
      const column = columns[entry]!;
      const next = transition.targets[start + column]!;
      joint[jointOffset + next * jointStateCount + column]! +=
        input[entry]! * output[outputBases[entry]! + next * outputStride]!;
    }
    return;
  }
  const values = floored ?? transition.values;
  let row = floored === null ? action * stateCount * jointStateCount : 0;
  for (let next = 0; next < stateCount; next++, row += jointStateCount) {
    const offset = next * outputStride;
    const jointRow = jointOffset + next * jointStateCount;
    for (let entry = 0; entry < inputCount; entry++) {
      const column = columns[entry]!;
      joint[jointRow + column]! +=
        values[row + column]! * input[entry]! * output[offset + outputBases[entry]!]!;
    }
  }
}

const isCertain = (kernel: number): boolean =>
  kernel === TRANSITION_KERNELS.deterministic || kernel === TRANSITION_KERNELS.identity;
