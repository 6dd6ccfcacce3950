import type { CompiledModel } from "../model/compiled-model.ts";

/** Entries that a folded matrix may have before predictions are made step by step instead (32 MB). */
const FOLDED_ENTRY_COUNT_MAX = 4_194_304;

/**
 * Puts the base block first and its product with every action's transition after it, when the group
 * has one factor that depends on itself alone and the result is not too large.
 */
export function foldTransition(
  model: CompiledModel,
  factors: readonly number[],
  base: Float64Array,
): Float64Array {
  const factor = factors[0]!;
  const { dependencies, stateCount, actionCount, values } = model.transitions[factor]!;
  const isFoldable =
    factors.length === 1 &&
    dependencies.length === 1 &&
    dependencies[0] === factor &&
    base.length * (actionCount + 1) <= FOLDED_ENTRY_COUNT_MAX;
  if (!isFoldable) return base;
  const blocks = new Float64Array(base.length * (actionCount + 1));
  blocks.set(base);
  const rowCount = base.length / stateCount;
  for (let action = 0; action < actionCount; action++)
    for (let row = 0; row < rowCount; row++) {
      const start = ((action + 1) * rowCount + row) * stateCount;
      for (let next = 0; next < stateCount; next++) {
        const factorValue = base[row * stateCount + next]!;
        if (factorValue === 0) continue;
        const transitionStart = (action * stateCount + next) * stateCount;
        for (let previous = 0; previous < stateCount; previous++)
          blocks[start + previous]! += factorValue * values[transitionStart + previous]!;
      }
    }
  return blocks;
}
