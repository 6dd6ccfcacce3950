import type { CompiledModel } from "../model/compiled-model.ts";

/**
 * Views of beliefs over time, `[step][factor]`, made once so that reading them allocates nothing.
 *
 * @param beliefs - row-major `[step, state of all factors]`.
 */
export function createStepViews(
  { beliefOffsets, states }: CompiledModel,
  beliefs: Float64Array,
): readonly (readonly Float64Array[])[] {
  const width = beliefOffsets.at(-1)!;
  return Array.from({ length: beliefs.length / width }, (_, step) =>
    states.map((__, factor) =>
      beliefs.subarray(
        step * width + beliefOffsets[factor]!,
        step * width + beliefOffsets[factor + 1]!,
      ),
    ),
  );
}
