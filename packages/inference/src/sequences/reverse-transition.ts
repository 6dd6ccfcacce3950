import type { CompiledTransition } from "../model/compiled-model.ts";

/** Added to B, so that a state that nothing leads to has a reverse too. */
const OFFSET = 1e-16;

/**
 * B reversed, as a message from the future uses it: (Bᵀ + ε), each column over the previous states
 * normalised. For a factor that depends on itself alone.
 *
 * @returns row-major `[action, previous, next]`.
 *
 * @see pymdp 0.0.7.1, `maths.py`, `spm_norm`.
 */
export function reverseTransition({
  stateCount,
  actionCount,
  values,
}: CompiledTransition): Float64Array {
  const reversed = new Float64Array(values.length);
  for (let row = 0; row < actionCount * stateCount; row++) {
    const action = Math.floor(row / stateCount);
    const next = row % stateCount;
    let sum = 0;
    for (let previous = 0; previous < stateCount; previous++)
      sum += values[row * stateCount + previous]! + OFFSET;
    for (let previous = 0; previous < stateCount; previous++)
      reversed[(action * stateCount + previous) * stateCount + next] =
        (values[row * stateCount + previous]! + OFFSET) / sum;
  }
  return reversed;
}
